package extract

import (
	"fmt"
	"strings"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// Trace keeps how a page was read: enough to tell the path from the page to any value.
type Trace struct {
	Format   page.Format
	Decoding string // encoding and the evidence for it
	// Rows are the proposals that the page made, in the order of the page.
	Rows   []Evidence
	source [report.KeyCount]origin // by Key.Index
	votes  [3][3]int
}

// Explain tells the path from the page to one value, a line a step.
func (r *Result) Explain(k report.Key) []string {
	rep := r.Report
	lines := []string{r.explainPage()}
	cell := rep.Cells.At(k)
	edition := rep.Forms[k.Table]
	if edition == report.NoEdition {
		return append(lines, fmt.Sprintf("table: no table %s was found on the page", k.Table))
	}
	votes := r.Trace.votes[k.Table]
	lines = append(lines, fmt.Sprintf("form: table %s is in the form of %s (labels of 2019 alone: %d, of 2021 alone: %d)",
		k.Table, edition, votes[report.Edition2019], votes[report.Edition2021]))
	if cell.State == report.NotInForm {
		return append(lines, fmt.Sprintf("cell: the form of %s has no cell %s", edition, k))
	}
	from := r.Trace.source[k.Index()]
	if from.row == 0 {
		return append(lines, fmt.Sprintf("cell: %s; no row of the page stands for %s", cell.State, k))
	}
	e := &r.Trace.Rows[from.row-1]
	lines = append(lines, explainRow(e), explainColumn(e, from, k), explainCell(cell))
	return append(lines, explainRelations(rep, k)...)
}

func (r *Result) explainPage() string {
	o := r.Report.Page
	digest := o.SHA256
	if len(digest) > 12 {
		digest = digest[:12] + "…"
	}
	where := o.URL
	if where == "" {
		where = "no address"
	}
	return fmt.Sprintf("page: %s, %s, %s, SHA-256 %s", where, r.Trace.Format, r.Trace.Decoding, digest)
}

func explainRow(e *Evidence) string {
	where := fmt.Sprintf("table %d of the page, row %d", e.Place.Table, e.Place.Row)
	if e.Place.Table == 0 {
		where = fmt.Sprintf("line %d of the text", e.Place.Row)
	}
	name := e.Row.String()
	if e.Across {
		name = "all groups of table four"
	}
	return fmt.Sprintf("row: %s: %q read by %s as %s", where, shorten(e.Label), e.How, name)
}

func explainColumn(e *Evidence, from origin, k report.Key) string {
	if from.piece == 0 {
		return "column: " + e.Shape
	}
	p := &e.Pieces[from.piece-1]
	how := "under " + fmt.Sprintf("%q", p.Head)
	if p.Head == "" {
		how = "by the order of the form"
	}
	return fmt.Sprintf("column: value %d of %d in the row, %s, is %s", from.piece, len(e.Pieces), how, k)
}

func explainCell(c *report.Cell) string {
	place := ""
	if c.Place.End > 0 {
		place = fmt.Sprintf(" at bytes %d–%d", c.Place.Start, c.Place.End)
	}
	if !c.State.HasValue() {
		return fmt.Sprintf("cell: %q%s is %s", c.Raw, place, c.State)
	}
	unit := ""
	if c.Unit.Name != "" {
		unit = fmt.Sprintf(" %s (unit by %s)", c.Unit.Name, c.Unit.Source)
	}
	doubt := ""
	if c.Uncertain {
		doubt = "; its place was inferred"
	}
	return fmt.Sprintf("cell: %q%s is %s, %s%s%s", c.Raw, place, c.Value, c.State, unit, doubt)
}

// explainRelations names the relations that confirm the cell and the findings about it.
func explainRelations(r *report.Report, k report.Key) []string {
	broken := map[string]bool{}
	var lines []string
	for _, f := range r.Findings {
		for _, c := range f.Cells {
			if c == k {
				broken[f.Relation] = true
				lines = append(lines, fmt.Sprintf("finding: %s: %s", f.Relation, shorten(f.Message)))
				break
			}
		}
	}
	var confirmed []string
	for _, rel := range report.Relations(r.Forms) {
		if rel.Kind == report.Equals && rel.Has(k) && !broken[rel.ID] && assessable(r, &rel) {
			confirmed = append(confirmed, rel.ID)
		}
	}
	if len(confirmed) == 0 {
		return append([]string{"checks: no relation confirms it"}, lines...)
	}
	return append([]string{"checks: confirmed by " + strings.Join(confirmed, ", ")}, lines...)
}

func assessable(r *report.Report, rel *report.Relation) bool {
	for _, spent := range r.Spent {
		if spent == rel.ID {
			return false
		}
	}
	for _, k := range rel.Cells() {
		if !r.Cells.At(k).State.HasValue() {
			return false
		}
	}
	return true
}
