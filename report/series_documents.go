package report

import (
	"fmt"
	"strings"
)

// mostNamed is how many of the differing cells a message spells out; the finding names them all.
const mostNamed = 5

// CheckDocuments compares the page of a report that counts with another page that shows the report of the same body
// and year: the town's own column with the county's copy, HTML with a document. It gives one finding that names every
// cell with another number, also where one of the pages has a number and the other has none. Tables that one of them
// lacks, or has in another form, are not compared. Reports of different years or scopes are not either.
func CheckDocuments(counts, other *Report) []Finding {
	if counts == nil || other == nil || counts.Year != other.Year || counts.Agency.Scope != other.Agency.Scope {
		return nil
	}
	var cells []Key
	var texts []string
	for t, edition := range counts.Forms {
		form, ok := FormOf(Table(t), edition)
		if !ok || other.Forms[t] != edition {
			continue
		}
		for _, k := range form.Keys() {
			a, b := counts.Cells.At(k), other.Cells.At(k)
			if a.State.HasValue() == b.State.HasValue() && a.Value.Equal(b.Value) {
				continue
			}
			cells = append(cells, k)
			if len(texts) < mostNamed {
				texts = append(texts, fmt.Sprintf("%s %s ≠ %s", k, valueText(a), valueText(b)))
			}
		}
	}
	if len(cells) == 0 {
		return nil
	}
	if len(cells) > len(texts) {
		texts = append(texts, "…")
	}
	return []Finding{across(RuleDocuments, cells, "两处网页数字不同 (another page has other numbers): %s, %d 处: %s",
		other.Page.URL, len(cells), strings.Join(texts, "; "))}
}

// valueText writes the number of a cell, or its state where it has none.
func valueText(c *Cell) string {
	if c.State.HasValue() {
		return c.Value.String()
	}
	return c.State.String()
}
