package solve

import "github.com/nianbao/nianbao/report"

// Reason says why something was not decided.
type Reason uint8

// The reasons.
const (
	_            Reason = iota
	Several             // several readings of a run balance
	Contradicted        // no reading of a run balances: the page contradicts itself, or was damaged
	Unconfirmed         // one value fits, but only by relations that it was found with
	NotEmpty            // the relations ask for a number where the cell says that there is none
	Clash               // no number in an empty cell satisfies its relations
	Short               // the text has fewer digits than the run has cells
	Long                // the text has more pieces than the run has cells
	Uncuttable          // the text cannot be cut into as many numbers of these kinds
	Collapsed           // one way to cut is left, but empty cells have vanished from the page and may have vanished here
	Exhausted           // too many readings to go through
	Misplaced           // the run names cells that its table does not have, or that another run has
	Counted             // read: as many digits as cells; but no relation speaks of them, and an empty cell could hide
	Shifted             // read: as many digits as cells; but a relation fails, and a lost digit would shift all of them
	Thin                // read: one reading balances; but its cells stand in one relation each, and a misprint could hide
)

// Doubt is something that the solver could not decide, or decided on thin ground: the material of a finding.
type Doubt struct {
	Reason    Reason
	Cells     []report.Key // of a Clash: all cells of the relation that fails
	Empty     bool         // it is about blank or na cells; otherwise about cells of one run
	Relations []string     // of a Clash: the relation that fails, then those that may be the wrong ones instead
	// Candidates are the values between which the page does not decide: for a run at most eight readings with
	// all its numbers in order, "40 1 0 0 0 0 41"; for empty cells one value each, "applications.granted.total 118",
	// or a single value for all of Cells; for a Clash over one empty cell what each relation asks for.
	Candidates []string
	// Printed tells of a Clash that every number in its relations was printed alone at a certain place.
	Printed bool
}

// Finding words the doubt for a report: under report.RuleUnreadable, RuleUnconfirmed, RuleThin or the relation that fails.
func (d *Doubt) Finding() report.Finding {
	f := report.Finding{
		Relation: report.RuleUnreadable, Severity: report.Warning, Cells: d.Cells,
		Message: reasonTexts[d.Reason], Candidates: d.Candidates,
	}
	switch {
	case d.Reason == Clash:
		f.Relation, f.Severity = d.Relations[0], report.Error
		if d.Printed {
			f.Fault = report.FaultPublisher
		}
	case d.Reason == NotEmpty:
		f.Relation = report.RuleUnconfirmed
	case d.Reason == Counted:
		f.Relation = report.RuleThin
	case d.Reason == Thin || d.Reason == Shifted:
		f.Relation, f.Severity = report.RuleThin, report.Note
	case d.Empty:
		f.Relation, f.Severity = report.RuleUnconfirmed, report.Note
	case d.Reason == Contradicted:
		f.Severity = report.Error
	}
	return f
}

var reasonTexts = [...]string{
	Several:      "读法不唯一 (the digits are glued, and several readings satisfy the relations)",
	Contradicted: "数据不平衡 (the digits are glued, and no reading satisfies the relations)",
	Unconfirmed:  "无从核对 (one value fits, and no other relation confirms it)",
	NotEmpty:     "空格与合计不符 (the relations ask for a number where the cell is empty)",
	Clash:        "数据不平衡 (no number in the empty cells satisfies the relations)",
	Short:        "数字不足 (fewer numbers than cells; empty cells left no trace)",
	Long:         "数字过多 (more numbers than cells)",
	Uncuttable:   "无法拆分 (the text cannot be cut into the numbers of the row)",
	Collapsed:    "可能缺格 (the digits fit the cells one by one, but empty cells have vanished from this page)",
	Exhausted:    "读法过多 (too many readings to decide between)",
	Misplaced:    "单元格重复或不属此表 (cells of another table, or of another stretch of text)",
	Counted:      "仅据位数拆分 (as many digits as cells; no relation checks them)",
	Shifted:      "可能错位 (as many digits as cells, but a relation fails; a lost digit would shift them)",
	Thin:         "仅据合计拆分 (cut by the sums alone; each number stands in one sum, and a misprint could not be seen)",
}

// String gives the text of the reason.
func (r Reason) String() string { return reasonTexts[r] }
