package web

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// Bounds of what an address says, in bytes.
const (
	longestQuery = 8 << 10 // enough for a hundred bodies
	longestValue = 1 << 10 // of one parameter; a list of bodies may be longer
)

// sound tells what of the query can't be taken as it stands. What is not understood is refused: an answer to less than was
// asked looks as right as any other.
func (q *request) sound() error {
	if len(q.URL.RawQuery) > longestQuery {
		return wrong("The address is too long.", "网址过长。")
	}
	values, err := url.ParseQuery(q.URL.RawQuery)
	if err != nil {
		return wrong("The address has a parameter that can't be read.", "网址中有无法识别的参数。")
	}
	for name, list := range values {
		for _, v := range append(list, name) {
			if !utf8.ValidString(v) {
				return wrong("The address is not in UTF-8.", "网址不是 UTF-8 编码。")
			}
			if len(v) > longestValue && name != "names" {
				return wrong("A parameter has more than %d bytes.", "参数超过 %d 字节。", longestValue)
			}
		}
	}
	return q.described(values)
}

// described refuses what the description of an endpoint does not name, and twice what it takes once.
func (q *request) described(values url.Values) error {
	known, ok := q.parameters[strings.TrimPrefix(q.Pattern, "GET ")]
	if !ok {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if repeated, ok := known[name]; !ok || len(values[name]) > 1 && !repeated {
			return wrong("%s is no parameter here, or more than once; "+apiRoot+"/openapi.json has them.", "此处没有参数 %s,或重复给出;参见 "+apiRoot+"/openapi.json。", strconv.Quote(name))
		}
	}
	return nil
}

// apiLink gives an endpoint with what it takes of this very query.
func (q *request) apiLink(path string) string {
	values := q.URL.Query()
	for name := range values {
		if _, known := q.parameters[apiRoot+path][name]; !known {
			values.Del(name)
		}
	}
	if len(values) == 0 {
		return apiRoot + path
	}
	return apiRoot + path + "?" + values.Encode()
}

// value gives a parameter of the query, trimmed; it may be asked for also where the query is not sound.
func (q *request) value(name string) string {
	return strings.TrimSpace(strings.ToValidUTF8(q.URL.Query().Get(name), "�"))
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
