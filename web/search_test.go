package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestSearch holds that a search finds bodies by name and reports by prose, leads on, and writes what was asked safely.
func TestSearch(t *testing.T) {
	h := zooPages(t)
	for _, c := range []struct{ name, text, want string }{
		{"a body", "青榆镇", `">青榆镇</a>`},
		{"two characters of prose", "公开", `<mark>公开</mark>`},
		{"more of them", "公开", `before=`},
		{"a single character", "镇", "two characters or more"},
		{"nothing", "从未有过之词", "no report has these words"},
		{"markup", "<b>公开", "&lt;b&gt;公开"},
	} {
		t.Run(c.name, func(t *testing.T) {
			answer := get(t, h, "/search?q="+url.QueryEscape(c.text))
			if body := answer.Body.String(); answer.Code != http.StatusOK || !strings.Contains(body, c.want) || strings.Contains(body, "<b>公开") {
				t.Errorf("%d, without %q", answer.Code, c.want)
			}
		})
	}
	if answer := get(t, h, "/search?q=x&before=-1"); answer.Code != http.StatusBadRequest {
		t.Errorf("before=-1: %d", answer.Code)
	}
}
