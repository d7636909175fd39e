//go:build !linux

package ocr

import "os/exec"

// dieWithParent is not to be had: tesseract ends after its page, when nobody reads what it writes.
func dieWithParent(*exec.Cmd) {}
