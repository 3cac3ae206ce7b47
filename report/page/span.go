package page

import (
	"bytes"
	"errors"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// RawSpan gives the bytes body[from:to] of which Decode made the bytes [start, end) of its text. It is false where
// these bytes, decoded alone, are not that text again: nothing is guessed.
func RawSpan(body []byte, contentType string, start, end int) (from, to int, ok bool) {
	t := Decode(body, contentType)
	if start < 0 || end < start || end > len(t.Text) {
		return 0, 0, false
	}
	skip, e := t.start(body)
	if e == nil {
		return skip + start, skip + end, t.Encoding == encodingUTF8
	}
	from, ok = consumed(e, body[skip:], start)
	if !ok {
		return 0, 0, false
	}
	to, ok = consumed(e, body[skip:], end)
	if !ok {
		return 0, 0, false
	}
	from, to = from+skip, to+skip
	again, err := e.NewDecoder().Bytes(body[from:to])
	return from, to, err == nil && string(again) == t.Text[start:end]
}

// start gives how many bytes a mark takes, and the encoding of the rest; nil for UTF-8.
func (t *Text) start(body []byte) (skip int, e encoding.Encoding) {
	switch t.Encoding {
	case encodingUTF8:
		if t.Evidence == "bom" {
			return len("\xEF\xBB\xBF"), nil
		}
		return 0, nil
	case encodingUTF16LE, encodingUTF16BE:
		endian := unicode.LittleEndian
		if t.Encoding == encodingUTF16BE {
			endian = unicode.BigEndian
		}
		if bytes.HasPrefix(body, []byte{0xFF, 0xFE}) || bytes.HasPrefix(body, []byte{0xFE, 0xFF}) {
			skip = 2
		}
		return skip, unicode.UTF16(endian, unicode.IgnoreBOM)
	}
	return 0, encodingOf(t.Encoding)
}

// consumed counts the bytes that make exactly the first length bytes of text.
func consumed(e encoding.Encoding, body []byte, length int) (int, bool) {
	made, read, err := e.NewDecoder().Transform(make([]byte, length), body, true)
	if err != nil && !errors.Is(err, transform.ErrShortDst) {
		return 0, false
	}
	return read, made == length
}
