package flat

import (
	"strings"
	"unicode/utf8"

	"github.com/nianbao/nianbao/extract/blank"
	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/report"
)

// isSeparator tells whether a character separates pieces: white space of any width, or a pipe.
func isSeparator(r rune) bool { return isPipe(r) || r <= ' ' || blank.Wide(r) }

func isPipe(r rune) bool { return r == '|' || r == '｜' || r == '┃' || r == '│' }

// split cuts what stands between two labels into pieces, at pipes when there are any, else at white space. from is
// the place of the text in full.
func (s *stream) split(from, to int) (pieces []Piece, layout Layout) {
	text := s.full[from:to]
	if strings.ContainsFunc(text, isPipe) {
		return s.byPipes(from, to), ByPipe
	}
	start := -1
	for i, r := range text {
		switch {
		case isSeparator(r) && start >= 0:
			pieces = s.parted(pieces, from+start, from+i)
			start = -1
		case !isSeparator(r) && start < 0:
			start = i
		}
	}
	if start >= 0 {
		pieces = s.parted(pieces, from+start, to)
	}
	return pieces, ByBlank
}

// parted adds a piece, cut in two where the mark of a list or of a heading touches a number from the right:
// 0000000三、本年度办理结果.
func (s *stream) parted(pieces []Piece, from, to int) []Piece {
	text := s.full[from:to]
	number := strings.TrimLeft(text, "0123456789.,+-０１２３４５６７８９．，")
	at := len(text) - len(strings.TrimLeft(number, "元万亿件项条次个份"))
	if at > 0 && len(number) < len(text) {
		if r, _ := utf8.DecodeRuneInString(text[at:]); strings.ContainsRune("一二三四五六七八九十(（第", r) {
			return append(pieces, s.piece(from, from+at), s.piece(from+at, to))
		}
	}
	return append(pieces, s.piece(from, to))
}

func (s *stream) piece(from, to int) Piece {
	return Piece{Raw: s.full[from:to], Place: s.place(from, to), Turned: s.turned(from)}
}

// byPipes cuts each line at its pipes. What stands between two pipes of a line is a cell, also when it is empty; a
// pipe at the beginning or the end of a line only frames it.
func (s *stream) byPipes(from, to int) (pieces []Piece) {
	for from < to {
		end := to
		if i := strings.IndexByte(s.full[from:to], '\n'); i >= 0 {
			end = from + i
		}
		a, b := s.trim(from, end)
		if !isRule(s.full[a:b]) {
			pieces = append(pieces, s.lineCells(a, b)...)
		}
		from = end + 1
	}
	return pieces
}

// lineCells cuts one trimmed line at its pipes.
func (s *stream) lineCells(a, b int) (pieces []Piece) {
	if r, size := utf8.DecodeRuneInString(s.full[a:b]); isPipe(r) {
		a += size
	}
	if r, size := utf8.DecodeLastRuneInString(s.full[a:b]); isPipe(r) {
		b -= size
	}
	if x, y := s.trim(a, b); x == y && !strings.ContainsFunc(s.full[a:b], isPipe) {
		return nil
	}
	for a <= b {
		end, next := b, b+1
		for i, r := range s.full[a:b] {
			if isPipe(r) {
				end, next = a+i, a+i+utf8.RuneLen(r)
				break
			}
		}
		pieces = append(pieces, s.piece(s.trim(a, end)))
		a = next
	}
	return pieces
}

// trim cuts white space, and not pipes, from both ends.
func (s *stream) trim(a, b int) (int, int) {
	blank := func(r rune) bool { return isSeparator(r) && !isPipe(r) }
	text := strings.TrimLeftFunc(s.full[a:b], blank)
	a = b - len(text)
	return a, a + len(strings.TrimRightFunc(text, blank))
}

// isRule tells whether a line is the rule below the head of a Markdown table.
func isRule(line string) bool {
	return strings.Contains(line, "--") && strings.Trim(line, "|-: \t") == ""
}

// values gives the pieces up to the first that is no value. ok is false when a value stands behind that one: then
// the text between the labels is not understood.
func values(pieces []Piece) (kept []Piece, ok bool) {
	end := len(pieces)
	for i := range pieces {
		isText := printed.ReadFigure(pieces[i].Raw).State == report.Unreadable && !strings.ContainsAny(pieces[i].Raw, "0123456789")
		switch {
		case isText && i < end:
			end = i
		case !isText && i > end && strings.ContainsAny(pieces[i].Raw, "0123456789０１２３４５６７８９"):
			return pieces, false
		}
	}
	return pieces[:end], true
}
