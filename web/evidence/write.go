package evidence

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"time"
)

// Write writes the zip file. Times of its files are that of the fetch, so that the same evidence is the same file.
func (b *Bundle) Write(w io.Writer) error {
	list, err := b.files()
	if err != nil {
		return fmt.Errorf("evidence: %w", err)
	}
	var sums bytes.Buffer
	for _, f := range list {
		fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256(f.body), f.name)
	}
	list = append(list, file{"SHA256SUMS", sums.Bytes()})
	z := zip.NewWriter(w)
	for _, f := range list {
		if err := add(z, f, b.Page.Facts.Fetched); err != nil {
			return fmt.Errorf("evidence: %s: %w", f.name, err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("evidence: %w", err)
	}
	return nil
}

func add(z *zip.Writer, f file, fetched time.Time) error {
	header := &zip.FileHeader{Name: f.name, Method: zip.Deflate}
	if !fetched.IsZero() {
		header.Modified = fetched.UTC()
	}
	out, err := z.CreateHeader(header)
	if err == nil {
		_, err = out.Write(f.body)
	}
	return err
}
