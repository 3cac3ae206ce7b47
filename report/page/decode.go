package page

import (
	"bytes"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/saintfish/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// Text is a decoded document.
type Text struct {
	Text     string
	Encoding string // WHATWG name: utf-8, gb18030, utf-16le, big5 …
	Evidence string // bom, valid, header, meta, detector or default
	// Replacements counts U+FFFD that decoding put in place of bytes that the encoding does not know.
	Replacements int
	// Contradicted lists labels that named another encoding and were not believed, "header gbk".
	Contradicted []string
}

const (
	encodingUTF8    = "utf-8"
	encodingGB18030 = "gb18030"
	encodingUTF16LE = "utf-16le"
	encodingUTF16BE = "utf-16be"
)

// Decode turns the raw bytes into UTF-8. A byte order mark decides; then bytes that are valid UTF-8 are UTF-8
// whatever a label says; then come the label of the header, that of the page and a detector, and of these the
// first that the bytes do not contradict, or else the one with the fewest replacements. The labels gb2312 and gbk
// are read as gb18030, which contains both (WHATWG Encoding 10).
func Decode(body []byte, contentType string) Text {
	if t, ok := decodeByMark(body); ok {
		return t
	}
	labels := labelsOf(body, contentType)
	if utf8.Valid(body) {
		return Text{Text: string(body), Encoding: encodingUTF8, Evidence: "valid", Contradicted: others(labels, encodingUTF8)}
	}
	labels = append(labels, label{detect(body), "detector"}, label{encodingGB18030, "default"})
	best := Text{Replacements: -1}
	for _, l := range labels {
		t, ok := decodeAs(body, l)
		if ok && (best.Replacements < 0 || t.Replacements < best.Replacements) {
			best = t
		}
		if best.Replacements == 0 {
			break
		}
	}
	best.Contradicted = others(labels, best.Encoding)
	return best
}

type label struct{ encoding, evidence string }

// labelsOf gives the encodings that the header and the page itself name.
func labelsOf(body []byte, contentType string) []label {
	var labels []label
	if _, params, err := mime.ParseMediaType(contentType); err == nil && params["charset"] != "" {
		labels = append(labels, label{canonicalLabel(params["charset"]), "header"})
	}
	if m := metaCharset.FindSubmatch(body[:min(len(body), metaWindow)]); m != nil {
		labels = append(labels, label{canonicalLabel(string(m[1])), "meta"})
	}
	return labels
}

// metaCharset finds both spellings: <meta charset=…> and <meta http-equiv=… content="text/html; charset=…">.
var metaCharset = regexp.MustCompile(`(?i)<meta[^>]{0,200}charset\s*=\s*["']?\s*([a-z0-9_:.-]+)`)

// metaWindow is how far a label is looked for; many portals put scripts before it, so it is wider than the
// 1,024 bytes of WHATWG HTML 13.2.3.2.
const metaWindow = 8 << 10

// canonicalLabel gives the WHATWG name of a label, gb18030 for all of its family, and nothing for an unknown one.
func canonicalLabel(name string) string {
	if strings.EqualFold(name, "gb-18030") { // the detector's own spelling
		return encodingGB18030
	}
	_, canonical := charset.Lookup(strings.TrimSpace(name))
	switch canonical {
	case "gbk", "gb2312", "hz-gb-2312":
		return encodingGB18030
	default:
		return canonical
	}
}

// detect asks the detector. Its recognisers run side by side and leave equal confidences in any order: of these the
// Chinese encoding counts, then the first by name, so that the same bytes are always read the same.
func detect(body []byte) string {
	all, err := chardet.NewTextDetector().DetectAll(body[:min(len(body), sniffed)])
	if err != nil {
		return ""
	}
	best := ""
	for _, r := range all {
		name := canonicalLabel(r.Charset)
		switch {
		case r.Confidence < all[0].Confidence || name == "":
		case best == "" || name == encodingGB18030 || best != encodingGB18030 && name < best:
			best = name
		}
	}
	return best
}

func decodeAs(body []byte, l label) (Text, bool) {
	e := encodingOf(l.encoding)
	if e == nil {
		return Text{}, false
	}
	out, err := e.NewDecoder().Bytes(body)
	if err != nil {
		return Text{}, false
	}
	return Text{
		Text: string(out), Encoding: l.encoding, Evidence: l.evidence,
		Replacements: bytes.Count(out, []byte("\uFFFD")) + privateUse(out, l.encoding),
	}, true
}

func encodingOf(name string) encoding.Encoding {
	if name == encodingGB18030 {
		return simplifiedchinese.GB18030
	}
	e, canonical := charset.Lookup(name)
	if canonical == "" || canonical == "replacement" {
		return nil
	}
	return e
}

// privateUse counts the C1 controls that the single-byte encodings make of foreign bytes, so that they never
// look better than a multi-byte encoding with one broken character.
func privateUse(out []byte, name string) int {
	if name == encodingGB18030 || name == encodingUTF8 || name == "big5" {
		return 0
	}
	n := 0
	for _, r := range string(out) {
		if r >= 0x80 && r < 0x250 {
			n++
		}
	}
	return n
}

// byteOrder tells UTF-16 by its mark, or by zero bytes in every second place of the beginning.
func byteOrder(head []byte) string {
	switch {
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}):
		return encodingUTF16LE
	case bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
		return encodingUTF16BE
	case len(head) >= 4 && head[0] == '<' && head[1] == 0 && head[3] == 0:
		return encodingUTF16LE
	case len(head) >= 4 && head[0] == 0 && head[1] == '<' && head[2] == 0:
		return encodingUTF16BE
	}
	return ""
}

func decodeByMark(body []byte) (Text, bool) {
	if rest, ok := bytes.CutPrefix(body, []byte("\xEF\xBB\xBF")); ok && utf8.Valid(rest) {
		return Text{Text: string(rest), Encoding: encodingUTF8, Evidence: "bom"}, true
	}
	order := byteOrder(body)
	if order == "" {
		return Text{}, false
	}
	endian := unicode.LittleEndian
	if order == encodingUTF16BE {
		endian = unicode.BigEndian
	}
	out, err := unicode.UTF16(endian, unicode.UseBOM).NewDecoder().Bytes(body)
	if err != nil { // UseBOM insists on a mark; without one the zero bytes decided
		out, err = unicode.UTF16(endian, unicode.IgnoreBOM).NewDecoder().Bytes(body)
	}
	if err != nil {
		return Text{}, false
	}
	return Text{Text: string(out), Encoding: order, Evidence: "bom", Replacements: bytes.Count(out, []byte("\uFFFD"))}, true
}

func others(labels []label, chosen string) []string {
	var contradicted []string
	for _, l := range labels {
		if l.encoding != chosen && l.encoding != "" && (l.evidence == "header" || l.evidence == "meta") {
			contradicted = append(contradicted, l.evidence+" "+l.encoding)
		}
	}
	return contradicted
}
