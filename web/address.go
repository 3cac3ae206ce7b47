package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/text/language"
)

var languages = language.NewMatcher([]language.Tag{language.English, language.Chinese})

// chinese tells which language is wanted: by ?lang=, or else by the browser (RFC 9110 section 12.5.4).
func chinese(r *http.Request) bool {
	switch r.URL.Query().Get("lang") {
	case "zh":
		return true
	case "en":
		return false
	}
	_, at := language.MatchStrings(languages, r.Header.Get("Accept-Language"))
	return at == 1
}

// T picks the language of what people read.
func (q *request) T(en, zh string) string {
	if q.zh {
		return zh
	}
	return en
}

// Tf picks the language and fills in values.
func (q *request) Tf(en, zh string, args ...any) string { return fmt.Sprintf(q.T(en, zh), args...) }

// Lang is the language of the page for HTML.
func (q *request) Lang() string { return q.T("en", "zh-CN") }

// Href makes an address on this server of path segments; a language that was asked for goes along.
func (q *request) Href(segments ...any) string { return q.link(nil, segments...) }

func (q *request) link(values url.Values, segments ...any) string {
	var path strings.Builder
	for _, s := range segments {
		path.WriteString("/" + url.PathEscape(fmt.Sprint(s)))
	}
	if len(segments) == 0 {
		path.WriteString("/")
	}
	return path.String() + q.query(values)
}

// query writes ?… with the language that was asked for.
func (q *request) query(values url.Values) string {
	if lang := q.URL.Query().Get("lang"); lang == "zh" || lang == "en" {
		if values == nil {
			values = url.Values{}
		}
		values.Set("lang", lang)
	}
	if len(values) == 0 {
		return ""
	}
	return "?" + values.Encode()
}

// Same gives this very page with some values of its query replaced, in pairs; an empty value takes one out.
func (q *request) Same(pairs ...any) string {
	values := q.URL.Query()
	for i := 0; i+1 < len(pairs); i += 2 {
		if v := fmt.Sprint(pairs[i+1]); v == "" {
			values.Del(fmt.Sprint(pairs[i]))
		} else {
			values.Set(fmt.Sprint(pairs[i]), v)
		}
	}
	if len(values) == 0 {
		return q.URL.EscapedPath()
	}
	return q.URL.EscapedPath() + "?" + values.Encode()
}
