package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"
	"github.com/goccy/go-yaml"
)

// configuration reads nianbao.yaml. Its names are those of the flags; a name that no flag has is an error.
func configuration(r io.Reader) (kong.Resolver, error) {
	text, err := io.ReadAll(io.LimitReader(r, 1<<20))
	if err != nil {
		return nil, err
	}
	values := map[string]any{}
	if err := yaml.NewDecoder(bytes.NewReader(text)).Decode(&values); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("configuration file: %w", err)
	}
	return settings(values), nil
}

type settings map[string]any

// Validate refuses names that no flag of any verb has.
func (s settings) Validate(app *kong.Application) error {
	known := map[string]bool{}
	for _, node := range append(app.Leaves(false), app.Node) {
		for _, flag := range node.Flags {
			known[flag.Name] = true
		}
	}
	for name := range s {
		if !known[name] {
			return fmt.Errorf("configuration file: %q is the name of no flag", name)
		}
	}
	return nil
}

// Resolve gives the value of a flag; lists are joined as on the command line.
func (s settings) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	value, ok := s[flag.Name]
	if !ok {
		return nil, nil
	}
	if list, isList := value.([]any); isList {
		parts := make([]string, len(list))
		for i, part := range list {
			parts[i] = fmt.Sprint(part)
		}
		return strings.Join(parts, ","), nil
	}
	return fmt.Sprint(value), nil
}
