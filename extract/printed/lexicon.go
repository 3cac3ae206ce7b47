package printed

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/nianbao/nianbao/report"
)

// Kind says what a label of a form names.
type Kind uint8

// The kinds of labels.
const (
	NoKind  Kind = iota
	Caption      // of a block of table two: 第二十条第(一)项
	Column       // the head of a column
	Row          // the label of a row, also that of a group of table four
	Group        // a label over several rows or columns that names none of them alone
	Corner       // what stands in the corner of a table: 信息内容, the note about the sums
)

// Word is one label of one or both editions of a form.
type Word struct {
	Kind     Kind
	Table    report.Table
	Block    int // of a Caption, Column or Row of table two: the item of article 20 (1, 5, 6, 8, 9); else 0
	Row      report.Row
	Column   report.Column
	Editions [3]bool // by report.Edition
	Label    string  // as the form prints it
	Item     Item    // its number in the list
	Body     string  // Normal, without number and remark
	Remark   string  // Normal, what stands in brackets behind it
	keywords [][]string
}

// In tells whether the edition prints the label.
func (w *Word) In(e report.Edition) bool { return w.Editions[e] }

// sameCell tells whether two words name the same row or column, perhaps in another block or edition.
func (w *Word) sameCell(v *Word) bool {
	return w.Kind == v.Kind && w.Table == v.Table && w.Row == v.Row && w.Column == v.Column
}

// Lexicon holds every label of every form. It is read-only once made and may be shared.
type Lexicon struct {
	words []*Word
	exact map[string][]*Word // by Body
	alias map[string][]*Word
	long  int // bytes of the longest body
}

// NewLexicon compiles the labels of all forms.
func NewLexicon() *Lexicon {
	l := &Lexicon{exact: map[string][]*Word{}, alias: map[string][]*Word{}}
	for _, e := range []report.Edition{report.Edition2019, report.Edition2021} {
		for _, t := range report.Tables() {
			form, _ := report.FormOf(t, e)
			l.addForm(form)
		}
	}
	for _, extra := range []struct{ of, alias string }{
		{"总计", "合计"},
		{"自然人", "公民"},
		{"总计", "共计"},
		{"信息内容", "内容"},
		{"行政事业性收费", "行政事业收费"},
		{"社会公益组织", "公益组织"},
		{"法律服务机构", "法律服务"},
		{"商业企业", "企业"},
		{"本年增/减", "本年增减"},
		{"本年增/减", "本年增(减)"},
		{"其他对外管理服务事项", "对外管理服务事项"},
	} {
		for _, w := range l.exact[extra.of] {
			l.alias[Normal(extra.alias)] = append(l.alias[Normal(extra.alias)], w)
		}
	}
	return l
}

func (l *Lexicon) addForm(f *report.Form) {
	e := f.Edition
	for _, b := range f.Blocks {
		block := blockItem(b.Caption)
		if b.Caption != "" {
			l.add(e, Word{Kind: Caption, Table: f.Table, Block: block, Label: b.Caption})
		}
		for _, c := range b.Columns {
			l.add(e, Word{Kind: Column, Table: f.Table, Block: block, Column: c.Column, Label: c.Label}, c.Aliases...)
			if c.Group != "" {
				l.add(e, Word{Kind: Group, Table: f.Table, Label: c.Group})
			}
		}
		for _, r := range b.Rows {
			w := Word{Kind: Row, Table: f.Table, Block: block, Row: r.Row, Label: r.Label, keywords: r.Keywords}
			l.add(e, w, r.Aliases...)
			for _, g := range r.Groups {
				l.add(e, Word{Kind: Group, Table: f.Table, Label: g})
			}
		}
	}
	switch f.Table {
	case report.Disclosure:
		l.add(e, Word{Kind: Corner, Table: f.Table, Label: "信息内容"})
	case report.Applications:
		l.add(e, Word{Kind: Corner, Table: f.Table, Label: f.Note})
	}
}

// add takes a label in, or notes that another edition prints it too.
func (l *Lexicon) add(e report.Edition, w Word, aliases ...string) {
	w.Item, w.Body = CutItem(Normal(w.Label))
	if base, remark := CutRemark(w.Body); w.Kind != Caption && base != "" {
		w.Body, w.Remark = base, remark
	}
	w.Editions[e] = true
	for _, old := range l.words {
		if old.Kind == w.Kind && old.Table == w.Table && old.Block == w.Block && old.Row == w.Row && old.Column == w.Column && old.Body == w.Body {
			old.Editions[e] = true
			return
		}
	}
	added := &w
	l.words = append(l.words, added)
	l.exact[w.Body] = append(l.exact[w.Body], added)
	l.long = max(l.long, len(w.Body))
	for _, a := range aliases {
		if a = Normal(a); a != w.Body && !slices.Contains(l.alias[a], added) {
			l.alias[a] = append(l.alias[a], added)
		}
	}
}

// blockItem reads the item of article 20 from a caption of the form.
func blockItem(caption string) int {
	_, rest, ok := strings.Cut(caption, "第(")
	if !ok {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return slices.Index(chineseDigits, r) + 1
}

// CaptionItem reads the item of article 20 from a printed caption in Normal spelling: 第二十条第(一)项, also with
// damage around it; 0 when the text is no such caption.
func CaptionItem(label string) int {
	if len(label) > 90 {
		return 0
	}
	i := strings.Index(label, "条第")
	if i < 0 || !strings.Contains(label, "二十") && !strings.Contains(label, "20") {
		return 0
	}
	rest := strings.TrimPrefix(label[i+len("条第"):], "(")
	r, size := utf8.DecodeRuneInString(rest)
	item := slices.Index(chineseDigits, r) + 1
	if item == 0 && r >= '1' && r <= '9' {
		item = int(r - '0')
	}
	if rest = strings.TrimPrefix(rest[size:], ")"); item == 0 || !strings.HasPrefix(rest, "项") {
		return 0
	}
	return item
}
