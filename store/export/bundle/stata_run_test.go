package bundle_test

import (
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// stata runs the few commands of Stata that load.do is made of, after the manuals ([D] import delimited, encode, destring,
// merge, label, label language; [U] 11, 12.2.1 missing values, 18.3 macros) and as strictly as Stata: what a manual calls
// an error is one. It is not Stata; what both its author and load.do took wrongly from the manuals it does not find.
type stata struct {
	folder   string
	columns  []string
	rows     []map[string]string // "." and ".b" are missing numbers, "" is an empty text
	number   map[string]bool     // variables that are no texts
	saved    map[string]*stata   // by macro
	lists    map[string]map[string]string
	language string
	labels   map[string]map[string]string // by language, then variable
	values   map[string]map[string]string // the same: the list of a variable
}

// forms are the commands, each a whole line.
var forms = []struct {
	form *regexp.Regexp
	run  func(s *stata, m []string) error
}{
	{regexp.MustCompile(`^\* .*$`), func(*stata, []string) error { return nil }},
	{regexp.MustCompile(`^(version 14|compress)$`), func(*stata, []string) error { return nil }},
	{regexp.MustCompile(`^clear$`), func(s *stata, _ []string) error { s.columns, s.rows = nil, nil; return nil }},
	{regexp.MustCompile(`^tempfile (\w+)$`), func(s *stata, m []string) error { s.saved[m[1]] = nil; return nil }},
	{regexp.MustCompile(`^import delimited using "([^"]+)", varnames\(1\) case\(preserve\) stringcols\(_all\) encoding\("UTF-8"\) bindquotes\(strict\)( clear)?$`), (*stata).load},
	{regexp.MustCompile(`^gen long (\w+) = _n$`), (*stata).count},
	{regexp.MustCompile(`^(keep|drop) ([\w ]+)$`), (*stata).keep},
	{regexp.MustCompile(`^rename (\w+) (\w+)$`), (*stata).rename},
	{regexp.MustCompile("^save \"`(\\w+)'\"$"), (*stata).save},
	{regexp.MustCompile("^merge 1:1 (\\w+) using \"`(\\w+)'\", assert\\(match\\) nogenerate$"), (*stata).merge},
	{regexp.MustCompile("^label define (\\w+) (\\d+|\\.[a-z]) `\"([^\"`]*)\"', add$"), (*stata).define},
	{regexp.MustCompile(`^destring (\w+), replace$`), (*stata).destring},
	{regexp.MustCompile(`^gen double (\w+) = daily\((\w+), "YMD"\)$`), (*stata).daily},
	{regexp.MustCompile(`^format (\w+) %tdCCYY-NN-DD$`), func(s *stata, m []string) error { return s.has(m[1], true) }},
	{regexp.MustCompile(`^encode (\w+), generate\((\w+)\) label\((\w+)\) noextend$`), (*stata).encode},
	{regexp.MustCompile(`^replace (\w+) = (\.[a-z]) if missing\((\w+)\) & (\w+) == "([^"]*)"$`), (*stata).replace},
	{regexp.MustCompile(`^label language (\w+)(?:, (rename|new))?$`), (*stata).tongue},
	{regexp.MustCompile("^label variable (\\w+) `\"([^\"`]*)\"'$"), (*stata).labelled},
	{regexp.MustCompile(`^label values (\w+) (\w+)$`), (*stata).listed},
}

var (
	stataName = regexp.MustCompile(`^[a-z_][a-z0-9_]{0,31}$`)
	// Words that are no names: [U] 11.3.
	reserved = strings.Fields("_all _b _coef _cons _n _N _pi _pred _rc _se _skip byte double float if in int long str strL using with")
)

// run executes a do-file.
func (s *stata) run(do string) error {
	for n, line := range strings.Split(strings.TrimSuffix(do, "\n"), "\n") {
		if err := s.line(line); err != nil {
			return fmt.Errorf("line %d: %s: %w", n+1, line, err)
		}
	}
	return nil
}

func (s *stata) line(line string) error {
	if len(line) > 165_199 || strings.ContainsAny(line, "$\\\t\r") || strings.Contains(line, "//") || strings.Contains(line, "/*") { // [R] limits, [P] comments
		return fmt.Errorf("too long, or with a sign that Stata takes for its own")
	}
	for _, f := range forms {
		if m := f.form.FindStringSubmatch(line); m != nil {
			return f.run(s, m)
		}
	}
	return fmt.Errorf("no command that is known")
}

// has fails when a variable is not there, or not a number or text as it has to be.
func (s *stata) has(name string, number bool) error {
	if !slices.Contains(s.columns, name) {
		return fmt.Errorf("variable %s not found", name)
	}
	if s.number[name] != number {
		return fmt.Errorf("type mismatch: %s", name)
	}
	return nil
}

func (s *stata) add(name string, number bool) error {
	if !stataName.MatchString(name) || slices.Contains(reserved, name) {
		return fmt.Errorf("%s invalid name", name)
	}
	if slices.Contains(s.columns, name) {
		return fmt.Errorf("variable %s already defined", name)
	}
	if s.columns = append(s.columns, name); len(s.columns) > 2048 { // Stata/BE
		return fmt.Errorf("no room to add more variables")
	}
	s.number[name] = number
	return nil
}

func (s *stata) remove(name string) {
	s.columns = slices.DeleteFunc(s.columns, func(c string) bool { return c == name })
	delete(s.number, name)
	for _, row := range s.rows {
		delete(row, name)
	}
	for _, by := range []map[string]map[string]string{s.labels, s.values} {
		for _, language := range by {
			delete(language, name)
		}
	}
}

func (s *stata) load(m []string) error {
	if len(s.columns) > 0 && m[2] == "" {
		return fmt.Errorf("no; data in memory would be lost")
	}
	s.columns, s.rows, s.number = nil, nil, map[string]bool{}
	all, err := recordsOf(filepath.Join(s.folder, filepath.FromSlash(m[1])))
	if err != nil {
		return err
	}
	for _, name := range all[0] {
		if err := s.add(name, false); err != nil {
			return err
		}
	}
	for _, record := range all[1:] {
		row := map[string]string{}
		for i, v := range record {
			row[s.columns[i]] = v
		}
		s.rows = append(s.rows, row)
	}
	return nil
}

func (s *stata) count(m []string) error {
	for i, row := range s.rows {
		row[m[1]] = strconv.Itoa(i + 1)
	}
	return s.add(m[1], true)
}

func (s *stata) keep(m []string) error {
	named := strings.Fields(m[2])
	for _, name := range named {
		if !slices.Contains(s.columns, name) {
			return fmt.Errorf("variable %s not found", name)
		}
	}
	for _, name := range slices.Clone(s.columns) {
		if slices.Contains(named, name) == (m[1] == "drop") {
			s.remove(name)
		}
	}
	return nil
}

func (s *stata) rename(m []string) error {
	old, name := m[1], m[2]
	number := s.number[old]
	if err := s.has(old, number); err != nil {
		return err
	}
	if err := s.add(name, number); err != nil {
		return err
	}
	for _, row := range s.rows {
		row[name] = row[old]
	}
	s.remove(old)
	return nil
}

func (s *stata) save(m []string) error {
	if _, known := s.saved[m[1]]; !known {
		return fmt.Errorf("macro %s is not defined", m[1])
	}
	kept := stata{columns: slices.Clone(s.columns), number: maps.Clone(s.number)}
	for _, row := range s.rows {
		kept.rows = append(kept.rows, maps.Clone(row))
	}
	s.saved[m[1]] = &kept
	return nil
}

func (s *stata) merge(m []string) error {
	by, other := m[1], s.saved[m[2]]
	if other == nil || len(other.rows) != len(s.rows) {
		return fmt.Errorf("merge: after merge, not all observations matched")
	}
	with := map[string]map[string]string{}
	for _, row := range other.rows {
		with[row[by]] = row
	}
	for _, row := range s.rows {
		match := with[row[by]]
		if match == nil {
			return fmt.Errorf("no match for %s %s", by, row[by])
		}
		for _, name := range other.columns {
			if name != by {
				row[name] = match[name]
			}
		}
	}
	for _, name := range other.columns {
		if name != by {
			if err := s.add(name, other.number[name]); err != nil { // Stata would keep the values that are there, and say nothing
				return err
			}
		}
	}
	return nil
}

func (s *stata) define(m []string) error {
	if !stataName.MatchString(m[1]) || utf8.RuneCountInString(m[3]) > 32_000 || m[3] == "" {
		return fmt.Errorf("invalid label")
	}
	if s.lists[m[1]] == nil {
		s.lists[m[1]] = map[string]string{}
	}
	if s.lists[m[1]][m[2]] != "" {
		return fmt.Errorf("invalid attempt to modify label")
	}
	s.lists[m[1]][m[2]] = m[3]
	return nil
}

func (s *stata) destring(m []string) error {
	if err := s.has(m[1], false); err != nil {
		return err
	}
	for _, row := range s.rows {
		v := strings.TrimSpace(row[m[1]])
		if v == "" {
			v = "."
		} else if _, err := strconv.ParseFloat(v, 64); err != nil {
			return fmt.Errorf("%q contains nonnumeric characters; no replace", v)
		}
		row[m[1]] = v
	}
	s.number[m[1]] = true
	return nil
}

func (s *stata) daily(m []string) error {
	if err := s.has(m[2], false); err != nil {
		return err
	}
	for _, row := range s.rows {
		row[m[1]] = "."
		if day, err := time.Parse(time.DateOnly, row[m[2]]); err == nil {
			row[m[1]] = strconv.Itoa(int(day.Sub(time.Date(1960, 1, 1, 0, 0, 0, 0, time.UTC)).Hours() / 24))
		}
	}
	return s.add(m[1], true)
}

func (s *stata) encode(m []string) error {
	if err := s.has(m[1], false); err != nil {
		return err
	}
	numbers := map[string]string{"": "."}
	for n, word := range s.lists[m[3]] {
		if len(word) > 32_000 {
			return fmt.Errorf("label %s is too long", m[3])
		}
		numbers[word] = n
	}
	for _, row := range s.rows {
		n, known := numbers[row[m[1]]]
		if !known {
			return fmt.Errorf("not all values of %s are in label %s: %q", m[1], m[3], row[m[1]])
		}
		row[m[2]] = n
	}
	return s.add(m[2], true)
}

func (s *stata) replace(m []string) error {
	if m[1] != m[3] {
		return fmt.Errorf("replaces another variable than it looks at")
	}
	for name, number := range map[string]bool{m[1]: true, m[4]: false} {
		if err := s.has(name, number); err != nil {
			return err
		}
	}
	for _, row := range s.rows {
		if strings.HasPrefix(row[m[1]], ".") && row[m[4]] == m[5] {
			row[m[1]] = m[2]
		}
	}
	return nil
}

func (s *stata) tongue(m []string) error {
	language := m[1]
	switch _, known := s.labels[language]; {
	case len(language) > 24:
		return fmt.Errorf("invalid language")
	case m[2] == "" && !known, m[2] != "" && known:
		return fmt.Errorf("language %s not found, or already defined", language)
	case m[2] == "rename":
		s.labels[language], s.values[language] = s.labels[s.language], s.values[s.language]
		delete(s.labels, s.language)
		delete(s.values, s.language)
	case m[2] == "new":
		s.labels[language], s.values[language] = map[string]string{}, map[string]string{}
	}
	s.language = language
	return nil
}

func (s *stata) labelled(m []string) error {
	if utf8.RuneCountInString(m[2]) > 80 {
		return fmt.Errorf("a label of more than 80 characters")
	}
	if !slices.Contains(s.columns, m[1]) {
		return fmt.Errorf("variable %s not found", m[1])
	}
	s.labels[s.language][m[1]] = m[2]
	return nil
}

func (s *stata) listed(m []string) error {
	if s.lists[m[2]] == nil {
		return fmt.Errorf("value label %s not found", m[2])
	}
	s.values[s.language][m[1]] = m[2]
	return s.has(m[1], true)
}
