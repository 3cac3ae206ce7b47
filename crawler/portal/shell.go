package portal

import (
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

var (
	// jump: a script that does nothing but leave.
	jump    = regexp.MustCompile(`(?i)(?:window|document|self|top|parent)?\.?location(?:\.href|\.replace|\.assign)?\s*(?:=|\()\s*["']([^"'+]+)["']\s*\)?\s*(;|$|\})`)
	refresh = regexp.MustCompile(`(?i)^\s*\d{1,2}(?:\.\d+)?\s*[;,]\s*(?:url\s*=)?\s*["']?([^"']+)`)
)

const (
	shellText   = 60 // characters that a page may show and still be a shell
	shellSource = 4 << 10
)

// hops gives the addresses that a page without content of its own leads to: a script's location, a refresh, the
// only frame. A page with links is no shell, whatever its scripts do.
func (d *document) hops() []string {
	if d.root.FindMatcher(linkSelector).Length() > 1 || len([]rune(d.visible())) > shellText {
		return nil
	}
	var hops []string
	add := func(href string) {
		if address := d.resolve(href); address != "" && address != d.own.String() {
			hops = append(hops, address)
		}
	}
	d.root.FindMatcher(metaSelector).Each(func(_ int, m *goquery.Selection) {
		if strings.EqualFold(m.AttrOr("http-equiv", ""), "refresh") {
			if to := refresh.FindStringSubmatch(m.AttrOr("content", "")); to != nil {
				add(to[1])
			}
		}
	})
	if len(d.text) <= shellSource {
		d.root.FindMatcher(scriptSelector).Each(func(_ int, s *goquery.Selection) {
			if to := jump.FindStringSubmatch(s.Text()); to != nil {
				add(to[1])
			}
		})
	}
	if frames := d.root.FindMatcher(frameSelector); len(hops) == 0 && frames.Length() == 1 {
		add(frames.AttrOr("src", ""))
	}
	return hops
}
