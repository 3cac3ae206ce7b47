package robots

import (
	"strings"

	"github.com/temoto/robotstxt"
)

// second is temoto/robotstxt reading the same group: where either reader says no,
// the answer is no. The library is asked only about plain paths. Its wildcards match
// anywhere in a path and count escaped, an empty Disallow glues two groups together,
// a tie goes to the line that came first, a group named "nian" is taken for
// "nianbao", and one bad line loses the whole file: so it is given the chosen group
// alone, normalised, and with Allow first.
type second struct{ group *robotstxt.Group }

// newSecond returns nil when a rule has "*" or "$".
func newSecond(rules []rule) *second {
	var allows, disallows strings.Builder
	for _, r := range rules {
		for _, p := range r.patterns {
			if p.special() {
				return nil
			}
			if r.allow {
				allows.WriteString("Allow: " + p.text + "\n")
			} else {
				disallows.WriteString("Disallow: " + p.text + "\n")
			}
		}
	}
	data, err := robotstxt.FromString("User-agent: *\n" + allows.String() + disallows.String())
	if err != nil {
		return nil
	}
	return &second{group: data.FindGroup("*")}
}

func (s *second) allows(path string) bool { return s.group.Test(path) }
