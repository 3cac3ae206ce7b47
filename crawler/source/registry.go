package source

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/report/division"
)

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
	files, err := EmbeddedFiles()
	if err != nil {
		return nil, fmt.Errorf("sources: %w", err)
	}
	return registryOf(files)
}

// Load reads files and folders, as Files does. A path that holds no site is an error.
func Load(paths ...string) (*Registry, error) {
	var files []File
	for _, path := range paths {
		found, err := Files(path)
		if err != nil {
			return nil, err
		}
		some, err := registryOf(found)
		if err != nil {
			return nil, err
		}
		if len(some.sites) == 0 {
			return nil, newError(path, nil, nil, "holds no site")
		}
		files = append(files, found...)
	}
	return registryOf(files)
}

func registryOf(files []File) (*Registry, error) {
	var sites []Site
	for _, f := range files {
		found, err := Parse(f.Name, f.Data)
		if err != nil {
			return nil, err
		}
		sites = append(sites, found...)
	}
	return New(sites...)
}
