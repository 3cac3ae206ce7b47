package source

import (
	"embed"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

//go:embed registry/*.yaml
var embedded embed.FS

// EmbeddedFiles gives the files of the registry that is part of the program.
func EmbeddedFiles() ([]File, error) { return filesOf(embedded, "registry", "embedded ") }

// Files reads files and folders; in a folder all *.yaml and *.yml files count, also those of folders in it, in the
// order of their names.
func Files(paths ...string) ([]File, error) {
	var files []File
	for _, path := range paths {
		found, err := filesAt(path)
		if err != nil {
			return nil, fmt.Errorf("sources: %w", err)
		}
		files = append(files, found...)
	}
	return files, nil
}

func filesAt(path string) ([]File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return filesOf(os.DirFS(path), ".", filepath.Clean(path)+string(filepath.Separator))
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	file, err := fileOf(path, f)
	return []File{file}, err
}

// filesOf reads the YAML files of a tree; shown goes before their names in messages.
func filesOf(tree fs.FS, root, shown string) (files []File, err error) {
	err = fs.WalkDir(tree, root, func(path string, d fs.DirEntry, err error) error {
		ext := strings.ToLower(filepath.Ext(path))
		if err != nil || d.IsDir() || (ext != ".yaml" && ext != ".yml") {
			return err
		}
		f, err := tree.Open(path)
		if err != nil {
			return err
		}
		file, err := fileOf(shown+path, f)
		files = append(files, file)
		return err
	})
	return files, err
}

// fileOf reads as much of a file as one may have, and a byte more, so that a larger one is known by its size.
func fileOf(name string, f fs.File) (File, error) {
	data, err := io.ReadAll(io.LimitReader(f, largest+1))
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return File{}, fmt.Errorf("%s: %w", name, err)
	}
	return File{name, data}, nil
}
