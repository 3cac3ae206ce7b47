package source

import (
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/report/division"
)

//go:embed registry/*.yaml
var embedded embed.FS

// Registry is the sites of several files together, ordered by id.
type Registry struct{ sites []Site }

// New makes a registry; two sites with one id are an error.
func New(sites ...Site) (*Registry, error) {
	r := &Registry{sites: slices.Clone(sites)}
	slices.SortStableFunc(r.sites, func(a, b Site) int { return strings.Compare(a.ID, b.ID) })
	for i := range r.sites {
		if err := r.sites[i].Validate(); err != nil {
			return nil, err
		}
		if i > 0 && r.sites[i].ID == r.sites[i-1].ID {
			return nil, fmt.Errorf("source %q is given twice", r.sites[i].ID)
		}
	}
	return r, nil
}

// Sites gives all sites, ordered by id.
func (r *Registry) Sites() []Site { return r.sites }

// Find gives the site with the id.
func (r *Registry) Find(id string) (Site, bool) {
	i, ok := slices.BinarySearchFunc(r.sites, id, func(s Site, id string) int { return strings.Compare(s.ID, id) })
	if !ok {
		return Site{}, false
	}
	return r.sites[i], true
}

// In gives the sites whose division lies in the given one: 331000 gives those of a prefecture. None for a text that
// is no division code.
func (r *Registry) In(code string) []Site {
	area, err := division.ParseCode(code)
	if err != nil {
		return nil
	}
	var found []Site
	for _, s := range r.sites {
		if at, err := division.ParseCode(s.Division); err == nil && area.Contains(at) {
			found = append(found, s)
		}
	}
	return found
}

// Embedded gives the registry that is part of the program.
func Embedded() (*Registry, error) {
	sites, err := fromFS(embedded, "registry", "embedded ")
	if err != nil {
		return nil, err
	}
	return New(sites...)
}

// Load reads files and folders; in a folder all *.yaml and *.yml files count, also those of folders in it. A path
// that holds no site is an error.
func Load(paths ...string) (*Registry, error) {
	var sites []Site
	for _, path := range paths {
		found, err := fromPath(path)
		if err != nil {
			return nil, err
		}
		if len(found) == 0 {
			return nil, newError(path, nil, nil, "holds no site")
		}
		sites = append(sites, found...)
	}
	return New(sites...)
}

func fromPath(path string) ([]Site, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("sources: %w", err)
	}
	if info.IsDir() {
		return fromFS(os.DirFS(path), ".", filepath.Clean(path)+string(filepath.Separator))
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("sources: %w", err)
	}
	defer f.Close() //nolint:errcheck // only read
	return fromReader(path, f)
}

// fromFS reads the YAML files of a tree in the order of their names; shown goes before the names in messages.
func fromFS(tree fs.FS, root, shown string) ([]Site, error) {
	var sites []Site
	err := fs.WalkDir(tree, root, func(path string, d fs.DirEntry, err error) error {
		ext := strings.ToLower(filepath.Ext(path))
		if err != nil || d.IsDir() || (ext != ".yaml" && ext != ".yml") {
			return err
		}
		f, err := tree.Open(path)
		if err != nil {
			return err
		}
		defer f.Close() //nolint:errcheck // only read
		found, err := fromReader(shown+path, f)
		sites = append(sites, found...)
		return err
	})
	if err != nil {
		var mistake *Error
		if errors.As(err, &mistake) {
			return nil, mistake
		}
		return nil, fmt.Errorf("sources: %w", err)
	}
	return sites, nil
}

func fromReader(name string, r io.Reader) ([]Site, error) {
	data, err := io.ReadAll(io.LimitReader(r, largest+1))
	if err != nil {
		return nil, fmt.Errorf("sources: %s: %w", name, err)
	}
	return Parse(name, data)
}
