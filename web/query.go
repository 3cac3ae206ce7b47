package web

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// value gives a parameter of the query, trimmed and bounded.
func (q *request) value(name string) string {
	v := strings.TrimSpace(q.URL.Query().Get(name))
	return v[:min(len(v), 200)]
}

// number gives a whole number of the query between bounds, or what stands in for it when there is none.
func (q *request) number(name string, without, least, most int) (int, error) {
	text := q.value(name)
	if text == "" {
		return without, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most {
		return 0, wrong("%s must be a whole number from %d to %d.", "%s 应为 %d 至 %d 的整数。", name, least, most)
	}
	return n, nil
}

// year gives the year of the path or query; 0 for none in the query.
func (q *request) year() (int, error) {
	if text := q.PathValue("year"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < firstYear || n > lastYear {
			return 0, errNoPage
		}
		return n, nil
	}
	return q.number("year", 0, firstYear, lastYear)
}

// The years that a report may be about; the first reports were on 2008.
const firstYear, lastYear = 1990, 2099

// area gives the prefix of division codes that the path or query names.
func (q *request) area() (string, error) {
	area := q.PathValue("area")
	if area == "" {
		area = q.value("in")
	}
	if len(area) > 12 || strings.Trim(area, "0123456789") != "" {
		return "", wrong("An area is named by up to 12 digits of a division code.", "地区用不超过 12 位的行政区划代码表示。")
	}
	return area, nil
}

// cell gives the key that the path or query names; false when there is none.
func (q *request) cell() (report.Key, bool, error) {
	text := q.PathValue("cell")
	if text == "" {
		text = q.value("cell")
	}
	if text == "" {
		return report.Key{}, false, nil
	}
	key, err := report.ParseKey(text)
	if err != nil {
		return key, false, absent("There is no such cell.", "没有这个单元格。")
	}
	return key, true, nil
}

// keep gives the named values of the query, where they are set.
func (q *request) keep(names ...string) url.Values {
	kept := url.Values{}
	for _, name := range names {
		if v := q.value(name); v != "" {
			kept.Set(name, v)
		}
	}
	return kept
}

// narrow reads ?in= and ?year=.
func (q *request) narrow() (f store.Filter, err error) {
	if f.Division, err = q.area(); err != nil {
		return f, err
	}
	f.From, err = q.year()
	f.To, f.Relation = f.From, q.value("relation")
	return f, err
}

// state reads ?state= of the ledger; empty for any.
func (q *request) state() (states []report.State, err error) {
	state := report.State(q.value("state"))
	if state == "" {
		return nil, nil
	}
	if precedence(state) < 0 {
		return nil, wrong("%s is no state of the ledger.", "台账没有状态 %s。", state)
	}
	return []report.State{state}, nil
}

func itoa(n int) string { return strconv.Itoa(n) }
