package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"math"
)

// maxPixels bounds the image of a page: an A3 page at 400 dots per inch has 31 million.
const maxPixels = 40_000_000

// Parts of PDFium's interface for drawing.
const (
	bitmapGray       = 1
	drawAnnotations  = 0x01
	drawInGray       = 0x08
	white            = 0xFFFFFFFF
	pointsPerInch    = 72
	leastResolution  = 70 // dots per inch; pages that are too large for it are posters, not reports
	smallestPageSide = 8  // points
)

// Draw draws a page of a file, by its number from 1, as a PNG image in shades of grey. Where it would have too many pixels it
// has fewer dots per inch than are asked for.
func (r *Reader) Draw(data []byte, page, dpi int) ([]byte, error) {
	in, err := r.engine.acquire()
	if err != nil {
		return nil, err
	}
	defer r.engine.release(in)
	f, err := r.open(in, data)
	if err != nil {
		return nil, err
	}
	defer f.close()
	if page < 1 || page > f.pages {
		return nil, fmt.Errorf("there is no page %d", page)
	}
	img, _, err := f.picture(page-1, dpi)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&out, img)
	return out.Bytes(), err
}

// picture draws a page, by its index from 0, as it is displayed. Pages that would have too many pixels are drawn with
// fewer dots per inch; the image's own resolution comes with it.
func (f *file) picture(index, dpi int) (*image.Gray, int, error) {
	in := f.in
	handle := in.call("FPDF_LoadPage", f.doc, uint64(index))
	if handle == 0 {
		return nil, 0, errors.Join(fmt.Errorf("page %d cannot be loaded", index+1), in.err)
	}
	defer in.call("FPDF_ClosePage", handle)
	view := f.view(handle)
	width, height := view.size()
	if most := pointsPerInch * math.Sqrt(maxPixels/(width*height)); float64(dpi) > most {
		dpi = int(most)
	}
	if min(width, height) < smallestPageSide || dpi < leastResolution {
		return nil, 0, fmt.Errorf("page %d is %.0f by %.0f points: no page of a report", index+1, width, height)
	}
	scale := float64(dpi) / pointsPerInch
	w, h := int(math.Round(width*scale)), int(math.Round(height*scale))
	bitmap := in.call("FPDFBitmap_CreateEx", uint64(w), uint64(h), bitmapGray, 0, 0)
	if bitmap == 0 {
		return nil, 0, errors.Join(fmt.Errorf("page %d: PDFium has no memory for its picture", index+1), in.err)
	}
	defer in.call("FPDFBitmap_Destroy", bitmap)
	in.call("FPDFBitmap_FillRect", bitmap, 0, 0, uint64(w), uint64(h), white)
	in.call("FPDF_RenderPageBitmap", bitmap, handle, 0, 0, uint64(w), uint64(h), 0, drawAnnotations|drawInGray)
	at, stride := in.call("FPDFBitmap_GetBuffer", bitmap), in.count("FPDFBitmap_GetStride", bitmap)
	if in.err != nil {
		return nil, 0, in.err
	}
	pixels, ok := in.module.Memory().Read(uint32(at), uint32(h*stride))
	if !ok || stride < w {
		return nil, 0, fmt.Errorf("page %d: PDFium gives no picture", index+1)
	}
	img := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		copy(img.Pix[y*img.Stride:][:w], pixels[y*stride:])
	}
	return img, dpi, nil
}

// view reads how a loaded page is displayed.
func (f *file) view(page uint64) view {
	in := f.in
	in.call("FPDF_GetPageBoundingBox", page, uint64(in.buffer))
	var bounds [4]float64 // left, top, right, bottom in the page's own space
	in.floats(bounds[:])
	return view{left: bounds[0], top: bounds[1], right: bounds[2], bottom: bounds[3],
		turns: in.count("FPDFPage_GetRotation", page) % 4}
}
