package bundle

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/nianbao/nianbao/store/export"
)

// stataLabel is the longest label of a variable in Stata, in characters.
const stataLabel = 80

// missing are the extended missing values of Stata by state in wide_states: each state without a number has one.
var missing = map[string]string{
	"blank": ".b", "na": ".n", "unreadable": ".u", "missing": ".m", "not_in_form": ".f", "table_missing": ".t",
	"before_forms": ".p", "not_read": ".r", "unit_unknown": ".y", "not_whole": ".w",
}

// stata writes load.do: table wide with its states, typed and labelled in two languages. Stata has no way to read a
// codebook, so every variable stands in it.
func (m *making) stata(w io.Writer) error {
	var wide *export.Table
	for i := range m.tables {
		if m.tables[i].Name == "wide" {
			wide = &m.tables[i]
		}
	}
	if wide == nil || !m.has("wide_states") {
		_, err := io.WriteString(w, "* This package has no tables wide and wide_states: there is nothing to load here.\n")
		return err
	}
	var out strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&out, format+"\n", args...) }
	line(`* Loads table wide of this package into Stata 14 or newer: do load.do, in the folder of the package.`)
	line(`* A blank is not a zero: missing numbers are .b blank, .n not applicable, .u unreadable, .m missing on the page, .f not in the form,`)
	line(`* .t no such table on the page, .p year before the forms, .r page that could not be read,`)
	line(`* .y amount whose unit nobody named, so that it is not known in yuan, .w count that is printed with a fraction (table long has it).`)
	line(`* For each cell X the variable X_st has its state. label language zh, or en, chooses the language of the labels.`)
	line(`version 14`)
	line(`clear`)
	line(`tempfile states`)
	line(`import delimited using "data/wide_states.csv", varnames(1) case(preserve) stringcols(_all) encoding("UTF-8") bindquotes(strict)`)
	line(`gen long row = _n`)
	var cells, others []export.Column
	for _, c := range wide.Columns {
		if c.Key != "" && c.Type != export.Text {
			cells = append(cells, c)
		} else {
			others = append(others, c)
		}
	}
	line(`keep row %s`, strings.Join(columnNames(cells), " "))
	for _, c := range cells {
		line(`rename %s %s_st`, c.Name, c.Name)
	}
	line(`save "` + "`states'" + `"`)
	line(`import delimited using "data/wide.csv", varnames(1) case(preserve) stringcols(_all) encoding("UTF-8") bindquotes(strict) clear`)
	line(`gen long row = _n`)
	line(`merge 1:1 row using "` + "`states'" + `", assert(match) nogenerate`)
	line(`drop row`)
	stataLists(line, wide)
	for _, c := range others {
		stataColumn(line, &c)
	}
	for _, c := range cells {
		stataCell(line, &c, export.WideStates().Name)
	}
	stataLabels(line, append(others, cells...), export.WideStates().Name)
	line(`compress`)
	_, err := io.WriteString(w, out.String())
	return err
}

func columnNames(columns []export.Column) []string {
	list := make([]string, len(columns))
	for i := range columns {
		list[i] = columns[i].Name
	}
	return list
}

// stataLists defines the value labels: each word has its number, and a list has a label of words, one in Chinese and one
// in English.
func stataLists(line func(string, ...any), wide *export.Table) {
	states := export.WideStates()
	lists := export.Lists(append([]export.Table{*wide}, export.Table{Columns: []export.Column{{Values: states}}}))
	for _, l := range lists {
		for i, word := range l.Words {
			for _, text := range [][2]string{{l.Name, word.Value}, {l.Name + "_zh", word.Label}, {l.Name + "_en", word.Value + ": " + word.English}} {
				line(`label define %s %d %s, add`, text[0], i+1, stataText(text[1], 200))
			}
		}
	}
	for _, word := range states.Words {
		if letter := missing[word.Value]; letter != "" {
			line(`label define reason_zh %s %s, add`, letter, stataText(word.Label, stataLabel))
			line(`label define reason_en %s %s, add`, letter, stataText(word.Value, stataLabel))
		}
	}
}

// stataColumn types a column that is no cell.
func stataColumn(line func(string, ...any), c *export.Column) {
	switch {
	case c.Type == export.Integer || c.Type == export.Decimal || c.Type == export.Real:
		line(`destring %s, replace`, c.Name)
	case c.Type == export.Date:
		line(`gen double new = daily(%s, "YMD")`, c.Name)
		line(`drop %s`, c.Name)
		line(`rename new %s`, c.Name)
		line(`format %s %%tdCCYY-NN-DD`, c.Name)
	case c.Values.Name != "":
		line(`encode %s, generate(new) label(%s) noextend`, c.Name, c.Values.Name)
		line(`drop %s`, c.Name)
		line(`rename new %s`, c.Name)
	}
}

// stataCell types a cell and gives its missing numbers their reasons.
func stataCell(line func(string, ...any), c *export.Column, states string) {
	line(`destring %s, replace`, c.Name)
	for _, state := range slices.Sorted(maps.Keys(missing)) {
		line(`replace %s = %s if missing(%s) & %s_st == "%s"`, c.Name, missing[state], c.Name, c.Name, state)
	}
	line(`encode %s_st, generate(new) label(%s) noextend`, c.Name, states)
	line(`drop %s_st`, c.Name)
	line(`rename new %s_st`, c.Name)
}

// stataLabels labels every variable in both languages.
func stataLabels(line func(string, ...any), columns []export.Column, states string) {
	for _, language := range []string{"zh", "en"} {
		if language == "zh" {
			line(`label language zh, rename`)
		} else {
			line(`label language en, new`)
		}
		for _, c := range columns {
			text := c.Label
			if language == "en" {
				text = c.English
			}
			line(`label variable %s %s`, c.Name, stataText(text, stataLabel))
			cell := c.Key != "" && c.Type != export.Text
			switch {
			case cell:
				line(`label values %s reason_%s`, c.Name, language)
				line(`label variable %s_st %s`, c.Name, stataText(map[string]string{"zh": "状态:", "en": "state: "}[language]+text, stataLabel))
				line(`label values %s_st %s_%s`, c.Name, states, language)
			case c.Values.Name != "":
				line(`label values %s %s_%s`, c.Name, c.Values.Name, language)
			}
		}
	}
	line(`label language zh`)
}

// stataText writes a compound-quoted text of at most so many characters; Stata would take quotes and macros in it for
// its own.
func stataText(s string, most int) string {
	s = strings.NewReplacer("`", "'", `"`, "'", "$", "", "\n", " ").Replace(s)
	if utf8.RuneCountInString(s) > most {
		s = string([]rune(s)[:most-1]) + "…"
	}
	return "`\"" + s + "\"'"
}
