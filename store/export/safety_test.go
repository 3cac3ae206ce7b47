package export_test

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/store/export"
	"github.com/nianbao/nianbao/store/export/exporttest"
)

func parse(s string) (report.Number, error) { return report.ParseNumber(s) }

var (
	defused = []string{
		"=1+1", "=HYPERLINK(\"http://a.test\",\"x\")", "=cmd|' /C calc'!A0", "+1+1", "+SUM(A1)", "-1+1", "-cmd|x", "@SUM(A1)", "@x",
		"\t=1", "\r=1", "\n=1", " =1", "\u3000=1", "\ufeff=1", "＝1", "＋1+1", "－1+1", "＠x", "=", "+", "@", "\tx", "\rx", "-1\n=1", "+1\t",
		"==x", "=-1", "+-1", "-=1", "--1", "-1e5", "=\"\"", "-A1", "+A1", "-(1)", "+(1)", "-1,=1",
	}
	kept = []string{
		"0", "12", "-5", "+3", "-3.25", "+1,234.5", "－7", "-12%", "-", "--", "——", "－", "/", "无", "a=b", "1+1", "'=1", "云溪镇", "http://a.test/?x=1",
	}
)

func TestDefuse(t *testing.T) {
	for _, s := range defused {
		if got := export.Defuse(s); got != "'"+s {
			t.Errorf("%q became %q", s, got)
		}
	}
	for _, s := range append(kept, "") {
		if got := export.Defuse(s); got != s {
			t.Errorf("%q became %q", s, got)
		}
	}
}

// hostile is a report with the text in every field that comes from outside.
func hostile(text string, n int) exporttest.Given {
	g := exporttest.Sample(fmt.Sprintf("9901%05d", n), 2023)
	g.Body.Name, g.Body.Kind, g.Body.CreditCode, g.Body.Parent = text, text, text, text
	r := g.Report
	r.Title, r.Agency.Name, r.PublishedSource = text, text, text
	r.Cells.At(received).Raw, r.Cells.At(fees).Unit = text, report.Unit{Name: text, Source: report.UnitPrinted}
	value := report.Int(1)
	r.Statistics = []report.Statistic{{Key: "local." + text, Label: text, Unit: text, State: report.Printed, Raw: text, Value: &value}}
	r.Claims[0].Sentence, r.Claims[0].Meaning = text, text
	r.Sections = []report.Section{{Number: 1, Title: text, Text: text}}
	r.Findings = []report.Finding{{Relation: text, Message: text, Severity: report.Error, Cells: []report.Key{carried}, Candidates: []string{text}}}
	return g
}

// TestFormulasStayText puts every payload into every field and opens what was written as spreadsheets do.
func TestFormulasStayText(t *testing.T) {
	var reports []exporttest.Given
	payloads := append(append([]string{}, defused...), kept...)
	for i, p := range payloads {
		reports = append(reports, hostile(p, i))
	}
	s := exporttest.Filled(t, reports...)
	o := export.Options{Tables: []string{"wide", "long", "statistics", "findings", "claims", "sections", "bodies", "body_attributes", "versions"}}
	folder, result := exported(t, s, "csv", o)
	dangerous, written := map[string]bool{}, 0
	for _, p := range defused {
		dangerous[p] = true
	}
	for _, table := range export.Tables(&o) {
		if !contains(o.Tables, table.Name) {
			continue
		}
		_, rows := records(t, filepath.Join(folder, table.Name+".csv"))
		for _, row := range rows {
			for column, v := range row {
				if dangerous[v] {
					t.Errorf("%s.%s: %q stands bare", table.Name, column, v)
				}
				if rest, changed := strings.CutPrefix(v, "'"); changed && dangerous[rest] {
					written++
				}
			}
		}
	}
	if least := len(defused) * 12; written < least {
		t.Errorf("%d payloads were written and made harmless, want at least %d: fields are missing", written, least)
	}
	listed, err := os.ReadFile(filepath.Join(folder, "defused.jsonl"))
	must(t, err)
	if n := strings.Count(string(listed), "\n"); n != result.Changed || n < written {
		t.Errorf("%d changes are listed, %d were told, %d made", n, result.Changed, written)
	}
	book := wrote(t, s, "xlsx", o)
	for _, table := range export.Tables(&o) {
		if contains(o.Tables, table.Name) {
			readXLSX(t, book, &table) // fails on any formula
		}
	}
	noFormulaIn(t, filepath.Join(book, "nianbao.xlsx"))
}

// noFormulaIn looks into the parts of a workbook: no cell may have an f element.
func noFormulaIn(t *testing.T, path string) {
	t.Helper()
	in, err := zip.OpenReader(path)
	must(t, err)
	defer in.Close() //nolint:errcheck // only read
	sheets := 0
	for _, f := range in.File {
		if !strings.HasPrefix(f.Name, "xl/worksheets/") {
			continue
		}
		sheets++
		part, err := f.Open()
		must(t, err)
		content, err := io.ReadAll(part)
		must(t, err)
		if strings.Contains(string(content), "<f>") || strings.Contains(string(content), "<f ") {
			t.Errorf("%s has a formula", f.Name)
		}
	}
	if sheets < 3 {
		t.Errorf("%d sheets", sheets)
	}
}

// TestTheSameDatasetGivesTheSameBytes enters the same reports in two orders, at other moments.
func TestTheSameDatasetGivesTheSameBytes(t *testing.T) {
	first, second, third := exporttest.Sample("990101001", 2023), exporttest.Sample("990101002", 2022), hostile("=1", 7)
	one := exporttest.Filled(t, first, second, third)
	for _, g := range []*exporttest.Given{&first, &second, &third} {
		g.Moment = exporttest.Noon.Add(48 * time.Hour)
	}
	other := exporttest.Filled(t, third, second, first)
	for _, f := range export.Formats() {
		t.Run(f.Name, func(t *testing.T) {
			a, b := wrote(t, one, f.Name, export.Options{}), wrote(t, other, f.Name, export.Options{})
			if diff := cmp.Diff(digests(t, a), digests(t, b)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// digests gives the content of every file below a folder.
func digests(t *testing.T, folder string) map[string]string {
	t.Helper()
	files := map[string]string{}
	must(t, filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		name, _ := filepath.Rel(folder, path)
		files[name] = string(content)
		return err
	}))
	if len(files) == 0 {
		t.Fatal("no files")
	}
	return files
}

func TestExcelIsNotOverfilled(t *testing.T) {
	book := func() (*export.Stage, export.Encoder) {
		stage, err := export.NewStage(t.TempDir())
		must(t, err)
		out, err := export.NewXLSX(stage)
		must(t, err)
		return stage, out
	}
	columns := func(n int) (list []export.Column) {
		for i := range n {
			list = append(list, export.Column{Name: fmt.Sprintf("c%d", i)})
		}
		return list
	}
	t.Run("columns", func(t *testing.T) {
		_, out := book()
		_, err := out.Open(&export.Table{Name: "t", Columns: columns(16_385)})
		tooBig(t, err, "16385 columns")
	})
	t.Run("rows", func(t *testing.T) {
		_, out := book()
		rows, err := out.Open(&export.Table{Name: "t", Columns: columns(1)})
		must(t, err)
		for range 1_048_575 {
			if err := rows.Write([]export.Value{export.Null()}); err != nil {
				t.Fatal(err)
			}
		}
		tooBig(t, rows.Write([]export.Value{export.Null()}), "1048575 rows")
	})
	t.Run("characters", func(t *testing.T) {
		g := exporttest.Sample("990101001", 2023)
		g.Report.Title = strings.Repeat("长", 32_768)
		stage, err := export.NewStage(t.TempDir())
		must(t, err)
		f, _ := export.FormatByName("xlsx")
		_, err = f.Write(ctx, exporttest.Filled(t, g), stage, export.Options{Tables: []string{"wide"}}, export.Settings{})
		tooBig(t, err, "table wide", "row 1", "column title", "32768 characters")
	})
}

func tooBig(t *testing.T, err error, words ...string) {
	t.Helper()
	if !errors.Is(err, export.ErrTooBig) {
		t.Fatalf("error %v", err)
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("error %q does not name %q", err, w)
		}
	}
}

func TestTheWorkbookExplainsItselfAndKeepsCodesAsText(t *testing.T) {
	folder := wrote(t, exporttest.Filled(t, exporttest.Sample("010101001", 2023)), "xlsx", export.Options{})
	book, err := excelize.OpenFile(filepath.Join(folder, "nianbao.xlsx"))
	must(t, err)
	defer book.Close() //nolint:errcheck // only read
	if sheets := book.GetSheetList(); sheets[0] != "说明" || sheets[1] != "wide" {
		t.Errorf("sheets %v", sheets)
	}
	lines, err := book.GetRows("说明")
	must(t, err)
	if text := fmt.Sprint(lines); !strings.Contains(text, "app_received_person") || !strings.Contains(text, "A blank is not a zero") {
		t.Error("the first sheet does not explain")
	}
	if kind, err := book.GetCellType("wide", "A2"); err != nil || kind != excelize.CellTypeInlineString {
		t.Errorf("the code of a body is a %v, %v", kind, err)
	}
	if code, _ := book.GetCellValue("wide", "A2"); code != "010101001" {
		t.Errorf("the code is %q", code)
	}
}

// TestAStageIsAllOrNothing holds that files appear together, whole, and that others stay.
func TestAStageIsAllOrNothing(t *testing.T) {
	folder := t.TempDir()
	must(t, os.WriteFile(filepath.Join(folder, "a.csv"), []byte("old"), 0o644))
	must(t, os.WriteFile(filepath.Join(folder, "mine.txt"), []byte("mine"), 0o644))
	stage, err := export.NewStage(folder)
	must(t, err)
	must(t, stage.Write("a.csv", []byte("new")))
	must(t, stage.Write("deep/b.csv", []byte("new")))
	expect := func(want string) {
		t.Helper()
		got, err := os.ReadFile(filepath.Join(folder, "a.csv"))
		if err != nil || string(got) != want {
			t.Errorf("%q, %v; want %q", got, err, want)
		}
	}
	expect("old")
	must(t, stage.Commit())
	expect("new")
	must(t, stage.Abort())
	if diff := cmp.Diff(map[string]string{"a.csv": "new", "deep/b.csv": "new", "mine.txt": "mine"}, digests(t, folder)); diff != "" {
		t.Error(diff)
	}
	if _, err := export.NewStage(filepath.Join(folder, "a.csv")); err == nil {
		t.Error("a file was taken for a folder")
	}
}

// TestNoDatabaseIsReplaced holds that an export never takes the place of a database that has the name of one of its files.
func TestNoDatabaseIsReplaced(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "nianbao.sqlite")
	db, err := store.Open(t.Context(), path, store.Config{})
	must(t, err)
	must(t, db.Close())
	before := digests(t, folder)
	stage, err := export.NewStage(folder)
	must(t, err)
	must(t, stage.Write("a.csv", []byte("new")))
	must(t, stage.Write("nianbao.sqlite", []byte("new")))
	if err := stage.Commit(); err == nil || !strings.Contains(err.Error(), "is a nianbao database") {
		t.Errorf("committed: %v", err)
	}
	must(t, stage.Abort())
	if diff := cmp.Diff(before, digests(t, folder)); diff != "" {
		t.Error(diff)
	}
}

// TestABrokenWriterIsTold makes each format fail in the middle.
func TestABrokenWriterIsTold(t *testing.T) {
	s := exporttest.Filled(t, exporttest.Sample("990101001", 2023))
	for _, f := range export.Formats() {
		stage, err := export.NewStage(t.TempDir())
		must(t, err)
		must(t, os.RemoveAll(stage.Folder()))
		must(t, os.WriteFile(stage.Folder(), nil, 0o644)) // no place to write to any more
		if _, err := f.Write(ctx, s, stage, export.Options{}, export.Settings{}); err == nil {
			t.Errorf("%s: nothing is told", f.Name)
		}
	}
	if _, err := export.Write(ctx, s, export.Options{Filter: store.Filter{All: true}}, nil); err == nil {
		t.Error("readings that do not count were taken")
	}
}
