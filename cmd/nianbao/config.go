package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
	"github.com/goccy/go-yaml"

	"github.com/nianbao/nianbao/crawler/source"
)

// configuration reads nianbao.yaml. Its names are those of the flags; a name that no flag has is an error.
// A variable NIANBAO_* of the environment goes before the file, and a flag before both.
func configuration(environ []string) kong.ConfigurationLoader {
	return func(r io.Reader) (kong.Resolver, error) { return readSettings(r, environ) }
}

func readSettings(r io.Reader, environ []string) (kong.Resolver, error) {
	text, err := io.ReadAll(io.LimitReader(r, largestConfig+1))
	if err != nil {
		return nil, err
	}
	if len(text) > largestConfig {
		return nil, fmt.Errorf("configuration file: larger than %d bytes", largestConfig)
	}
	values := map[string]any{}
	if err := decodeYAML(text, &values); err != nil {
		return nil, fmt.Errorf("configuration file: %w", err)
	}
	return settings{values, environ}, nil
}

// decodeYAML reads the one document of a YAML text, which may be empty. What makes the decoder panic or take all memory is
// an error.
func decodeYAML(text []byte, into any, options ...yaml.DecodeOption) (err error) {
	defer func() {
		if fault := recover(); fault != nil { // the decoder panics on some nonsense, as tags without values
			err = fmt.Errorf("no YAML that can be read: %v", fault)
		}
	}()
	if err := source.Nested(text); err != nil {
		return err
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text), options...)
	if err := decoder.Decode(into); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	var more any
	if err := decoder.Decode(&more); !errors.Is(err, io.EOF) {
		return errors.New("holds more than one YAML document")
	}
	return nil
}

// largestConfig is the most bytes that a configuration file may have.
const largestConfig = 1 << 20

type settings struct {
	values  map[string]any
	environ []string
}

// Validate refuses names that no flag of any verb has.
func (s settings) Validate(app *kong.Application) error {
	known := map[string]bool{}
	for _, node := range append(app.Leaves(false), app.Node) {
		for _, flag := range node.Flags {
			known[flag.Name] = true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.values)) {
		switch {
		case !known[name]:
			return fmt.Errorf("configuration file: %q is the name of no flag", name)
		case name == "allow-private", name == "zoo":
			return fmt.Errorf("configuration file: %s can be given on the command line only", name)
		case !plainValue(s.values[name]):
			return fmt.Errorf("configuration file: %q has no value that a flag can have", name)
		}
	}
	return nil
}

// plainValue tells whether a setting is a text, a number, yes or no, or a list of such.
func plainValue(value any) bool {
	switch v := value.(type) {
	case nil, map[string]any:
		return false
	case []any:
		return !slices.ContainsFunc(v, func(part any) bool { return !plainValue(part) })
	}
	return true
}

// Resolve gives the value of a flag; lists are joined as on the command line.
func (s settings) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	value, ok := s.values[flag.Name]
	if !ok || s.inEnvironment(flag) {
		return nil, nil
	}
	if list, isList := value.([]any); isList {
		parts, values := make([]string, len(list)), make([]any, len(list))
		for i, part := range list {
			parts[i] = fmt.Sprint(part)
			values[i] = parts[i]
		}
		if flag.Tag.Sep == -1 { // its values may hold commas
			return values, nil
		}
		return strings.Join(parts, ","), nil
	}
	text := fmt.Sprint(value)
	if flag.Enum != "" && !slices.Contains(flag.EnumSlice(), text) {
		return nil, nil // a choice of another verb's flag of this name
	}
	return text, nil
}

func (s settings) inEnvironment(flag *kong.Flag) bool {
	return slices.ContainsFunc(s.environ, func(pair string) bool {
		name, _, _ := strings.Cut(pair, "=")
		return slices.Contains(flag.Envs, name)
	})
}
