package robots

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// field is a line's key, normalised.
type field int

const (
	userAgent field = iota
	allow
	disallow
	crawlDelay
)

// fields maps the keys that count, in lower case, to what they mean. Spellings with
// a simple slip in them are read as what they were meant to be.
var fields = map[string]field{
	"user-agent":  userAgent,
	"useragent":   userAgent,
	"user agent":  userAgent,
	"allow":       allow,
	"disallow":    disallow,
	"dissallow":   disallow,
	"disalow":     disallow,
	"crawl-delay": crawlDelay,
	"crawldelay":  crawlDelay,
	"crawl delay": crawlDelay,
}

// record is one line that counts.
type record struct {
	line  int // number in the file, from 1
	field field
	value string // as UTF-8, trimmed
	bytes string // as it stood in the file; differs from value when the file is GBK
	text  string // the line for a reader
}

// decode cuts the body to MaxBytes, at the end of a line, and takes its byte order
// mark away; UTF-16 becomes UTF-8. Other encodings are left for parse.
func decode(body []byte) (text []byte, notes []string) {
	if len(body) > MaxBytes {
		body = body[:MaxBytes]
		notes = append(notes, fmt.Sprintf("only the first %d bytes count", MaxBytes))
		if i := bytes.LastIndexAny(body, "\r\n"); i >= 0 {
			body = body[:i]
		}
	}
	switch {
	case bytes.HasPrefix(body, []byte("\xef\xbb\xbf")):
		return body[3:], notes
	case bytes.HasPrefix(body, []byte("\xff\xfe")):
		return fromUTF16(body[2:], binary.LittleEndian), append(notes, "UTF-16")
	case bytes.HasPrefix(body, []byte("\xfe\xff")):
		return fromUTF16(body[2:], binary.BigEndian), append(notes, "UTF-16")
	}
	return body, notes
}

func fromUTF16(b []byte, order binary.ByteOrder) []byte {
	units := make([]uint16, 0, len(b)/2)
	for ; len(b) >= 2; b = b[2:] {
		units = append(units, order.Uint16(b))
	}
	return []byte(string(utf16.Decode(units)))
}

// looksLikeMarkup says whether the text begins as an HTML or XML page does.
func looksLikeMarkup(text []byte) bool {
	return bytes.HasPrefix(bytes.TrimSpace(text), []byte("<"))
}

// parse reads line by line. A line that is no record is skipped and, when it looked
// like one, noted; it never spoils the others. Lines end with CR, LF or both.
func parse(text []byte) (records []record, skipped []string) {
	for n := 1; len(text) > 0; n++ {
		var line []byte
		line, text = cutLine(text)
		r, ok, why := parseLine(line)
		if why != "" {
			skipped = append(skipped, fmt.Sprintf("line %d skipped: %s", n, why))
		}
		if ok {
			r.line = n
			records = append(records, r)
		}
	}
	return records, skipped
}

// cutLine takes the first line; its end is CR LF, LF or a lone CR.
func cutLine(b []byte) (line, rest []byte) {
	i := bytes.IndexAny(b, "\r\n")
	if i < 0 {
		return b, nil
	}
	if bytes.HasPrefix(b[i:], []byte("\r\n")) {
		return b[:i], b[i+2:]
	}
	return b[:i], b[i+1:]
}

// parseLine reads one line. Comments and unknown keys are other people's records and
// skipped without a word (RFC 9309 section 2.2.4).
func parseLine(line []byte) (r record, ok bool, why string) {
	line, _, _ = bytes.Cut(line, []byte("#"))
	line = bytes.Trim(line, blanks)
	text := asUTF8(line)
	key, value, found := splitKey(text)
	f, known := fields[key]
	switch {
	case !known:
		return record{}, false, ""
	case !found:
		return record{}, false, fmt.Sprintf("%q has no value", clip(text))
	}
	r = record{field: f, value: value, bytes: value, text: clip(text)}
	if !utf8.Valid(line) {
		if _, raw, ok := bytes.Cut(line, []byte(":")); ok {
			r.bytes = strings.Trim(string(raw), blanks)
		}
	}
	return r, true, ""
}

// splitKey cuts a line at its first colon, also a full-width one; a line without any
// is cut at white space when that leaves two words. The key comes in lower case.
func splitKey(text string) (key, value string, found bool) {
	if i := strings.IndexAny(text, ":："); i >= 0 {
		_, width := utf8.DecodeRuneInString(text[i:])
		key, value, found = text[:i], text[i+width:], true
	} else if words := strings.Fields(text); len(words) == 2 {
		key, value, found = words[0], words[1], true
	} else {
		key = text
	}
	key = strings.Join(strings.Fields(strings.ToLower(key)), " ")
	return key, strings.Trim(value, blanks+"\u00a0\u3000"), found
}

// blanks is trimmed from the ends of lines and values.
const blanks = " \t\v\f\x00"

// asUTF8 returns valid UTF-8 as it is and reads everything else as GB 18030.
func asUTF8(line []byte) string {
	if utf8.Valid(line) {
		return string(line)
	}
	out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(line)
	if err != nil {
		return strings.ToValidUTF8(string(line), "\ufffd")
	}
	return string(out)
}

// clip shortens a line for notes and rules.
func clip(s string) string {
	const most = 200
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}

// summary keeps the first notes and counts the rest.
func summary(notes []string) []string {
	const most = 20
	if len(notes) <= most {
		return notes
	}
	return append(notes[:most:most], fmt.Sprintf("%d more lines skipped", len(notes)-most))
}
