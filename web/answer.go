package web

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"strings"
)

// answer is what a handler made, whole, before anything is sent.
type answer struct {
	body    []byte
	kind    string // content type
	name    string // of a file to save; empty for a page
	policy  string // instead of pagePolicy
	status  int    // 200 when zero
	nothing bool   // not to be cached by anybody
}

const (
	plainText = "text/plain; charset=utf-8"
	htmlText  = "text/html; charset=utf-8"
	csvText   = "text/csv; charset=utf-8"
	jsonText  = "application/json"
	svgText   = "image/svg+xml"
)

// send writes the answer; one that the client has already is 304 (RFC 9110 section 13.1.2).
func (a *answer) send(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", a.kind)
	h.Add("Vary", "Accept-Language")
	if a.policy != "" {
		h.Set("Content-Security-Policy", a.policy)
	}
	if a.name != "" {
		h.Set("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(a.name))
	}
	if a.status == http.StatusServiceUnavailable {
		h.Set("Retry-After", "5")
	}
	if a.nothing {
		h.Set("Cache-Control", "no-store")
		w.WriteHeader(a.status)
	} else {
		sum := sha256.Sum256(a.body)
		tag := `"` + hex.EncodeToString(sum[:12]) + `"`
		h.Set("Cache-Control", "no-cache")
		h.Set("ETag", tag)
		if matches(r.Header.Get("If-None-Match"), tag) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	if r.Method != http.MethodHead {
		_, _ = w.Write(a.body) // nobody is left to be told
	}
}

// matches compares weakly, as RFC 9110 section 8.8.3.2 wants it here.
func matches(header, tag string) bool {
	for one := range strings.SplitSeq(header, ",") {
		if one = strings.TrimPrefix(strings.TrimSpace(one), "W/"); one == tag || one == "*" {
			return true
		}
	}
	return false
}
