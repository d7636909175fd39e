package pipeline

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// The program and its workers speak in frames: the length of a JSON value in four bytes, then the value. The length goes
// first so that neither side takes in more than it is ready for.

// errFrame is the error of a value that no frame holds. Nothing of it was sent.
var errFrame = errors.New("over the limit of one message")

func writeFrame(w *bufio.Writer, value any) error {
	data, err := json.Marshal(value)
	if err != nil {
		return err
	}
	if len(data) > maxFrame {
		return fmt.Errorf("%w, %d MB: %d MB", errFrame, maxFrame>>20, len(data)>>20)
	}
	if err := binary.Write(w, binary.BigEndian, uint32(len(data))); err != nil {
		return err
	}
	if _, err := w.Write(data); err != nil {
		return err
	}
	return w.Flush()
}

func readFrame(r io.Reader, value any) error {
	var length uint32
	if err := binary.Read(r, binary.BigEndian, &length); err != nil {
		return err
	}
	if int64(length) > int64(maxFrame) {
		return fmt.Errorf("a message of %d bytes is none of ours", length)
	}
	// Read as it comes: the other side may have named a length that it never delivers.
	data, err := io.ReadAll(io.LimitReader(r, int64(length)))
	if err != nil {
		return err
	}
	if len(data) < int(length) {
		return io.ErrUnexpectedEOF
	}
	return json.Unmarshal(data, value)
}
