package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// largest is the size of the largest sources file in bytes.
const largest = 8 << 20

// Parse reads the sites of one file; name is what messages call it. The first mistake is an *Error.
func Parse(name string, data []byte) ([]Site, error) {
	f, mistake := read(File{name, data})
	if mistake != nil {
		return nil, mistake
	}
	if found := append(f.problems, f.siteProblems()...); len(found) > 0 {
		return nil, f.place(found[0])
	}
	sites := make([]Site, len(f.sites))
	for i := range f.sites {
		sites[i] = f.sites[i].Site
	}
	return sites, nil
}

// File is a sources file as it was read from a disk.
type File struct {
	Name string // what messages call it
	Data []byte
}

// parsed is a file that is YAML and has no unknown keys.
type parsed struct {
	File
	sites    []located
	problems []problem // of the regions
	tree     *ast.File // made when a place in it is first asked for
}

// read makes sites of a file; an error is the first place where it isn't what a sources file is.
func read(file File) (f *parsed, mistake *Error) {
	fail := func(message string) *Error { return newError(file.Name, nil, nil, message) }
	defer func() {
		if fault := recover(); fault != nil { // the YAML decoder panics on some nonsense, as tags without values
			f, mistake = nil, fail(fmt.Sprintf("no YAML that can be read: %v", fault))
		}
	}()
	switch {
	case len(file.Data) > largest:
		return nil, fail("larger than 8 MiB: no sources file")
	case bytes.IndexByte(file.Data, 0) >= 0:
		return nil, fail("holds zero bytes: no YAML file")
	}
	if err := Nested(file.Data); err != nil {
		return nil, fail(err.Error())
	}
	var top region
	decoder := yaml.NewDecoder(bytes.NewReader(file.Data), yaml.Strict())
	if err := decoder.Decode(&top); err != nil && !errors.Is(err, io.EOF) {
		return nil, yamlError(file.Name, file.Data, err)
	}
	if err := decoder.Decode(new(region)); !errors.Is(err, io.EOF) {
		return nil, newError(file.Name, file.Data, nil, "holds more than one YAML document")
	}
	f = &parsed{File: file}
	f.sites, f.problems = top.flatten("$", "", defaults{}, 1)
	return f, nil
}

// siteProblems checks the sites of the file by themselves and against each other.
func (f *parsed) siteProblems() (found []problem) {
	seen := map[string]bool{}
	for i := range f.sites {
		s := &f.sites[i]
		found = append(found, s.problems(s.path)...)
		found = append(found, s.privateProblems(s.path)...)
		if wellFormedDivision.MatchString(s.Division) {
			if p, ok := divisionProblem(s.path+".division", s.Division, s.within, "the region of the site"); ok {
				found = append(found, p)
			}
		}
		if seen[s.ID] {
			found = append(found, problem{s.path + ".id", fmt.Sprintf("the id %q is given twice", s.ID)})
		}
		seen[s.ID] = true
	}
	return found
}

// place finds where in the file a problem stands.
func (f *parsed) place(p problem) *Error {
	if f.tree == nil {
		tree, err := parser.ParseBytes(f.Data, 0)
		if err != nil {
			return newError(f.Name, f.Data, nil, p.message)
		}
		f.tree = tree
	}
	return newError(f.Name, f.Data, locate(f.tree, p.path), p.message)
}
