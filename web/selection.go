package web

import (
	"errors"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// Bounds of one comparison; larger ones are for the exports.
const (
	mostCompared   = 120 // bodies
	mostRows       = 600 // bodies × years
	mostIndicators = 12
)

// selection is what is compared, as the address says it.
type selection struct {
	Bodies     []store.Body
	Area       string
	Query      string
	From, To   int
	Indicators []report.Indicator
	Mixed      bool
	Names      string // a list of bodies as it was pasted
	Match      string // a part of the names of bodies
	Minimum    int64  // the least denominator of a rate that is ranked; 0 for the usual one
	Uncertain  []uncertain
}

// selected reads the address.
func (q *request) selected() (s selection, err error) {
	if s.Area, err = q.area(); err != nil {
		return s, err
	}
	if s.From, s.To, err = yearsOf(q.value("years")); err != nil {
		return s, err
	}
	s.Query, s.Mixed = q.value("add"), q.value("mixed") != ""
	s.Names, s.Match = strings.ReplaceAll(q.URL.Query().Get("names"), "\r", ""), q.value("match")
	least, err := q.number("min", 0, 1, 1_000_000)
	if err != nil {
		return s, err
	}
	s.Minimum = int64(least)
	for _, key := range q.URL.Query()["body"] {
		b, err := q.db.BodyByKey(q.Context(), key)
		if errors.Is(err, store.ErrNotFound) {
			return s, absent("There is no body %s.", "没有机构 %s。", key)
		}
		if err != nil {
			return s, err
		}
		if err := s.add(b); err != nil {
			return s, err
		}
	}
	if err := errors.Join(q.listed(&s), q.matching(&s)); err != nil {
		return s, err
	}
	for _, id := range q.URL.Query()["by"] {
		i, ok := report.IndicatorByID(id)
		if !ok || len(s.Indicators) == mostIndicators {
			return s, wrong("by=%s: no such indicator, or more than %d.", "by=%s:没有该指标,或超过 %d 个。", id, mostIndicators)
		}
		s.Indicators = append(s.Indicators, i)
	}
	if len(s.Indicators) == 0 {
		s.Indicators = report.Indicators()
	}
	return s, nil
}

// yearsOf reads 2023, 2019-2023 or nothing.
func yearsOf(text string) (from, to int, err error) {
	if text == "" {
		return 0, 0, nil
	}
	a, b, ranged := strings.Cut(text, "-")
	from, err = strconv.Atoi(a)
	to = from
	if err == nil && ranged {
		to, err = strconv.Atoi(b)
	}
	if err != nil || from < firstYear || to > lastYear || to < from {
		return 0, 0, wrong("Years are written 2023 or 2019-2023.", "年度写作 2023 或 2019-2023。")
	}
	return from, to, nil
}
