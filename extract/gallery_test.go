package extract_test

import (
	"flag"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nianbao/nianbao/fixtures/gallery"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// thorough makes the tests over mutations look at every one of them; that takes minutes.
var thorough = flag.Bool("thorough", false, "try every mutation of the gallery, and not only some hundreds")

// steps says how many mutations are passed over for each that is tried.
func steps(usual int) int {
	if *thorough {
		return 1
	}
	return usual
}

func readGallery(p *gallery.Page) *report.Report {
	return shared.Read(page.Page{Body: p.Bytes, Facts: page.Facts{Header: http.Header{"Content-Type": {p.ContentType}}}}).Report
}

// TestGallery reads every page of the gallery, each in its encoding: every cell, its proof, the head, and a finding
// for every defect that must not pass in silence.
func TestGallery(t *testing.T) {
	pages := 0
	for p := range gallery.Pages(1) {
		pages++
		t.Run(p.Name, func(t *testing.T) {
			got := readGallery(&p)
			if p.Truth.Status != report.Unread && got.Status != p.Truth.Status {
				t.Errorf("status %s, want %s", got.Status, p.Truth.Status)
			}
			wrong := 0
			for _, k := range report.Keys() {
				why := p.Reject(k, got.Cells.At(k))
				if why == "" {
					why = p.RejectPlace(k, got.Cells.At(k))
				}
				if why != "" {
					if wrong++; wrong < 5 {
						t.Errorf("%s: %s", k, why)
					}
				}
			}
			if wrong > 4 {
				t.Errorf("%d cells are wrong", wrong)
			}
			for _, rules := range p.Findings {
				if !slices.ContainsFunc(rules, func(rule string) bool { return has(got, rule) }) {
					t.Errorf("none of %v was found", rules)
				}
			}
			if got.Published != p.Truth.Published {
				t.Errorf("published %s, want %s", got.Published, p.Truth.Published)
			}
			if got.Status == report.NotAReport {
				return
			}
			if p.Truth.Forms[report.Applications] == report.NoEdition { // table four takes its edition from table three
				p.Truth.Forms[report.Disputes] = got.Forms[report.Disputes]
			}
			if got.Title != p.Truth.Title || got.Year != p.Truth.Year || got.Forms != p.Truth.Forms {
				t.Errorf("title %q, year %d, forms %v; want %q, %d, %v", got.Title, got.Year, got.Forms, p.Truth.Title, p.Truth.Year, p.Truth.Forms)
			}
			if p.Truth.Agency != "" && got.Agency.Name != p.Truth.Agency {
				t.Errorf("agency %q, want %q", got.Agency.Name, p.Truth.Agency)
			}
			if t.Failed() {
				t.Logf("notes %q, findings:", p.Notes)
				for _, f := range got.Findings {
					t.Logf("  %s %s: %s", f.Relation, f.Severity, f.Message)
				}
			}
		})
	}
	if pages < 200 {
		t.Errorf("only %d pages", pages)
	}
}

// TestRewritings changes each page of the gallery in harmless ways: the report must stay the same.
func TestRewritings(t *testing.T) {
	rewritings := gallery.Rewritings()
	if len(rewritings) < 20 {
		t.Fatalf("only %d rewritings", len(rewritings))
	}
	n := 0
	for p := range gallery.Pages(2) {
		if n++; n%steps(23) != 0 || p.Truth.Status == report.NotAReport {
			continue
		}
		before := readGallery(&p)
		for _, w := range rewritings {
			body, contentType := w.Rewrite(p.Text)
			after := readGallery(&gallery.Page{Bytes: body, ContentType: contentType})
			if diff := cmp.Diff(comparable(before, w.Raw), comparable(after, w.Raw)); diff != "" {
				t.Errorf("%s, %s:\n%s", p.Name, w.Name, diff)
			}
		}
	}
}

// comparable writes a report without what a harmless change may change: offsets, the encoding, and the raw text.
func comparable(r *report.Report, raw bool) string {
	c := *r
	for i := range c.Cells {
		c.Cells[i].Place = report.Place{}
		if raw {
			c.Cells[i].Raw = ""
		}
	}
	if raw {
		c.Unconsumed = nil
		c.Findings = slices.DeleteFunc(slices.Clone(c.Findings), func(f report.Finding) bool { return f.Relation == report.RuleUnconsumed })
	}
	c.Findings = slices.DeleteFunc(slices.Clone(c.Findings), func(f report.Finding) bool { return f.Relation == report.RuleReplacement })
	return summary(&c)
}

// TestChangedDigits changes single digits in consistent pages: nearly every change must raise a finding that names the
// cell or its relation.
func TestChangedDigits(t *testing.T) {
	changes, noticed, step, pages := 0, 0, steps(97), 0
	missed := map[string]int{}
	for p := range gallery.Pages(3) {
		if pages++; pages%steps(29) != 0 || !p.Clean() || p.Truth.Status != report.Consistent {
			continue
		}
		i := 0
		for m := range gallery.Digits(p) {
			if i++; i%step != 0 {
				continue
			}
			changes++
			got := readGallery(&m.Page)
			if slices.ContainsFunc(m.Keys, got.Doubts) {
				noticed++
			} else {
				missed[m.Keys[0].String()]++
			}
			for _, k := range m.Keys {
				if why := m.Page.Reject(k, got.Cells.At(k)); why != "" {
					t.Errorf("%s %s: %s: %s", p.Name, m.Name, k, why)
				}
			}
		}
	}
	if changes == 0 || noticed*100 < changes*99 {
		t.Errorf("%d of %d changed digits were noticed; missed %v", noticed, changes, missed)
	}
	t.Logf("%d of %d changed digits were noticed", noticed, changes)
}

// TestHarm deletes, empties and doubles cells, rows and columns: no cell may have a wrong number that no finding
// speaks of.
func TestHarm(t *testing.T) {
	n, harmed, step, pages := 0, 0, steps(37), 0
	for p := range gallery.Pages(4) {
		if pages++; pages%steps(11) != 0 || !p.Clean() || p.Truth.Status != report.Consistent {
			continue
		}
		for m := range gallery.Damage(p) {
			if n++; n%step != 0 {
				continue
			}
			harmed++
			got := readGallery(&m.Page)
			for _, k := range report.Keys() {
				c := got.Cells.At(k)
				if c.State == report.Implied && c.Value.Equal(m.Page.Truth.Cells[k].Meant) {
					continue // the relations gave the lost number back
				}
				if c.State.HasValue() && m.Page.Reject(k, c) != "" && !spokenOf(got, k) {
					t.Errorf("%s %s: %s is %s and no finding says so", p.Name, m.Name, k, c.Value)
					break
				}
			}
		}
	}
	t.Logf("%d pages harmed", harmed)
}

// TestHostileGallery gives every hostile input of the gallery an outcome in time.
func TestHostileGallery(t *testing.T) {
	for h := range gallery.Hostiles() {
		start := time.Now()
		got := readGallery(&gallery.Page{Bytes: h.Bytes, ContentType: h.ContentType})
		if took := time.Since(start); got.Status == report.Unread || took > 8*time.Second {
			t.Errorf("%s: %s after %s", h.Name, got.Status, took)
		} else {
			t.Logf("%s: %s after %s", h.Name, got.Status, took)
		}
	}
}
