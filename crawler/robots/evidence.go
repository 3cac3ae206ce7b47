package robots

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Evidence tells in plain text what was answered and how it was read, for the
// archive and for people. It does not contain the file; that is in Facts.
func (p Policy) Evidence() string {
	var b strings.Builder
	fmt.Fprintf(&b, "robots.txt for %q: %s (%s)\n", p.agent, p.Kind, p.Reason)
	if p.Kind == Rules {
		name := p.group.name
		if name == "" {
			name = "none"
		}
		fmt.Fprintf(&b, "group: %s, rules: %d\n", name, len(p.group.rules))
	}
	if d := p.CrawlDelay(); d > 0 {
		fmt.Fprintf(&b, "crawl-delay: %s\n", d)
	}
	for _, n := range p.Notes {
		fmt.Fprintf(&b, "note: %s\n", n)
	}
	return b.String()
}

// Facts returns what the policy was made from; its Body is not to be changed.
func (p Policy) Facts() Facts { return p.facts }

// kept is the outward form of a Policy: what it was made from.
type kept struct {
	Agent string `json:"agent"`
	Facts Facts  `json:"facts"`
}

// MarshalJSON writes what the policy was made from, so that a better reader can
// make it anew. The zero Policy is null.
func (p Policy) MarshalJSON() ([]byte, error) {
	if p.Kind == "" {
		return []byte("null"), nil
	}
	return json.Marshal(kept{p.agent, p.facts})
}

// UnmarshalJSON makes the policy again with Decide; null is the zero Policy.
func (p *Policy) UnmarshalJSON(data []byte) error {
	var k *kept
	if err := json.Unmarshal(data, &k); err != nil {
		return fmt.Errorf("robots policy: %w", err)
	}
	*p = Policy{}
	if k != nil {
		*p = Decide(k.Facts, k.Agent)
	}
	return nil
}
