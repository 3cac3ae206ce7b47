package report

import (
	"fmt"
	"slices"
	"strings"
)

// Judge checks the report, puts the findings behind those of the reader, and sets its status.
// A report without any statutory table keeps the status that the reader gave it.
func Judge(r *Report) {
	r.Findings = append(r.Findings, Check(r)...)
	if r.Forms.Any() {
		r.Status = statusOf(r)
	}
}

// Raise adds a finding that came from outside the page, and sets the status anew.
func (r *Report) Raise(f Finding) {
	r.Findings = append(r.Findings, f)
	if r.Forms.Any() {
		r.Status = statusOf(r)
	}
}

// Check applies every relation of the report's forms and its statistics, and every rule about single cells. It sets Checks of
// every cell to the number of unspent relations that confirm it, and gives the findings in official order.
func Check(r *Report) []Finding {
	for i := range r.Cells {
		r.Cells[i].Checks = 0
	}
	findings := append(checkCounts(r), checkStatistics(r)...)
	relations := Relations(r.Forms)
	var failed []int
	for i := range relations {
		rel := &relations[i]
		left, right, ok := assess(&r.Cells, rel)
		if !ok || slices.Contains(r.Spent, rel.ID) {
			continue
		}
		if holds(rel.Kind, left, right) {
			confirm(&r.Cells, rel)
			continue
		}
		findings = append(findings, brokenRelation(r, rel, left, right))
		failed = append(failed, len(findings)-1)
	}
	nameSuspects(r, relations, findings, failed)
	return findings
}

// LargestValue bounds every number of a table: no body reports a trillion of anything. Sums of a whole table of
// such numbers still fit a Number exactly.
const LargestValue = 1_000_000_000_000

// usualCount gives the largest count that is taken as it stands. No government prints ten million applications, disputes
// or documents; the decisions of a province are some tens of millions.
func usualCount(k Key) int64 {
	switch {
	case k.Table != Disclosure, k.Row == RowRules, k.Row == RowNormativeDocuments:
		return 10_000_000
	}
	return 500_000_000
}

// checkCounts finds counts that have a fraction or are negative, unusually large ones, and numbers beyond all measure.
func checkCounts(r *Report) []Finding {
	var findings []Finding
	odd := func(k Key, format string, args ...any) {
		findings = append(findings, Finding{
			Relation: RuleCount, Severity: Error, Cells: []Key{k}, Fault: faultOf(&r.Cells, []Key{k}),
			Message: fmt.Sprintf(format, args...),
		})
	}
	for i := range r.Cells {
		c, k := &r.Cells[i], allKeys[i]
		switch {
		case !c.State.HasValue():
		case c.Value.Cmp(Int(LargestValue)) > 0 || c.Value.Cmp(Int(-LargestValue)) < 0:
			odd(k, "%s is %s, beyond the largest number that is taken for one (%d)", k, c.Value, int64(LargestValue))
		case !k.Money() && c.Value.Cmp(Int(usualCount(k))) > 0:
			odd(k, "%s is %s, more than any body is known to count", k, c.Value)
			findings[len(findings)-1].Severity = Warning
		case k.Money() && c.Value.Sign() >= 0, c.Value.IsInteger() && (c.Value.Sign() >= 0 || k.Signed()):
		default:
			odd(k, "%s is %s, and a count is a whole number ≥ 0", k, c.Value)
		}
	}
	return findings
}

// assess sums both sides; false when a term has no value.
func assess(cells *Cells, rel *Relation) (left, right Number, ok bool) {
	left, okLeft := sum(cells, rel.Left)
	right, okRight := sum(cells, rel.Right)
	return left, right, okLeft && okRight
}

func sum(cells *Cells, keys []Key) (total Number, ok bool) {
	for _, k := range keys {
		n, has := cells.At(k).Number()
		if !has {
			return Number{}, false
		}
		if total, has = total.Add(n); !has {
			return Number{}, false
		}
	}
	return total, true
}

func holds(kind RelationKind, left, right Number) bool {
	switch kind {
	case AtMost:
		return left.Cmp(right) <= 0
	case Implies:
		return left.Sign() <= 0 || right.Sign() > 0
	default:
		return left.Equal(right)
	}
}

// confirm counts the relation for each of its cells. Only an equation confirms a value.
func confirm(cells *Cells, rel *Relation) {
	if rel.Kind != Equals {
		return
	}
	for _, side := range [2][]Key{rel.Left, rel.Right} {
		for _, k := range side {
			cells.At(k).Checks++
		}
	}
}

func brokenRelation(r *Report, rel *Relation, left, right Number) Finding {
	keys := rel.Cells()
	what := map[RelationKind]string{
		Equals:  "数据不平衡 (numbers do not balance)",
		AtMost:  "数据异常 (unusual numbers)",
		Implies: "值得核对 (worth a look)",
	}[rel.Kind]
	return Finding{
		Relation: rel.ID, Severity: rel.Severity, Cells: keys, Fault: faultOf(&r.Cells, keys), Left: &left, Right: &right,
		Message: fmt.Sprintf("%s: %s; left %s, right %s", what, rel.Text, terms(&r.Cells, rel.Left, left), terms(&r.Cells, rel.Right, right)),
	}
}

// terms writes "3 + 0 + 1 = 4".
func terms(cells *Cells, keys []Key, total Number) string {
	if len(keys) == 1 {
		return total.String()
	}
	parts := make([]string, len(keys))
	for i, k := range keys {
		parts[i] = cells.At(k).Value.String()
	}
	return strings.Join(parts, " + ") + " = " + total.String()
}

// faultOf is the publisher's only when every cell was printed alone at a place that the labels give.
func faultOf(cells *Cells, keys []Key) Fault {
	for _, k := range keys {
		if c := cells.At(k); c.State != Printed || c.Uncertain {
			return FaultUndetermined
		}
	}
	return FaultPublisher
}
