package flat

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/report"
)

// stream is a text in Normal spelling, without white space and line breaks, with the way back.
type stream struct {
	lines  []Line
	starts []int  // where each line begins in full
	full   string // the lines, with "\n" between them
	normal string
	origin []int32 // byte of normal → byte of full
	words  wordCount
	turns  []int // the characters of full that turn the direction of the text, and the lines that begin behind one
}

// wordCount remembers how many words stand before a place, so that places asked for in order cost one walk.
type wordCount struct {
	line, at, words int
	blank           bool // the character before is a separator
}

// newStream joins the lines; nil when there is too much text.
func newStream(lines []Line) *stream {
	s := &stream{lines: lines, starts: make([]int, len(lines)), words: wordCount{blank: true}}
	var full strings.Builder
	for i, l := range lines {
		s.starts[i] = full.Len()
		if l.Turned {
			s.turns = append(s.turns, full.Len())
		}
		full.WriteString(l.Text)
		full.WriteByte('\n')
		if full.Len() > MaxBytes {
			return nil
		}
	}
	s.full = full.String()
	s.normalise()
	slices.Sort(s.turns)
	return s
}

func (s *stream) normalise() {
	out := make([]byte, 0, len(s.full))
	origin := make([]int32, 0, len(s.full)+1)
	for i := 0; i < len(s.full); {
		r, size := utf8.DecodeRuneInString(s.full[i:])
		if printed.Turns(r) {
			s.turns = append(s.turns, i)
		}
		piece := s.full[i : i+size]
		if size > 1 || piece[0] > ' ' {
			piece = printed.Normal(piece)
			out = append(out, piece...)
			for range len(piece) {
				origin = append(origin, int32(i))
			}
		}
		i += size
	}
	s.normal, s.origin = string(out), append(origin, int32(len(s.full)))
}

// start gives the place in full where a byte of normal stands, end the place behind the byte before it.
func (s *stream) start(at int) int { return int(s.origin[at]) }

func (s *stream) end(at int) int {
	if at == 0 {
		return 0
	}
	from := int(s.origin[at-1])
	_, size := utf8.DecodeRuneInString(s.full[from:])
	return from + size
}

// line gives the line that a byte of full stands in.
func (s *stream) line(at int) int {
	return sort.Search(len(s.starts), func(i int) bool { return s.starts[i] > at }) - 1
}

// place says where a part of full stood: the line, the word in it, and the bytes when the line knows its own.
func (s *stream) place(from, to int) report.Place {
	i := s.line(from)
	line := s.lines[i]
	p := report.Place{Table: line.Place.Table, Row: line.Place.Row}
	p.Column = 1 + line.before + s.wordsBefore(i, min(from-s.starts[i], len(line.Text)))
	if line.Place.End > 0 && s.line(to) == i {
		p.Start, p.End = line.Place.Start+from-s.starts[i], line.Place.Start+to-s.starts[i]
	}
	return p
}

// wordsBefore counts the words of a line that begin before a byte of it.
func (s *stream) wordsBefore(line, at int) int {
	c := &s.words
	if c.line != line || c.at > at {
		*c = wordCount{line: line, blank: true}
	}
	for _, r := range s.lines[line].Text[c.at:at] {
		blank := isSeparator(r)
		if c.blank && !blank {
			c.words++
		}
		c.blank = blank
	}
	c.at = at
	return c.words
}

// turned tells whether the direction of the text was turned on a line before a byte of full.
func (s *stream) turned(at int) bool {
	if len(s.turns) == 0 {
		return false
	}
	line := s.line(at)
	i, _ := slices.BinarySearch(s.turns, s.starts[line])
	return s.lines[line].Turned || i < len(s.turns) && s.turns[i] < at
}

// alone tells whether nothing that is no separator touches the byte of full from the left.
func (s *stream) alone(at int) bool {
	if at == 0 {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(s.full[:at])
	return isSeparator(r)
}
