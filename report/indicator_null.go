package report

// Null says why there is no value, or no rank. The zero Null means that there is one.
type Null uint8

// The reasons. The first eleven are of a measure, the others of a comparison.
const (
	NotNull         Null = iota
	NullMissing          // a cell is blank, na, unreadable or missing
	NullNotInForm        // the report's form has no such cell
	NullTable            // the statutory table is not on the page
	NullUnit             // an amount whose unit nobody named
	NullDenominator      // nothing to divide by
	NullImpossible       // a part larger than its whole, or a whole below zero: the numbers do not balance
	NullTooLarge         // more digits than can be summed exactly
	NullYear             // the year reported on is not known
	NullBefore           // the year reported on lies before the national forms
	NullUnread           // the page is a picture, a document of a kind that is not read, or damaged
	NullNoReport         // the body has no report in the year
	NullBelow            // a denominator below the minimum: shown, neither ranked nor in a median
	NullStock            // a stock, which is not summed over years
	NullMixed            // different scopes or kinds of bodies: neither ranked nor summed
)

type nullDef struct{ name, label, meaning string }

var nullDefs = [...]nullDef{
	NotNull:         {"", "", "there is a value"},
	NullMissing:     {"missing", "缺少数字", "an operand is blank, na, unreadable or missing"},
	NullNotInForm:   {"not_in_form", "格式无此项", "the report's form has no such cell"},
	NullTable:       {"table_missing", "缺少表格", "the statutory table, or any table, is not on the page"},
	NullUnit:        {"unit_unknown", "单位不明", "an amount of money whose unit neither the form nor the publisher names"},
	NullDenominator: {"denominator_zero", "分母为零", "nothing to divide by; never shown as 0 % or 100 %"},
	NullImpossible:  {"impossible", "数据不平衡", "the part is larger than its whole, or the whole below zero, as printed"},
	NullTooLarge:    {"too_large", "位数过多", "more than 19 digits: no exact sum"},
	NullYear:        {"year_unknown", "年度不明", "the year reported on is not known"},
	NullBefore:      {"before_forms", "当年尚无此表式", "the report is on a year before 2019, the first of the national forms"},
	NullUnread:      {"not_read", "网页未能读出", "what was published could not be read: a picture, a document of a kind that is not read, or a damaged page"},
	NullNoReport:    {"no_report", "无报告", "the body has no report in the year; its state says why"},
	NullBelow:       {"below_minimum", "分母过小", "the denominator is below the minimum: the value is shown with n/N, without rank and outside medians"},
	NullStock:       {"stock", "存量不跨年相加", "counted at the end of each year: no sum over several years"},
	NullMixed:       {"mixed", "口径不同", "reports of different scopes or kinds of bodies stand together: no rank, median or sum unless asked for"},
}

// Nulls lists the reasons.
func Nulls() []Null {
	var all []Null
	for n := NullMissing; n <= NullMixed; n++ {
		all = append(all, n)
	}
	return all
}

// String gives the name used outside; empty for NotNull.
func (n Null) String() string { return nullDefs[n].name }

// Label gives the reason in Chinese.
func (n Null) Label() string { return nullDefs[n].label }

// Meaning explains the reason in one line.
func (n Null) Meaning() string { return nullDefs[n].meaning }

// MarshalText writes the reason for JSON.
func (n Null) MarshalText() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalText reads a reason from JSON.
func (n *Null) UnmarshalText(b []byte) error {
	return unmarshalName(n, append(Nulls(), NotNull), b, "reason of a null")
}
