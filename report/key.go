package report

import (
	"fmt"
	"slices"
	"strings"
)

// Table is one of the three statutory tables of a report.
type Table uint8

// The tables, by the section they stand in.
const (
	Disclosure   Table = iota // 二、主动公开政府信息情况
	Applications              // 三、收到和处理政府信息公开申请情况
	Disputes                  // 四、政府信息公开行政复议、行政诉讼情况
	tableCount
)

// Tables lists the tables in official order.
func Tables() []Table { return []Table{Disclosure, Applications, Disputes} }

// String gives the name used in keys.
func (t Table) String() string { return tableNames[t] }

var tableNames = [...]string{"disclosure", "applications", "disputes"}

// Row is a row of a statutory table, of either national form.
type Row uint8

// The rows, table by table, in official order. Names are those of the key.
const (
	RowRules Row = iota
	RowNormativeDocuments
	RowLicensing
	RowOtherServices
	RowPenalties
	RowCoercion
	RowFees
	RowProcurement

	RowReceived
	RowCarriedIn
	RowGranted
	RowPartial
	RowDeniedStateSecret
	RowDeniedLaw
	RowDeniedSafety
	RowDeniedThirdParty
	RowDeniedInternal
	RowDeniedProcess
	RowDeniedEnforcement
	RowDeniedQuery
	RowUnavailableNotHeld
	RowUnavailableNotCompiled
	RowUnavailableUnclear
	RowRejectedPetition
	RowRejectedRepeat
	RowRejectedPublication
	RowRejectedExcessive
	RowRejectedReissue
	RowOtherwise // form 2019: one row
	RowOtherwiseUncorrected
	RowOtherwiseUnpaid
	RowOtherwiseRest
	RowTotal
	RowCarriedOut

	RowReconsideration
	RowDirectSuit
	RowSuitAfter
	rowCount
)

// String gives the name used in keys; groups are dotted, "denied.law".
func (r Row) String() string { return rowNames[r] }

var rowNames = [...]string{
	"rules", "normative_documents", "licensing", "other_services", "penalties", "coercion", "fees", "procurement",
	"received", "carried_in", "granted", "partial",
	"denied.state_secret", "denied.law", "denied.safety", "denied.third_party",
	"denied.internal", "denied.process", "denied.enforcement", "denied.query",
	"unavailable.not_held", "unavailable.not_compiled", "unavailable.unclear",
	"rejected.petition", "rejected.repeat", "rejected.publication", "rejected.excessive", "rejected.reissue",
	"otherwise", "otherwise.uncorrected", "otherwise.unpaid", "otherwise.rest",
	"total", "carried_out",
	"reconsideration", "direct_suit", "suit_after",
}

// Column is a column of a statutory table.
type Column uint8

// The columns, in official order.
const (
	ColumnIssued Column = iota
	ColumnRepealed
	ColumnInForce
	ColumnProduced
	ColumnNewlyPublic
	ColumnTotalPublic
	ColumnPriorItems
	ColumnChange
	ColumnDecisions
	ColumnProjects
	ColumnAmount

	ColumnPerson
	ColumnBusiness
	ColumnResearch
	ColumnWelfare
	ColumnLegal

	ColumnUpheld
	ColumnCorrected
	ColumnOther
	ColumnPending
	ColumnTotal
	columnCount
)

// String gives the name used in keys.
func (c Column) String() string { return columnNames[c] }

var columnNames = [...]string{
	"issued", "repealed", "in_force", "produced", "newly_public", "total_public",
	"prior_items", "change", "decisions", "projects", "amount",
	"person", "business", "research", "welfare", "legal",
	"upheld", "corrected", "other", "pending", "total",
}

// Key is the permanent address of a number: table, row and column. It never changes once released.
type Key struct {
	Table  Table
	Row    Row
	Column Column
}

// KeyCount is the number of keys of both forms together.
const KeyCount = 226

// String writes "applications.denied.law.person".
func (k Key) String() string { return keyTexts[k.Index()] }

// Index gives the position of the key in Keys; it panics on a key that no form has.
func (k Key) Index() int {
	i, ok := k.find()
	if !ok {
		panic(fmt.Sprintf("report: no form has a cell %d.%d.%d", k.Table, k.Row, k.Column))
	}
	return i
}

// Valid tells whether some form has such a cell.
func (k Key) Valid() bool {
	_, ok := k.find()
	return ok
}

func (k Key) find() (int, bool) {
	if k.Table >= tableCount || k.Row >= rowCount || k.Column >= columnCount {
		return 0, false
	}
	i := keyIndex[k.Table][k.Row][k.Column]
	return int(i) - 1, i > 0
}

// MarshalText writes the key for JSON.
func (k Key) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads a key from JSON.
func (k *Key) UnmarshalText(b []byte) error {
	parsed, err := ParseKey(string(b))
	*k = parsed
	return err
}

// ParseKey reads the dotted form of a key.
func ParseKey(s string) (Key, error) {
	if k, ok := keysByText[s]; ok {
		return k, nil
	}
	return Key{}, fmt.Errorf("%q is no cell of any form (see nianbao codebook)", s)
}

// Keys lists every key of every form in official order; the position of a key in it is its Index.
func Keys() []Key { return allKeys[:] }

var (
	allKeys    = collectKeys()
	keyIndex   = indexKeys()
	keyTexts   = writeKeys()
	keysByText = invertKeys()
)

// collectKeys takes the keys of both forms: by table, then row, then column.
func collectKeys() (keys [KeyCount]Key) {
	used := map[Key]bool{}
	for _, f := range forms {
		for k := range f.cells() {
			used[k] = true
		}
	}
	n := 0
	for t := range tableCount {
		for r := range rowCount {
			for c := range columnCount {
				if k := (Key{t, r, c}); used[k] {
					keys[n] = k
					n++
				}
			}
		}
	}
	if n != KeyCount {
		panic(fmt.Sprintf("report: the forms have %d keys, KeyCount says %d", n, KeyCount))
	}
	return keys
}

func indexKeys() (index [tableCount][rowCount][columnCount]uint8) {
	for i, k := range allKeys {
		index[k.Table][k.Row][k.Column] = uint8(i + 1)
	}
	return index
}

func writeKeys() (texts [KeyCount]string) {
	for i, k := range allKeys {
		texts[i] = strings.Join([]string{k.Table.String(), k.Row.String(), k.Column.String()}, ".")
	}
	return texts
}

func invertKeys() map[string]Key {
	keys := make(map[string]Key, KeyCount)
	for i, text := range keyTexts {
		keys[text] = allKeys[i]
	}
	return keys
}

// Label names the cell by the headings of its row and its column in the newest form that has it, in Chinese.
func (k Key) Label() string {
	for _, e := range []Edition{Edition2021, Edition2019} {
		if row, column, ok := k.Definition(e); ok {
			return strings.Join(append(slices.Clone(row.Groups), row.Label), " › ") + " · " + column.Label
		}
	}
	return k.String()
}
