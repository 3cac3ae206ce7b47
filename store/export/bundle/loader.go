package bundle

import (
	"embed"
	"io"
)

// The loaders that read the codebook of the package, and so are the same in every one.
//
//go:embed load/load.py load/load.R
var loaders embed.FS

func loader(name string) func(io.Writer) error {
	return func(w io.Writer) error {
		content, err := loaders.ReadFile("load/" + name)
		if err != nil {
			return err
		}
		_, err = w.Write(content)
		return err
	}
}
