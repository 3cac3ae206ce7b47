package source

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
	"golang.org/x/text/width"
)

// Error is a mistake in a sources file. Error() is one line, "FILE:LINE:COLUMN: MESSAGE"; Excerpt shows the place.
type Error struct {
	File    string
	Line    int // from 1; 0 when no place is known
	Column  int // in characters, from 1
	Message string
	Excerpt string // the line and the one before it with a caret below; empty when no place is known
}

// Error gives the mistake in one line.
func (e *Error) Error() string {
	if e.Line == 0 {
		return e.File + ": " + e.Message
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

// problem is a mistake at a YAML path such as $.sites[0].url.
type problem struct{ path, message string }

// newError places a message; the position is that of a token, or unknown.
func newError(file string, data []byte, tk *token.Token, message string) *Error {
	e := &Error{File: file, Message: oneLine(message)}
	if tk != nil && tk.Position != nil && tk.Position.Line > 0 {
		e.Line, e.Column = tk.Position.Line, max(tk.Position.Column, 1)
		e.Excerpt = excerpt(data, e.Line, e.Column)
	}
	return e
}

// yamlError places an error of the YAML decoder.
func yamlError(file string, data []byte, err error) *Error {
	var placed yaml.Error
	if errors.As(err, &placed) {
		return newError(file, data, placed.GetToken(), placed.GetMessage())
	}
	return newError(file, data, nil, err.Error())
}

// locate finds the token at a YAML path, or that of the nearest parent which the file has.
func locate(file *ast.File, path string) *token.Token {
	for path != "" && path != "$" {
		if p, err := yaml.PathString(path); err == nil {
			if node, err := p.FilterFile(file); err == nil && node != nil && node.GetToken() != nil {
				return firstToken(node)
			}
		}
		path = path[:max(strings.LastIndexByte(path, '.'), strings.LastIndexByte(path, '['), 0)]
	}
	return nil
}

// firstToken gives where a node begins; that of a mapping is the colon of its first key.
func firstToken(node ast.Node) *token.Token {
	switch n := node.(type) {
	case *ast.MappingNode:
		if len(n.Values) > 0 && n.Values[0].Key != nil {
			return n.Values[0].Key.GetToken()
		}
	case *ast.MappingValueNode:
		return n.Key.GetToken()
	}
	return node.GetToken()
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// excerpt shows a line with the one before it and a caret under the column.
func excerpt(data []byte, line, column int) string {
	lines := strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
	if line > len(lines) {
		return ""
	}
	var b strings.Builder
	for n := max(line-1, 1); n <= line; n++ {
		fmt.Fprintf(&b, "%5d | %s\n", n, shorten(lines[n-1]))
	}
	fmt.Fprintf(&b, "%5s | %s^", "", strings.Repeat(" ", columns(lines[line-1], column-1)))
	return b.String()
}

func shorten(s string) string {
	const most = 160
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}

// columns counts the terminal columns of the first n characters: Chinese ones take two.
func columns(s string, n int) int {
	total := 0
	for _, r := range s {
		if n--; n < 0 {
			break
		}
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			total += 2
		default:
			total++
		}
	}
	return total
}
