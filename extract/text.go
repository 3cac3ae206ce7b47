package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/nianbao/nianbao/extract/blank"
	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/report"
)

// mostLines is the number of filled lines of plain text that are read; a report has some thousands. Every line costs
// ten times the memory of a short text.
const mostLines = 100_000

// readLines turns plain text into blocks, one a line; a line of Markdown that begins with # is a heading. What lies
// beyond mostLines is left out, and the document says so.
func readLines(text string, doc *document) {
	doc.blocks = slices.Grow(doc.blocks, filledLines(text))
	start, number, edge := 0, 0, false
	for start <= len(text) {
		if len(doc.blocks) >= mostLines {
			doc.cut = blank.Trim(text[start:]) != ""
			return
		}
		end, next := lineEnd(text, start)
		number++
		filled := len(doc.blocks)
		addLine(doc, text, start, end, number)
		if len(doc.blocks) > filled {
			doc.blocks[filled].Edge, edge = edge, false
		}
		if end < len(text) && text[end] == '\f' {
			edge = true
			if n := len(doc.blocks); n > 0 {
				doc.blocks[n-1].Edge = !doc.blocks[n-1].Edge // form feeds around every line are no pages
			}
		}
		start = next
	}
}

// lineEnd gives the end of the line that begins at start, and the beginning of the next: lines end with LF, CR, CR LF
// or U+2028.
func lineEnd(text string, start int) (end, next int) {
	for i := start; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\n', c == '\f', c == '\v':
			return i, i + 1
		case c == '\r' && i+1 < len(text) && text[i+1] == '\n':
			return i, i + 2
		case c == '\r':
			return i, i + 1
		case c == 0xe2 && strings.HasPrefix(text[i:], "\u2028"):
			return i, i + len("\u2028")
		}
	}
	return len(text), len(text) + 1
}

// filledLines counts the lines in which something stands. Growing the blocks line by line would take three times their
// memory.
func filledLines(text string) (n int) {
	for line := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(line) != "" {
			n++
		}
		if n == mostLines {
			break
		}
	}
	return n
}

func addLine(doc *document, text string, start, end, number int) {
	line := text[start:end]
	trimmed := blank.Trim(line)
	if trimmed == "" {
		return
	}
	indent := strings.Index(line, trimmed)
	start += indent
	b := Block{Text: trimmed, Place: report.Place{Row: number, Column: 1, Start: start, End: start + len(trimmed)}}
	b.Turned = strings.ContainsFunc(line[:indent], printed.Turns)
	if title := strings.TrimLeft(trimmed, "#"); title != trimmed && strings.HasPrefix(title, " ") {
		b.Kind, b.Level = Heading, len(trimmed)-len(title)
		b.Text = blank.Trim(title)
		b.Place.Start = b.Place.End - len(b.Text)
	}
	doc.blocks = append(doc.blocks, b)
}

// readFlattened takes the text out of HTML without making a tree of it.
func readFlattened(source string, doc *document) {
	z := html.NewTokenizer(strings.NewReader(source))
	var out strings.Builder
	skip := ""
	for {
		switch z.Next() {
		case html.ErrorToken:
			readLines(out.String(), doc)
			for i := range doc.blocks {
				doc.blocks[i].Place.Start, doc.blocks[i].Place.End = 0, 0
			}
			return
		case html.TextToken:
			if skip == "" {
				out.WriteString(html.UnescapeString(string(z.Raw())))
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			skip = nextSkip(z, skip, &out)
		}
	}
}

// nextSkip follows the elements whose text is not shown, and writes a line break at the border of a block.
func nextSkip(z *html.Tokenizer, skip string, out *strings.Builder) string {
	raw := z.Raw()
	closing := len(raw) > 1 && raw[1] == '/'
	name, _ := z.TagName()
	switch string(name) {
	case "script", "style", "template", "noscript", "title":
		if closing {
			return ""
		}
		return string(name)
	case "span", "a", "b", "strong", "font", "em", "i", "u":
	default:
		out.WriteByte('\n')
	}
	return skip
}
