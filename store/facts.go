package store

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/nianbao/nianbao/report/page"
)

// jsonFacts is how the facts of a fetch stand in the database, the headers apart.
type jsonFacts struct {
	URL       string    `json:"url"`
	Requested string    `json:"requested,omitempty"`
	Status    int       `json:"status"`
	Hops      []jsonHop `json:"hops,omitempty"`
	Remote    string    `json:"remote,omitempty"`
	TLS       string    `json:"tls,omitempty"`
	Fetched   string    `json:"fetched"`
	Took      int64     `json:"took"` // nanoseconds
	WireBytes int64     `json:"wire_bytes"`
	Unended   bool      `json:"close_delimited,omitempty"`
	ByHand    bool      `json:"by_hand,omitempty"`
}

type jsonHop struct {
	From   string `json:"from"`
	To     string `json:"to"`
	Status int    `json:"status"`
}

// encodeFacts writes facts and headers as two JSON texts.
func encodeFacts(f page.Facts) (facts, headers string) {
	out := jsonFacts{
		URL: clean(f.URL), Requested: clean(f.Requested), Status: f.Status, Remote: f.Remote, TLS: f.TLS,
		Fetched: moment(f.Fetched), Took: int64(f.Took), WireBytes: f.WireBytes, Unended: f.CloseDelimited, ByHand: f.ByHand,
	}
	for _, h := range f.Hops {
		out.Hops = append(out.Hops, jsonHop{clean(h.From), clean(h.To), h.Status})
	}
	received := make(map[string][]headerValue, len(f.Header))
	for name, values := range f.Header {
		for _, v := range values {
			received[clean(name)] = append(received[clean(name)], headerValue(v))
		}
	}
	return encode(out), encode(received)
}

func decodeFacts(facts, headers string) (page.Facts, error) {
	var in jsonFacts
	received := map[string][]headerValue{}
	if err := decodeAll(&decoding{facts, &in}, &decoding{headers, &received}); err != nil {
		return page.Facts{}, err
	}
	fetched, err := parseMoment(in.Fetched)
	f := page.Facts{
		URL: in.URL, Requested: in.Requested, Status: in.Status, Remote: in.Remote, TLS: in.TLS, Fetched: fetched,
		Took: time.Duration(in.Took), WireBytes: in.WireBytes, CloseDelimited: in.Unended, ByHand: in.ByHand,
	}
	for _, h := range in.Hops {
		f.Hops = append(f.Hops, page.Hop(h))
	}
	for name, values := range received {
		if f.Header == nil {
			f.Header = http.Header{}
		}
		for _, v := range values {
			f.Header[name] = append(f.Header[name], string(v))
		}
	}
	return f, err
}

// headerValue is a header as received. Portals send bytes that are no UTF-8: those stand as {"base64": "…"}.
type headerValue string

type rawHeader struct {
	Base64 string `json:"base64"`
}

// MarshalJSON writes a string, or an object with base64 for bytes that JSON can't hold.
func (v headerValue) MarshalJSON() ([]byte, error) {
	if utf8.ValidString(string(v)) {
		return json.Marshal(string(v))
	}
	return json.Marshal(rawHeader{base64.StdEncoding.EncodeToString([]byte(v))})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (v *headerValue) UnmarshalJSON(b []byte) error {
	if strings.HasPrefix(string(b), "{") {
		var raw rawHeader
		if err := json.Unmarshal(b, &raw); err != nil {
			return err
		}
		bytes, err := base64.StdEncoding.DecodeString(raw.Base64)
		*v = headerValue(bytes)
		return err
	}
	return json.Unmarshal(b, (*string)(v))
}

// encode writes a value of this package's own types as JSON.
func encode(value any) string {
	text, err := json.Marshal(value)
	if err != nil { // our own types always have a JSON form
		panic(err)
	}
	return string(text)
}

// clean makes a text fit for a TEXT column of any database: invalid bytes and NUL become U+FFFD.
func clean(s string) string {
	if utf8.ValidString(s) && !strings.Contains(s, "\x00") {
		return s
	}
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}
