package page

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"time"
)

// Page is a document as a portal sent it, or as a person handed it in.
type Page struct {
	Body  []byte // the raw bytes after transfer and content decoding, in the publisher's own encoding
	Facts Facts
	Hints Hints
}

// Facts are the circumstances of a fetch. All of them are zero for a file from the disk but URL and Fetched,
// which the caller may know.
type Facts struct {
	URL       string      // the address that answered, after redirects
	Requested string      // the address that was asked for
	Status    int         // HTTP status
	Header    http.Header // of the last answer, as received
	Hops      []Hop       // the redirects on the way
	Remote    string      // IP address and port that answered
	TLS       string      // version and cipher suite; empty for plain HTTP
	Fetched   time.Time   // when the answer was whole, UTC
	Took      time.Duration
	WireBytes int64 // bytes of the body before content decoding
	// CloseDelimited tells that nothing announced the end of the body but the end of the connection: a cut could not
	// have been noticed (RFC 9112 section 6.3).
	CloseDelimited bool
	ByHand         bool // a person handed the page in
}

// Hop is one redirect.
type Hop struct {
	From, To string
	Status   int
}

// Hints are what the finder of a page knew about it. They are claims of low weight: the page itself counts more.
type Hints struct {
	Source    string `json:"source,omitempty"`     // id of the source in the registry
	Division  string `json:"division,omitempty"`   // division code that the column belongs to
	Agency    string `json:"agency,omitempty"`     // body that the column belongs to
	ListTitle string `json:"list_title,omitempty"` // title in the list
	ListDate  string `json:"list_date,omitempty"`  // date in the list, 2024-01-16
	// Own tells that Division and Agency name the one body whose column it is, and not the place of a list.
	Own bool `json:"own,omitempty"`
}

// Digest is a SHA-256 in lower-case hexadecimal; it names a content.
type Digest string

// DigestOf computes the digest of raw bytes.
func DigestOf(body []byte) Digest {
	sum := sha256.Sum256(body)
	return Digest(hex.EncodeToString(sum[:]))
}

// ParseDigest checks the form of a digest.
func ParseDigest(s string) (Digest, error) {
	raw, err := hex.DecodeString(s)
	if err != nil || len(raw) != sha256.Size || hex.EncodeToString(raw) != s {
		return "", fmt.Errorf("%q is no SHA-256 in lower-case hexadecimal", s)
	}
	return Digest(s), nil
}

// Digest names the content of the page.
func (p *Page) Digest() Digest { return DigestOf(p.Body) }
