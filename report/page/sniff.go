package page

import (
	"bytes"
	"unicode/utf8"
)

// Format is the kind of a document by its bytes.
type Format string

// The formats.
const (
	FormatEmpty  Format = "empty"
	FormatHTML   Format = "html"
	FormatText   Format = "text" // plain text, also Markdown
	FormatPDF    Format = "pdf"
	FormatZip    Format = "zip" // DOCX, XLSX, OFD and other packages
	FormatOLE    Format = "ole" // DOC, XLS, WPS
	FormatRTF    Format = "rtf"
	FormatImage  Format = "image"
	FormatBinary Format = "binary"
)

var signatures = []struct {
	magic  string
	format Format
}{
	{"%PDF-", FormatPDF},
	{"PK\x03\x04", FormatZip},
	{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", FormatOLE},
	{`{\rtf`, FormatRTF},
	{"\x89PNG\r\n", FormatImage},
	{"\xFF\xD8\xFF", FormatImage},
	{"GIF8", FormatImage},
	{"BM", FormatImage},
	{"II*\x00", FormatImage},
	{"MM\x00*", FormatImage},
	{"\x1F\x8B\x08", FormatBinary},
	{"7z\xBC\xAF", FormatBinary},
	{"Rar!", FormatBinary},
	{"\x7FELF", FormatBinary},
	{"SQLite format 3\x00", FormatBinary},
}

// Sniff tells the kind of a document by its first bytes, since portals label PDF as HTML and the reverse.
func Sniff(body []byte) Format {
	trimmed := bytes.TrimLeft(body, " \t\r\n\f\xEF\xBB\xBF")
	if len(trimmed) == 0 {
		return FormatEmpty
	}
	for _, s := range signatures {
		if bytes.HasPrefix(trimmed, []byte(s.magic)) && (s.magic != "BM" || !mostlyText(body)) {
			return s.format
		}
	}
	if wide, ok := wideText(body); ok {
		trimmed = wide
	} else if !mostlyText(body) {
		return FormatBinary
	}
	if looksLikeHTML(trimmed) {
		return FormatHTML
	}
	return FormatText
}

// sniffed is how much of a document is looked at.
const sniffed = 64 << 10

// mostlyText tells whether the beginning holds hardly any control bytes; every multi-byte encoding of
// Chinese but UTF-16 passes.
func mostlyText(body []byte) bool {
	head, controls := body[:min(len(body), sniffed)], 0
	for _, b := range head {
		if b < 0x20 && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != 0x1B {
			controls++
		}
	}
	return controls*200 <= len(head)
}

// wideText gives the ASCII bytes of UTF-16 text, enough to look for tags.
func wideText(body []byte) ([]byte, bool) {
	head := body[:min(len(body), sniffed)]
	e := byteOrder(head)
	if e == "" {
		return nil, false
	}
	low := 0
	if e == encodingUTF16BE {
		low = 1
	}
	out := make([]byte, 0, len(head)/2)
	for i := 0; i+1 < len(head); i += 2 {
		if head[i+1-low] == 0 && head[i+low] < utf8.RuneSelf {
			out = append(out, head[i+low])
		}
	}
	return bytes.TrimSpace(out), true
}

var htmlMarks = [][]byte{
	[]byte("<!doctype"), []byte("<html"), []byte("<head"), []byte("<body"), []byte("<meta"), []byte("<table"),
	[]byte("<div"), []byte("<p>"), []byte("<p "), []byte("<script"), []byte("<title"), []byte("<span"), []byte("<td"),
	[]byte("<br"), []byte("<h1"), []byte("<ul"),
}

// looksLikeHTML looks at the very beginning first, where nearly every page already shows it.
func looksLikeHTML(body []byte) bool {
	for _, reach := range [...]int{1 << 10, sniffed} {
		head := bytes.ToLower(body[:min(len(body), reach)])
		for _, mark := range htmlMarks {
			if bytes.Contains(head, mark) {
				return true
			}
		}
	}
	return false
}
