package web

import (
	"slices"
	"strings"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// proof is everything about one cell of a report.
type proof struct {
	Key       report.Key
	Label     string
	Cell      *report.Cell
	InForm    bool
	Value     string
	Raw       string
	RawEmpty  bool
	Relations []relation
	Findings  []finding
	Entered   *store.Correction
	From, To  int // bytes of the raw page; To 0 when not known
	Variable  string
	Source    string
}

// relation is a rule of the form about the cell, with both its sums.
type relation struct {
	ID, Text    string
	Left, Right string
	Sign        string
	Result      relationResult
	Matter      string // where it fails
}

// relationResult says whether a relation holds.
type relationResult string

const (
	relationHolds relationResult = "holds"
	relationFails relationResult = "fails"
	relationOpen  relationResult = "open"  // a term has no number
	relationSpent relationResult = "spent" // it was used to read a number, so it confirms nothing
)

func (q *request) proofOf(one store.Loaded, key report.Key) (*proof, error) {
	r := one.Report
	p := &proof{Key: key, Label: q.Label(key), Cell: r.Cells.At(key), Variable: key.Variable()}
	p.InForm = p.Cell.State != report.NotInForm
	if v, ok := p.Cell.Number(); ok {
		p.Value = v.String()
	}
	p.Raw = p.Cell.Raw
	p.RawEmpty = strings.TrimSpace(p.Raw) == ""
	if row, _, ok := key.Definition(r.Forms[key.Table]); ok {
		p.Source = row.Source
	}
	for _, rel := range report.Relations(r.Forms) {
		if rel.Has(key) {
			one := assess(r, rel)
			one.Text, one.Matter = q.T(q.Rule(rel.ID), rel.Text), q.words().Fails(rel.Kind)
			p.Relations = append(p.Relations, one)
		}
	}
	for _, f := range r.Findings {
		if slices.Contains(f.Cells, key) {
			p.Findings = append(p.Findings, q.findingOf(f))
		}
	}
	if p.Cell.State == report.Entered {
		all, err := q.db.Corrections(q.Context())
		if err != nil {
			return nil, err
		}
		for i := range all {
			if all[i].Digest == one.Document.Digest && all[i].Key == key {
				p.Entered = &all[i]
			}
		}
	}
	return p, nil
}

// assess sums both sides of a relation.
func assess(r *report.Report, rel report.Relation) relation {
	out := relation{ID: rel.ID, Sign: rel.Kind.Sign(), Result: relationOpen}
	left, okLeft := sum(r, rel.Left)
	right, okRight := sum(r, rel.Right)
	if okLeft {
		out.Left = left.String()
	}
	if okRight {
		out.Right = right.String()
	}
	switch broken := slices.ContainsFunc(r.Findings, func(f report.Finding) bool { return f.Relation == rel.ID }); {
	case slices.Contains(r.Spent, rel.ID):
		out.Result = relationSpent
	case broken:
		out.Result = relationFails
		out.Sign = map[report.RelationKind]string{report.Equals: "≠", report.AtMost: ">", report.Implies: "⇏"}[rel.Kind]
	case okLeft && okRight:
		out.Result = relationHolds
	}
	return out
}

func sum(r *report.Report, keys []report.Key) (total report.Number, ok bool) {
	for _, k := range keys {
		v, known := r.Cells.At(k).Number()
		if !known {
			return total, false
		}
		if total, known = total.Add(v); !known {
			return total, false
		}
	}
	return total, true
}
