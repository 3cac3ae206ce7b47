package report

import (
	"slices"
	"strings"
)

// Era is a way of counting. It is a property of each report, found by its tables and never by its year:
// local tables were used until 2018 and the form of 2019 years after it was replaced.
type Era uint8

// The eras, each named after the years for which it was meant.
const (
	EraLocal Era = iota // local tables, 2008 to 2013 and in places until 2018
	Era2014             // the statistics table of 2014, for the reports on 2014 to 2018
	Era2019             // the form of 2019, for the reports on 2019 and 2020
	Era2021             // the form of 2021, from the reports on 2021
	eraCount
)

// Eras lists the eras in order of time.
func Eras() []Era { return []Era{EraLocal, Era2014, Era2019, Era2021} }

// String gives the name used outside.
func (e Era) String() string { return [...]string{"local", "2014", "2019", "2021"}[e] }

// Years says for which years the era was meant.
func (e Era) Years() string {
	return [...]string{"2008–2013", "2014–2018", "2019–2020", "2021–"}[e]
}

// MarshalText writes the era for JSON.
func (e Era) MarshalText() ([]byte, error) { return []byte(e.String()), nil }

// Quality says how well the number of an era answers the question of a series.
type Quality uint8

// The qualities.
const (
	Absent      Quality = iota // the era did not ask
	Broken                     // the nearest number of the era; it counts something else and must not be joined
	Approximate                // nearly the same; labels or scope differ
	Exact                      // the same question
)

// Qualities lists the qualities, best first.
func Qualities() []Quality { return []Quality{Exact, Approximate, Broken, Absent} }

// String gives the name used outside.
func (q Quality) String() string { return [...]string{"none", "broken", "approximate", "exact"}[q] }

// Meaning explains the quality in one line.
func (q Quality) Meaning() string {
	return [...]string{
		"the tables of the era did not ask for it",
		"the nearest number of the era, which counts something else: never joined to its neighbours",
		"nearly the same question; labels, categories or scope differ",
		"the same question",
	}[q]
}

// MarshalText writes the quality for JSON.
func (q Quality) MarshalText() ([]byte, error) { return []byte(q.String()), nil }

// Match says with which numbers an era answers the question of a series.
type Match struct {
	Formula Formula // empty when Quality is Absent
	Quality Quality
	Note    string // Chinese: in what the number differs
}

// Series is a question that can be followed over the years, across the forms.
type Series struct {
	ID      string
	Label   string // Chinese
	English string
	Unit    string // 件, 条, 项, 次, 人, 人次 or 万元
	Table   Table  // the statutory table that shows the era of a report
	Eras    [eraCount]Match
	Breaks  []string // ids of the breaks of law; those of form follow from the eras
}

// Crosswalk lists the series.
func Crosswalk() []Series { return crosswalk }

// AnyStatistic is the first of several statistics that a report has: tables before 2019 word the same row
// in several ways. Its value is that of the year, never the cumulative one.
type AnyStatistic struct {
	Keys  []string // c1, or local.<label>
	Money bool     // an amount: taken in 万元, and only with a known unit
}

// String writes the keys, the preferred one first; several in brackets.
func (a AnyStatistic) String() string {
	if len(a.Keys) == 1 {
		return a.Keys[0]
	}
	return "(" + strings.Join(a.Keys, " | ") + ")"
}

// row gives the statistic, and nil when the report has none of the keys.
func (a AnyStatistic) row(r *Report) *Statistic {
	for _, k := range a.Keys {
		if i := slices.IndexFunc(r.Statistics, func(s Statistic) bool { return s.Key == k }); i >= 0 {
			return &r.Statistics[i]
		}
	}
	return nil
}

func (a AnyStatistic) read(r *Report, m *Measure) (Number, bool) {
	lacks := func(why Null) (Number, bool) {
		m.MissingStatistics = append(m.MissingStatistics, a.String())
		m.because(why)
		return Number{}, false
	}
	s := a.row(r)
	switch {
	case s == nil && len(r.Statistics) == 0 && r.Status.NothingRead():
		return lacks(NullUnread)
	case s == nil && len(r.Statistics) == 0:
		return lacks(NullTable)
	case s == nil:
		return lacks(NullNotInForm)
	case s.Value == nil || !s.State.HasValue():
		return lacks(NullMissing)
	}
	m.saw(s.State)
	if !a.Money {
		return *s.Value, true
	}
	factor, known := map[string]Number{"万元": Int(1), "元": wanYuan}[s.Unit]
	if !known {
		return lacks(NullUnit)
	}
	amount, exact := s.Value.Mul(factor)
	if !exact {
		return lacks(NullTooLarge)
	}
	return amount, true
}

// TableTitle gives the Chinese name of what an era's numbers stand in.
func (e Era) TableTitle() string {
	return [...]string{"各地自定统计表", "《政府信息公开情况统计表》", "2019年格式", "2021年格式"}[e]
}
