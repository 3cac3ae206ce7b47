package bundle

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/store/export"
)

// readme writes the method note: what the dataset is, how it came about, what to mind, and what is in it.
func (m *making) readme(w io.Writer) error {
	var out strings.Builder
	add := func(format string, args ...any) { fmt.Fprintf(&out, format+"\n", args...) }
	t := m.result.Totals
	add("# %s\n", m.title())
	if m.Description != "" {
		add("%s\n", m.Description)
	}
	add("%d reports of %d bodies, %d numbers; %d reports (%s) are read whole and every assessable relation in them closes.",
		t.Reports, t.Bodies, t.Cells, t.Consistent, share(t.Consistent, t.Reports))
	add("Chosen: %s.\n", selectionText(m.Options.Filter))
	add("Licence: %s%s. Made by %s with %s.", m.Licence, bracketed(m.LicenceURL), strings.Join(m.Authors, ", "), m.Program)
	if m.Version != "" {
		add("Release %s; `release.json` says what it is made of, `CHANGES.md` how it differs from the one before.", m.Version)
	}
	add("\n## How the numbers came about\n")
	add("%s\n", methodText)
	add("## What to mind\n")
	for _, rule := range mindTexts {
		add("- %s", rule)
	}
	add("\nThe state of a cell says whether it has a number:\n")
	for _, word := range export.WideStates().Words {
		add("- `%s` %s: %s", word.Value, word.Label, word.English)
	}
	add("\nBreaks of law and form between the years:\n")
	for _, b := range report.Breaks() {
		add("- %d `%s` %s (%s)", b.Year, b.ID, b.Text, b.Source)
	}
	add("\n## Tables\n\n| table | rows | |\n| --- | --- | --- |")
	for i := range m.tables {
		table := &m.tables[i]
		add("| `%s` %s | %d | %s. %s |", table.Name, table.Label, m.tally.tables[i].rows, table.English, table.About)
	}
	add("\n## Files\n")
	for _, f := range m.files() {
		add("- `%s` %s", f[0], f[1])
	}
	_, err := io.WriteString(w, out.String())
	return err
}

const methodText = `Government portals were read by a program that obeys robots.txt and asks one page at a time. Every page is kept as it
came, with address, time and SHA-256. The three statutory tables of a report are found by their labels, never by the year; every number keeps
the raw text and the place from which it was read. What was printed is never overwritten, also where a report contradicts itself: such a
contradiction is a row of table findings. Digits that stood glued together are parted, and empty cells are filled, only where the arithmetic
of the form leaves one reading and another relation confirms it; both are marked in the state of the cell.`

var mindTexts = []string{
	"A blank is not a zero. Where wide has no number, wide_states says in the same place why. load.R, load.py and load.do keep the reason.",
	"A rate is n ÷ N of the same report. Over several bodies add n and add N; never average rates.",
	"Reports of different scope (organ, area, system) count different things: do not add or rank them together.",
	"A body without a report stands in table ledger with the one state that explains it: late, blocked, not found and not looked for are different.",
	"body is a permanent key. Names and codes change: body_attributes and body_events say when.",
	"In csv a text that a spreadsheet would run as a formula begins with an apostrophe; data/defused.jsonl lists each of them. parquet has all texts as printed.",
	"Amounts stand in the unit that the cell names; the column with the suffix _yuan is in yuan, and empty where nobody named the unit.",
}

func (m *making) files() [][2]string {
	list := [][2]string{
		{"data/*.csv", "the tables, UTF-8"},
		{"parquet/*.parquet", "the same tables, typed, texts exactly as printed"},
		{"codebook.csv", "every column: type, labels, unit, key, source"},
		{"words.csv", "the words of coded columns with labels"},
		{"fill.csv", "for every column how many rows have a value, and how many each word"},
		{"datapackage.json", "the description for programs (Frictionless Data Package)"},
		{"load.R, load.py, load.do", "loaders for R, Python and Stata"},
		{"CITATION.cff, datacite.json", "how to cite it, and the metadata for a DOI"},
		{"SHA256SUMS", "sums of all files: sha256sum --check SHA256SUMS"},
	}
	if m.Version != "" {
		list = append(list, [2]string{"release.json", "what the release is made of: selection, pages, versions, counts"},
			[2]string{"CHANGES.md, changes.csv", "how it differs from the release before, value by value"})
	}
	if m.Evidence {
		list = append(list, [2]string{"pages/nianbao.warc.gz", fmt.Sprintf("the pages: %d responses, %d handed in by people", m.result.Pages.Responses, m.result.Pages.Resources)},
			[2]string{"RIGHTS.md", "whose the pages are, and what may be done with them"})
	}
	return list
}

// rights says of a package with pages whose they are.
func (m *making) rights(w io.Writer) error {
	_, err := fmt.Fprintf(w, rightsText, m.Licence, bracketed(m.LicenceURL), m.result.Pages.Responses+m.result.Pages.Resources)
	return err
}

const rightsText = `# Rights

- The arrangement of this package, its codebook and the values derived from the reports are under: %s%s.
- The %d pages in pages/ and the sentences in data/sections.csv and data/claims.csv are the publishers'. They are here as evidence of the
  numbers. Official documents of an administrative nature are outside of copyright in China (Copyright Law, article 5); layout, pictures and
  other matter of a page may not be. Whoever hands them on answers for it.
- Pages may name persons who deal with applications. They were public when they were fetched; column url leads to them.
- A page is shown as it was at the time of the fetch. The publisher may have changed it since; the portal has the present one.
`

func bracketed(s string) string {
	if s == "" {
		return ""
	}
	return " (" + s + ")"
}

func share(n, of int) string {
	if of == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f %%", 100*float64(n)/float64(of))
}

// everything is what a filter that says nothing chooses.
const everything = "everything"

// selectionText says in words what a filter chooses.
func selectionText(f store.Filter) string {
	var parts []string
	add := func(name, value string) {
		if value != "" {
			parts = append(parts, name+" "+value)
		}
	}
	add("division", f.Division)
	add("body", f.Body)
	add("kind", f.Kind)
	switch {
	case f.From != 0 && f.To != 0:
		add("years", fmt.Sprintf("%d–%d", f.From, f.To))
	case f.From != 0:
		add("years from", fmt.Sprint(f.From))
	case f.To != 0:
		add("years to", fmt.Sprint(f.To))
	}
	add("scope", words(f.Scopes))
	add("status", words(f.Statuses))
	if len(parts) == 0 {
		return everything
	}
	return strings.Join(parts, "; ")
}

func words[T fmt.Stringer](list []T) string {
	texts := make([]string, len(list))
	for i, x := range list {
		texts[i] = x.String()
	}
	slices.Sort(texts)
	return strings.Join(texts, ", ")
}

// sumOf names a content.
func sumOf(content []byte) string { return string(page.DigestOf(content)) }
