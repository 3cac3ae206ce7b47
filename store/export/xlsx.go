package export

import (
	"archive/zip"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// What a sheet of Excel can hold (support.microsoft.com, Excel specifications and limits).
const (
	sheetRows       = 1_048_576
	sheetColumns    = 16_384
	sheetCharacters = 32_767 // UTF-16 units in a cell
	exactDigits     = 15     // of a number
)

// ErrTooBig says that Excel can't hold what is exported.
var ErrTooBig = errors.New("more than Excel can hold")

// xlsxEncoder writes one workbook: a sheet that explains, then a sheet a table.
type xlsxEncoder struct {
	stage   *Stage
	book    *excelize.File
	tables  []*Table
	styles  xlsxStyles
	changes *changes
}

type xlsxStyles struct{ head, date, text int }

// NewXLSX writes nianbao.xlsx. Codes are text, days are dates, nothing is a formula. A table that has more rows,
// columns or characters than Excel can hold is ErrTooBig. Characters that XML 1.0 does not know become U+FFFD; what
// was changed so stands in defused.jsonl.
func NewXLSX(stage *Stage) (Encoder, error) {
	out, err := stage.Create("defused.jsonl")
	if err != nil {
		return nil, err
	}
	e := &xlsxEncoder{stage: stage, book: excelize.NewFile(), changes: newChanges(out)}
	if err := e.book.SetSheetName("Sheet1", explainSheet); err != nil {
		return nil, err
	}
	if e.styles.head, err = e.book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}}); err != nil {
		return nil, err
	}
	if e.styles.date, err = e.book.NewStyle(&excelize.Style{CustomNumFmt: ref("yyyy-mm-dd")}); err != nil {
		return nil, err
	}
	e.styles.text, err = e.book.NewStyle(&excelize.Style{NumFmt: 49}) // 49 is @, text
	return e, err
}

func ref[T any](x T) *T { return &x }

const explainSheet = "说明"

// Open begins the sheet of a table.
func (e *xlsxEncoder) Open(t *Table) (Rows, error) {
	if len(t.Columns) > sheetColumns {
		return nil, fmt.Errorf("%w: %d columns, a sheet has %d; choose tables or another format", ErrTooBig, len(t.Columns), sheetColumns)
	}
	e.tables = append(e.tables, t)
	if _, err := e.book.NewSheet(t.Name); err != nil {
		return nil, err
	}
	out, err := e.book.NewStreamWriter(t.Name)
	if err != nil {
		return nil, err
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return nil, err
	}
	head := make([]any, len(t.Columns))
	for i := range t.Columns {
		head[i] = excelize.Cell{StyleID: e.styles.head, Value: t.Columns[i].Name}
	}
	return &xlsxRows{encoder: e, table: t, out: out, row: make([]any, len(t.Columns)), n: 1}, out.SetRow("A1", head)
}

type xlsxRows struct {
	encoder *xlsxEncoder
	table   *Table
	out     *excelize.StreamWriter
	row     []any
	n       int // rows so far, the head counted
}

// Write writes a row.
func (r *xlsxRows) Write(row []Value) error {
	r.n++
	if r.n > sheetRows {
		return fmt.Errorf("%w: more than %d rows; narrow it with --in or --years, choose tables, or take csv or parquet", ErrTooBig, sheetRows-1)
	}
	for i, v := range row {
		value, err := r.value(v, &r.table.Columns[i])
		if err != nil {
			return fmt.Errorf("row %d, column %s: %w", r.n-1, r.table.Columns[i].Name, err)
		}
		r.row[i] = value
	}
	at, err := excelize.CoordinatesToCellName(1, r.n)
	if err != nil {
		return err
	}
	return r.out.SetRow(at, r.row)
}

// value gives what excelize writes: numbers only where Excel keeps every digit.
func (r *xlsxRows) value(v Value, c *Column) (any, error) {
	switch {
	case v.IsNull():
		return nil, nil
	case c.Type == Boolean:
		return v.Int64() == 1, nil
	case c.Type == Integer && len(strings.TrimPrefix(v.text, "-")) <= exactDigits:
		return v.Int64(), nil
	case c.Type == Real:
		return v.Float64(), nil
	case c.Type == Decimal && len(strings.ReplaceAll(strings.TrimPrefix(v.text, "-"), ".", "")) <= exactDigits:
		return strconv.ParseFloat(v.text, 64)
	case c.Type == Date:
		day, err := time.Parse(time.DateOnly, v.text)
		return excelize.Cell{StyleID: r.encoder.styles.date, Value: day}, err
	}
	s, err := r.text(v.text, c)
	return excelize.Cell{StyleID: r.encoder.styles.text, Value: s}, err
}

func (r *xlsxRows) text(s string, c *Column) (string, error) {
	if len(s) > sheetCharacters {
		if n := len(utf16.Encode([]rune(s))); n > sheetCharacters {
			return "", fmt.Errorf("%w: %d characters, a cell holds %d; leave the table out or take another format", ErrTooBig, n, sheetCharacters)
		}
	}
	if clean := strings.Map(xmlRune, s); clean != s {
		if err := r.encoder.changes.add(r.table.Name, r.n-1, c.Name, s, clean); err != nil {
			return "", err
		}
		return clean, nil
	}
	return s, nil
}

// xmlRune replaces what is no character of XML 1.0 (section 2.2).
func xmlRune(r rune) rune {
	switch {
	case r == '\t' || r == '\n' || r == '\r':
		return r
	case r < ' ' || r == 0xFFFE || r == 0xFFFF:
		return '\uFFFD'
	}
	return r
}

// Close ends the sheet.
func (r *xlsxRows) Close() error { return r.out.Flush() }

// Close explains and writes the workbook.
func (e *xlsxEncoder) Close() (err error) {
	defer func() { err = cmp.Or(err, e.book.Close()) }()
	if err := errors.Join(e.changes.close(), e.explain()); err != nil {
		return err
	}
	if err := e.book.SetDocProps(&excelize.DocProperties{Creator: "nianbao", LastModifiedBy: "nianbao", Created: "2000-01-01T00:00:00Z", Modified: "2000-01-01T00:00:00Z"}); err != nil {
		return err
	}
	loose := e.stage.Path("loose.xlsx")
	file, err := os.Create(loose)
	if err != nil {
		return err
	}
	if err := errors.Join(e.book.Write(file), file.Close()); err != nil {
		return err
	}
	if err := e.sortParts(loose); err != nil {
		return err
	}
	return os.Remove(loose)
}

// explain fills the first sheet: the tables, then every column with its labels.
func (e *xlsxEncoder) explain() error {
	out, err := e.book.NewStreamWriter(explainSheet)
	if err != nil {
		return err
	}
	lines := [][]any{
		{"政府信息公开工作年度报告数据 · numbers of the yearly reports on government information disclosure"},
		{"空格不是零:数值为空时,wide_states 同一位置写明原因。A blank is not a zero: where a number is missing, wide_states says why in the same place."},
		{"编号与代码一律为文本。Codes are text. 率以 n/N 给出,不得对率求平均。Rates are n/N and are never averaged."},
		{},
		{"table", "表", "English", "about"},
	}
	for _, t := range e.tables {
		lines = append(lines, []any{t.Name, t.Label, t.English, t.About})
	}
	lines = append(lines, []any{}, []any{"table", "column", "type", "标签", "English", "unit", "source", "words"})
	for _, t := range e.tables {
		for _, l := range codebookOf(t) {
			lines = append(lines, []any{l.Table, l.Column, l.Type, l.Label, l.English, l.Unit, l.Source, l.Values})
		}
	}
	for i, line := range lines {
		at, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			return err
		}
		if err := out.SetRow(at, line); err != nil {
			return err
		}
	}
	return out.Flush()
}

// sortParts copies the parts of the workbook in the order of their names: the library writes them in any.
func (e *xlsxEncoder) sortParts(loose string) error {
	in, err := zip.OpenReader(loose)
	if err != nil {
		return err
	}
	defer in.Close() //nolint:errcheck // only read
	slices.SortFunc(in.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	file, err := e.stage.Create("nianbao.xlsx")
	if err != nil {
		return err
	}
	out := zip.NewWriter(file)
	for _, f := range in.File {
		if err := copyPart(out, f); err != nil {
			return errors.Join(fmt.Errorf("%s: %w", f.Name, err), file.Close())
		}
	}
	return errors.Join(out.Close(), file.Close())
}

func copyPart(out *zip.Writer, f *zip.File) error {
	raw, err := f.OpenRaw()
	if err != nil {
		return err
	}
	to, err := out.CreateRaw(&f.FileHeader)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, raw)
	return err
}

// Changed tells how many texts were changed.
func (e *xlsxEncoder) Changed() int { return e.changes.n }
