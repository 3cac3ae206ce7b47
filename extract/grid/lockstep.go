package grid

import (
	"bytes"
	"strings"
)

// lockstep goes through tree and source side by side and gives each item its
// span. It returns false, and spans mean nothing then, as soon as the two
// differ: the parser dropped, moved or changed something.
func lockstep(source string, items []item) bool {
	s := stepper{lexer: lexer{source: source}}
	for i := range items {
		t := &items[i]
		switch t.kind {
		case itemCell:
			kind, _, end := s.next()
			if kind != lexCell {
				return false
			}
			t.start = int32(end)
		case itemText:
			if !s.text(t) {
				return false
			}
		}
	}
	kind, _, _ := s.next()
	return kind == lexEnd
}

// stepper reads what the tree can know of: texts and cells.
type stepper struct {
	lexer      lexer
	want, have []byte // scratch
}

func (s *stepper) next() (kind lexeme, start, end int) {
	for {
		kind, start, end = s.lexer.next()
		if kind == lexText || kind == lexCell || kind == lexEnd {
			return kind, start, end
		}
	}
}

// text matches one text of the tree with the next text of the source, or with
// several when the parser ignored the tags between them.
func (s *stepper) text(t *item) bool {
	kind, start, end := s.next()
	if kind != lexText {
		return false
	}
	source := s.lexer.source[start:end]
	from, to := trimSource(source)
	t.start, t.end = int32(start+from), int32(start+to)
	if source == t.node.Data && strings.IndexByte(source, '&') < 0 {
		return true
	}
	s.want = appendCanon(s.want[:0], t.node.Data)
	s.have = s.have[:0]
	for {
		s.have = appendSource(s.have, s.lexer.source[start:end])
		if len(s.have) >= len(s.want) || !bytes.HasPrefix(s.want, s.have) {
			break
		}
		if kind, start, end = s.next(); kind != lexText {
			return false
		}
		_, to = trimSource(s.lexer.source[start:end])
		t.end = int32(start + to)
	}
	return bytes.Equal(s.have, s.want)
}
