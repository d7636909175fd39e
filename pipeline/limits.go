package pipeline

import (
	"fmt"
	"time"
)

// Limits bound what one document may take. Zero is no limit. A document over one of them is quarantined, with a message
// that says over which.
type Limits struct {
	Time      time.Duration // on the clock, from the task to its result, and anew from each page that is recognised
	CPU       time.Duration // of the processor, by the worker and by each program that it starts
	Memory    int64         // bytes of a worker process
	Bytes     int64         // of a file
	Pages     int           // of a file that has pages
	Nesting   int           // of elements within elements
	Expansion Expansion
}

// Expansion bounds how many characters of text may come out of each byte of a file: a small file that unfolds to an
// enormous text is made to do harm. Zero is no limit.
type Expansion int

// modest is how long a text may be that comes out of any file, however small: one line that a file draws on each of its
// pages is no bomb.
const modest = 1 << 20

// Check gives the failure of a file from which so many characters came, nil where they are not too many.
func (e Expansion) Check(bytes, characters int) error {
	if e <= 0 || characters <= max(modest, int(e)*bytes) {
		return nil
	}
	return &Failure{Reason: Bomb, Err: fmt.Errorf("over the limit of %d characters for each of its %d bytes: %d characters and more", e, bytes, characters)}
}

// The limits that nobody needs to change.
const (
	maxWritten   = 256 << 20 // bytes of a file that a worker writes: PDFium's compiled form has 22 MB, a page's picture for OCR as much
	maxOpenFiles = 256
)

// maxFrame is how many bytes a worker may send at once: far more than any report's text with its layout, and little enough
// to hold. It is a variable for tests, which would need gigabytes to come to it.
var maxFrame = 256 << 20
