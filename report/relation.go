package report

import "slices"

// Severity says how much a broken relation weighs.
type Severity uint8

// The severities. A report with a Warning or an Error is flagged; a Note only informs.
const (
	Note    Severity = iota // possible, worth a look
	Warning                 // unusual; lawful explanations exist
	Error                   // what the form prescribes does not hold
)

// String gives the name used outside.
func (s Severity) String() string { return [...]string{"note", "warning", "error"}[s] }

// MarshalText writes the severity for JSON.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a severity from JSON.
func (s *Severity) UnmarshalText(b []byte) error {
	return unmarshalName(s, []Severity{Note, Warning, Error}, b, "severity")
}

// RelationKind says how the two sides of a relation compare.
type RelationKind uint8

// The kinds of relations between the sum of the left cells and the sum of the right cells.
const (
	Equals  RelationKind = iota // left = right
	AtMost                      // left ≤ right
	Implies                     // left > 0 only where right > 0
)

// Sign gives the sign between the two sides.
func (k RelationKind) Sign() string { return [...]string{"=", "≤", "⇒"}[k] }

// Relation is one arithmetic rule between cells. It is assessable when each of its terms has a value.
type Relation struct {
	ID       string // permanent, such as applications.balance.total
	Kind     RelationKind
	Left     []Key
	Right    []Key
	Severity Severity
	Text     string // the rule in Chinese, in the official wording where the form prints one
	Source   string // where the rule comes from
}

// Has tells whether the relation speaks of the cell.
func (r *Relation) Has(k Key) bool { return slices.Contains(r.Left, k) || slices.Contains(r.Right, k) }

// Cells lists all cells of the relation, left side first.
func (r *Relation) Cells() []Key { return slices.Concat(r.Left, r.Right) }

// Relations lists the rules for a report in the given forms, in the order of the tables.
func Relations(f Forms) []Relation {
	var all []Relation
	for t, e := range f {
		all = append(all, tableRelations[t][e]...)
	}
	if f[Applications] != NoEdition && f[Disputes] != NoEdition {
		all = append(all, disputeNeedsApplication)
	}
	return all
}

// RelationsOf lists the rules inside one table of an edition; the list is shared and must not be changed.
func RelationsOf(t Table, e Edition) []Relation { return tableRelations[t][e] }

var tableRelations = func() (all [tableCount][3][]Relation) {
	for i := range forms {
		f := &forms[i]
		switch f.Table {
		case Disclosure:
			all[f.Table][f.Edition] = disclosureRelations(f)
		case Applications:
			all[f.Table][f.Edition] = applicationRelations(f)
		case Disputes:
			all[f.Table][f.Edition] = rowSums(f, "复议、诉讼各栏:总计=结果维持+结果纠正+其他结果+尚未审结")
		}
	}
	return all
}()

// applicationRelations gives the balance that the form prints, and the sums that its structure implies.
func applicationRelations(f *Form) []Relation {
	relations := make([]Relation, 0, 48)
	for _, c := range f.Blocks[0].Columns {
		at := func(r Row) Key { return Key{Applications, r, c.Column} }
		relations = append(relations, Relation{
			ID: "applications.balance." + c.Column.String(), Severity: Error, Source: f.Source + " 表三表头",
			Left: []Key{at(RowReceived), at(RowCarriedIn)}, Right: []Key{at(RowTotal), at(RowCarriedOut)},
			Text: c.Label + ":第一项加第二项之和,等于第三项加第四项之和",
		})
	}
	relations = append(relations, rowSums(f, "总计=自然人+商业企业+科研机构+社会公益组织+法律服务机构+其他")...)
	for _, c := range f.Blocks[0].Columns {
		var leaves []Key
		for _, r := range f.Blocks[0].Rows {
			if r.Row > RowCarriedIn && r.Row < RowTotal {
				leaves = append(leaves, Key{Applications, r.Row, c.Column})
			}
		}
		relations = append(relations, Relation{
			ID: "applications.column." + c.Column.String(), Severity: Error, Source: f.Source + " 表三结构",
			Left: []Key{{Applications, RowTotal, c.Column}}, Right: leaves,
			Text: c.Label + ":(七)总计=本年度办理结果(一)至(六)各项之和",
		})
	}
	return relations
}

// rowSums gives for every row of the form's only block: the last column is the sum of the others.
func rowSums(f *Form, text string) []Relation {
	block := f.Blocks[0]
	relations := make([]Relation, 0, len(block.Rows))
	for _, r := range block.Rows {
		var parts []Key
		for _, c := range block.Columns[:len(block.Columns)-1] {
			parts = append(parts, Key{f.Table, r.Row, c.Column})
		}
		relations = append(relations, Relation{
			ID: f.Table.String() + ".row." + r.Row.String(), Severity: Error, Source: f.Source + " 表格结构",
			Left: []Key{{f.Table, r.Row, ColumnTotal}}, Right: parts, Text: r.Label + ":" + text,
		})
	}
	return relations
}

// disclosureRelations gives the soft rules of table two: the form prescribes none.
func disclosureRelations(f *Form) []Relation {
	soft := func(id, text string, r Row, left, right Column) Relation {
		return Relation{
			ID: "disclosure." + id + "." + r.String(), Kind: AtMost, Severity: Warning, Text: text, Source: f.Source + " 各栏含义",
			Left: []Key{{Disclosure, r, left}}, Right: []Key{{Disclosure, r, right}},
		}
	}
	var relations []Relation
	for _, r := range []Row{RowRules, RowNormativeDocuments} {
		if f.Edition == Edition2019 {
			relations = append(relations,
				soft("newly_public", "本年新公开数量不大于对外公开总数量", r, ColumnNewlyPublic, ColumnTotalPublic))
		}
	}
	return relations
}

// disputeNeedsApplication notes disputes in a year without any application on record. It happens lawfully:
// the application may be of an earlier year.
var disputeNeedsApplication = Relation{
	ID: "disputes.no_application", Kind: Implies, Severity: Note, Source: "表三、表四之间的常理",
	Text: "有复议或诉讼而本年无新收、无结转申请",
	Left: []Key{
		{Disputes, RowReconsideration, ColumnTotal},
		{Disputes, RowDirectSuit, ColumnTotal},
		{Disputes, RowSuitAfter, ColumnTotal},
	},
	Right: []Key{{Applications, RowReceived, ColumnTotal}, {Applications, RowCarriedIn, ColumnTotal}},
}
