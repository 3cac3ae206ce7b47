package flat

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Statistic is a row of a statistics table in running text.
type Statistic struct {
	Label  string // with its number, and what stood above without numbers
	Unit   string
	Values []Piece // one a column; a single one that holds the digits of two when they stand glued
	Place  Piece   // of the label
}

// Statistics are the rows of a statistics table and what the heads of its columns say.
type Statistics struct {
	Rows    []Statistic
	Columns []string // the heads of the columns of values, in the order of the page: one or two
	Used    []bool   // by line
}

// statisticsHead matches the head of a statistics table.
var statisticsHead = regexp.MustCompile(`(?:统计指标|指标名称|统\s*计\s*指\s*标)[\s|]*(?:计量)?单\s*位[\s|]*(?:代\s*码[\s|]*)?(统\s*计\s*数|\d{4}\s*年度?|本年度?(?:数|实际)?|本期(?:数|实际)?)[\s|]*((?:历年|本年|历史)?累计(?:数)?)?`)

// units that statistics tables count in.
const units = `(万元|人次|条|件|次|篇|元|个|人|份|场|期)`

// figure is a number, or what stands in place of one.
const figure = `(\d[\d,.，]*|/|-+|—+|无)`

var (
	oneValue  = regexp.MustCompile(units + `[\s|]*` + figure)
	twoValues = regexp.MustCompile(units + `[\s|]*` + figure + `(?:[\s|]+` + figure + `)?`)
)

// MostStatistics bounds the rows of a statistics table; the national one has 58.
const MostStatistics = 400

// longestLabel is how many bytes the label of a row may have, with a caption above it.
const longestLabel = 400

// Statistics reads the statistics table of a text; it is empty when there is none.
func (r *Reader) Statistics(lines []Line) Statistics {
	out := Statistics{Used: make([]bool, len(lines))}
	s := newStream(lines)
	if s == nil {
		return out
	}
	head := statisticsHead.FindStringSubmatchIndex(s.full)
	if head == nil {
		return out
	}
	for i := 2; i+1 < len(head); i += 2 {
		if head[i] >= 0 {
			out.Columns = append(out.Columns, s.full[head[i]:head[i+1]])
		}
	}
	rows := oneValue
	if len(out.Columns) == 2 {
		rows = twoValues
	}
	from := head[1]
	for from < len(s.full) && len(out.Rows) < MostStatistics {
		m := rows.FindStringSubmatchIndex(s.full[from:min(len(s.full), from+longestLabel)])
		if m == nil {
			break
		}
		row := Statistic{Label: s.full[from : from+m[2]], Unit: s.full[from+m[2] : from+m[3]], Place: s.piece(s.trim(from, from+m[2]))}
		end := from + m[1]
		for i := 4; i+1 < len(m); i += 2 {
			if m[i] >= 0 {
				row.Values = append(row.Values, s.piece(from+m[i], from+m[i+1]))
			}
		}
		if p := &row.Values[len(row.Values)-1]; len(p.Raw) > 1 && isDigit(p.Raw[0]) {
			cut := s.markOf(end, p.Raw)
			if kept := strings.TrimRight(p.Raw[:len(p.Raw)-cut], ",，"); kept != "" {
				end -= len(p.Raw) - len(kept)
				*p = s.piece(end-len(kept), end)
			}
		}
		out.Rows = append(out.Rows, row)
		for i := s.line(from); i <= s.line(end-1); i++ {
			out.Used[i] = true
		}
		from = end
	}
	return out
}

// markOf tells how many bytes at the end of a figure are the mark of the next label: the 2. of 2069121062.政府公报.
func (s *stream) markOf(end int, raw string) int {
	if strings.HasSuffix(raw, ".") {
		return 2
	}
	if r, _ := utf8.DecodeRuneInString(s.full[end:]); r == '、' || r == '．' {
		return 1
	}
	return 0
}
