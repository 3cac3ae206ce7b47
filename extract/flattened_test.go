package extract_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/fixtures/gallery"
	"github.com/nianbao/nianbao/report"
)

// TestFlattenedGallery reads every layout of text that stood in tables: every cell right where the layout kept it; where
// it did not, no number or the right one, and a finding that names the cell.
func TestFlattenedGallery(t *testing.T) {
	pages, lost, given := 0, 0, 0
	for p := range gallery.Flattened(5) {
		pages++
		got := readGallery(&p)
		wrong := 0
		for _, k := range report.Keys() {
			c := *got.Cells.At(k)
			isLost := slices.Contains(p.Lost, k)
			if isLost {
				lost++
				if !c.State.HasValue() {
					given++
				}
			}
			if c.State == report.Split {
				c.State = report.Printed
			}
			why := p.Reject(k, &c)
			if why == "" && c.State == report.Printed {
				why = p.RejectPlace(k, &c)
			}
			if why == "" && c.State == report.Unreadable && !spokenOf(got, k) {
				why = "unreadable, and no finding says so"
			}
			if why != "" {
				if wrong++; wrong < 4 {
					t.Errorf("%s: %s: %s", p.Name, k, why)
				}
			}
		}
		if wrong > 0 {
			for i, f := range got.Findings {
				if i < 6 {
					t.Logf("  %s %s: %s %q", f.Relation, f.Severity, f.Message, f.Candidates)
				}
			}
		}
		if got.Year != p.Truth.Year || got.Title != p.Truth.Title || got.Published != p.Truth.Published || got.Agency.Name != p.Truth.Agency {
			t.Errorf("%s: head %d %q %s %q", p.Name, got.Year, got.Title, got.Published, got.Agency.Name)
		}
		// digits of table two that were parted by their count alone have no relation to confirm them
		glued := strings.Contains(p.Name, "glued") && got.Status == report.Flagged
		if len(p.Lost) == 0 && got.Status != report.Consistent && !glued && !strings.Contains(p.Name, "blanks/") {
			t.Errorf("%s: status %s", p.Name, got.Status)
		}
	}
	if pages < 300 {
		t.Errorf("only %d pages", pages)
	}
	t.Logf("%d pages; of %d cells that the layout lost, %d were given up and the others read", pages, lost, given)
}

// TestChangedDigitsInGluedText changes digits of tables three and four in text whose numbers stand glued: no cell may get
// another number than the one printed there, and the change must show as a finding or as a cell without a number.
func TestChangedDigitsInGluedText(t *testing.T) {
	changes, found, unread, silent, n := 0, 0, 0, 0, 0
	for p := range gallery.Flattened(6) {
		if !strings.Contains(p.Name, "-glued/usual") && !strings.Contains(p.Name, "-glued/small") && !strings.Contains(p.Name, "row-glued/large") {
			continue
		}
		for m := range gallery.Digits(p) {
			if n++; n%steps(149) != 0 {
				continue
			}
			changes++
			got := readGallery(&m.Page)
			named, empty := false, false
			for _, k := range m.Keys {
				named = named || got.Doubts(k)
				empty = empty || !got.Cells.At(k).State.HasValue()
			}
			switch {
			case empty:
				unread++
			case named:
				found++
			default:
				silent++
			}
			for _, k := range report.Keys() {
				c, want := got.Cells.At(k), m.Page.Truth.Cells[k]
				if c.State.HasValue() && !c.Value.Equal(want.Value) {
					t.Errorf("%s %s: %s is read as %s, printed is %s", p.Name, m.Name, k, c.Value, want.Value)
				}
			}
		}
	}
	if changes < 200 || silent*100 > changes {
		t.Errorf("%d changes, %d silent", changes, silent)
	}
	t.Logf("%d changes: %d unread, %d found, %d silent", changes, unread, found, silent)
}

// TestMisprintAndBlank puts one blank in every place of tables three and four, and one misprint somewhere else: the blank never gets
// the number that the misprint asks for.
func TestMisprintAndBlank(t *testing.T) {
	var keys []report.Key
	for _, k := range both(report.Edition2021).Keys() {
		if k.Table != report.Disclosure {
			keys = append(keys, k)
		}
	}
	implied, step := 0, 1
	if !*thorough {
		step = 59
	}
	for i, blank := range keys {
		for j := i % step; j < len(keys); j += step {
			misprint := keys[j]
			if misprint == blank {
				continue
			}
			f := balancedFigures(report.Edition2021)
			right := f.at(blank)
			f[misprint.String()] = "6"
			if right2 := balancedFigures(report.Edition2021).at(misprint); right2 == "6" {
				f[misprint.String()] = "8"
			}
			for _, text := range []string{"", "/"} {
				f[blank.String()] = text
				for name, page := range map[string]string{"table": style{}.page(report.Edition2021, f), "pipes": layouts["pipes around"].text(report.Edition2021, f)} {
					got := read(page).Report
					c := got.Cells.At(blank)
					if c.State == report.Implied {
						implied++
					}
					if c.State.HasValue() && c.Value.String() != right {
						t.Errorf("%s: %s is %s beside the misprint in %s, was %s", name, blank, c.Value, misprint, right)
					}
					if m := got.Cells.At(misprint); m.State != report.Printed || m.Value.String() != f.at(misprint) {
						t.Errorf("%s: the misprint in %s became %s %s", name, misprint, m.State, m.Value)
					}
				}
			}
		}
	}
	if implied == 0 {
		t.Error("no blank was ever worked out")
	}
	t.Logf("%d blanks were worked out rightly", implied)
}
