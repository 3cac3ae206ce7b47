package page

import (
	"fmt"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"strings"
)

// Kind says what a request is for, and so who reads the answer.
type Kind string

// The kinds of requests.
const (
	KindList     Kind = "list"     // a list page, read by the family of its portal
	KindDocument Kind = "document" // a page that may be a report, kept in the archive and read
)

// Request asks a portal for one page. It is kept in the frontier, so it holds nothing that a restart would lose.
type Request struct {
	URL  string // canonical, see Canonical
	Kind Kind
	// Method is empty for a page, which is asked for by GET. GET or POST is that of a script; see Script.
	Method  string
	Body    string // of a POST
	Type    string // content type of Body
	Referer string // the page that leads here; of a Script the page that it runs in
	Family  string // the CMS family that made it; empty for a document
	Depth   int    // list pages between the seed and this request
	Hints   Hints
	// Validators of the copy in the archive, for a conditional request (RFC 9110 section 13).
	ETag         string
	LastModified string
	Known        Digest // content of that copy; empty when there is none
}

// Host gives the authority that the request goes to, with a port only where it is not the scheme's own.
func (r *Request) Host() string {
	u, err := url.Parse(r.URL)
	if err != nil {
		return ""
	}
	return u.Host
}

// Conditional tells whether the request can be answered with 304: the answer to a POST can't (RFC 9110 13.1.2).
func (r *Request) Conditional() bool {
	return r.Known != "" && (r.ETag != "" || r.LastModified != "") && r.isGet()
}

// Script tells whether the request is the one that the script of the page Referer sends: the answer is data, which
// only Family reads.
func (r *Request) Script() bool { return r.Method != "" }

func (r *Request) isGet() bool { return r.Method == "" || r.Method == http.MethodGet }

// ID names what is asked for: two requests with the same ID ask for the same thing.
func (r *Request) ID() string {
	if r.isGet() {
		return r.URL
	}
	return r.Method + " " + r.URL + " " + string(DigestOf([]byte(r.Body)))
}

// volatileParameters are query parameters that change with every visit and never name a page.
var volatileParameters = regexp.MustCompile(`(?i)^(_|t|timestamp|_t|rand|random|jsessionid|phpsessid|utm_\w+)$`)

var sessionInPath = regexp.MustCompile(`(?i);jsessionid=[^/?#]*`)

// Canonical gives the one spelling of an http or https URL under which it is remembered: host in lower case
// without a default port, no user information, no fragment, no session id, no random parameters, dot segments
// resolved. The order of the other parameters is kept, since some portals depend on it.
func Canonical(raw string) (string, error) {
	u, err := url.Parse(sessionInPath.ReplaceAllString(strings.TrimSpace(raw), ""))
	if err != nil {
		return "", fmt.Errorf("%q is no URL: %w", raw, err)
	}
	if (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" {
		return "", fmt.Errorf("%q is no http or https URL with a host", raw)
	}
	u.Scheme, u.User, u.Fragment, u.RawFragment = strings.ToLower(u.Scheme), nil, "", ""
	u.Host = canonicalHost(u)
	escaped := cleanPath(u.EscapedPath())
	if u.Path, err = url.PathUnescape(escaped); err != nil {
		return "", fmt.Errorf("%q is no URL: %w", raw, err)
	}
	u.RawPath = escaped
	u.RawQuery = withoutVolatile(u.RawQuery)
	u.ForceQuery = false
	return u.String(), nil
}

func canonicalHost(u *url.URL) string {
	host := strings.TrimSuffix(strings.ToLower(u.Host), ".")
	for scheme, port := range map[string]string{"http": ":80", "https": ":443"} {
		if u.Scheme == scheme {
			host = strings.TrimSuffix(host, port)
		}
	}
	return strings.TrimSuffix(host, ":")
}

// cleanPath resolves dot segments and keeps a trailing slash.
func cleanPath(p string) string {
	if p == "" {
		return ""
	}
	cleaned := path.Clean("/" + p)
	if cleaned != "/" && (strings.HasSuffix(p, "/") || strings.HasSuffix(p, "/.")) {
		cleaned += "/"
	}
	return cleaned
}

func withoutVolatile(query string) string {
	if query == "" {
		return ""
	}
	var kept []string
	for _, pair := range strings.Split(query, "&") {
		name, _, _ := strings.Cut(pair, "=")
		if pair != "" && !volatileParameters.MatchString(name) {
			kept = append(kept, pair)
		}
	}
	return strings.Join(kept, "&")
}
