// Package objects reads archives that lie in object stores: by URLs of Amazon S3 and what speaks as it does (s3://), of
// Google Cloud Storage (gs://) and of Azure (azblob://), and by file:// of a folder on this machine. It takes a URL and
// gives the objects below it, by names relative to it, and their bytes.
//
// The stores' own programs are many times as large as all else, so that they are part of the program only where it is built
// with the tag cloud (go build -tags cloud ./cmd/rapporteur). They find the user's rights where each store's own tools do:
// in the environment and in the files of the user's home.
package objects

import (
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
)

// Object is one of a store.
type Object struct {
	Name  string // relative to the URL, with slashes
	Bytes int64
}

// Looks reports whether a name is the URL of an object store.
func Looks(name string) bool {
	for _, scheme := range []string{"s3://", "gs://", "azblob://"} {
		if strings.HasPrefix(name, scheme) {
			return true
		}
	}
	return false
}

// Path is the path that a file:// URL names; another name is one.
func Path(name string) (string, error) {
	if !strings.HasPrefix(name, "file://") {
		return name, nil
	}
	parsed, err := url.Parse(name)
	if err != nil {
		return "", err
	}
	if parsed.Host != "" && parsed.Host != "localhost" || parsed.Path == "" {
		return "", fmt.Errorf("%s: it is to be file:///path", name)
	}
	return filepath.FromSlash(parsed.Path), nil
}
