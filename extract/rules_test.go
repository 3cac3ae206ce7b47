package extract_test

import (
	"testing"

	"github.com/nianbao/nianbao/fixtures/gallery"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// TestEveryRuleHasAText reads the whole gallery: every finding is under a relation of the forms or under a rule that
// explains itself, and most rules come up.
func TestEveryRuleHasAText(t *testing.T) {
	seen := map[string]bool{}
	look := func(r *report.Report) {
		for i := range r.Findings {
			seen[r.Findings[i].Relation] = true
		}
	}
	for p := range gallery.Pages(3) {
		look(readGallery(&p))
	}
	n := 0
	for p := range gallery.Flattened(3) {
		if n++; n%5 == 0 {
			look(readGallery(&p))
		}
	}
	for p := range gallery.Hostiles() {
		if len(p.Bytes) < 1<<20 {
			look(shared.Read(page.Page{Body: p.Bytes}).Report)
		}
	}
	relations := map[string]bool{}
	for _, a := range []report.Edition{report.Edition2019, report.Edition2021} {
		for _, rel := range report.Relations(both(a)) {
			relations[rel.ID] = true
		}
	}
	rules := 0
	for id := range seen {
		switch {
		case relations[id]:
		case report.RuleText(id) == "":
			t.Errorf("the rule %s has no text", id)
		default:
			rules++
		}
	}
	if rules < 12 {
		t.Errorf("only %d rules came up: %v", rules, seen)
	}
	t.Logf("%d rules", rules)
}
