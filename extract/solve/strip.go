package solve

import "strings"

// strip is one stretch of text that n numbers are to be cut from.
type strip struct {
	text  string
	edge  []int  // edge[p] is the next certain boundary behind position p
	kinds []kind // of the numbers, in the order of the text
	// tight[j][e] tells whether the first e characters can be cut into the first j numbers; loose[j][e]
	// the same when numbers may have leading zeros.
	tight, loose []bool
	plain        bool // nothing but digits
}

// maxText bounds the text of one strip; 175 numbers of table three need less.
const maxText = 1024

// newStrip joins the chunks; false when there is no text, too much of it, or no way to cut it.
func newStrip(chunks []string, kinds []kind) (*strip, bool) {
	s := &strip{text: strings.Join(chunks, ""), kinds: kinds}
	if len(s.text) == 0 || len(s.text) > maxText {
		return nil, false
	}
	for _, c := range chunks {
		end := len(s.edge) + len(c)
		for range len(c) {
			s.edge = append(s.edge, end)
		}
	}
	s.plain = digits(s.text)
	s.tight, s.loose = s.reach(false), s.reach(true)
	return s, s.tight[len(s.tight)-1]
}

// reach finds which beginnings of the text can be cut into which number of values.
func (s *strip) reach(loose bool) []bool {
	wide := len(s.text) + 1
	can := make([]bool, (len(s.kinds)+1)*wide)
	can[0] = true
	for j, k := range s.kinds {
		for from := range s.text {
			if !can[j*wide+from] {
				continue
			}
			for to := from + 1; to <= min(s.edge[from], from+longest[k]); to++ {
				if k.isNumber(s.text[from:to], loose) {
					can[(j+1)*wide+to] = true
				}
			}
		}
	}
	return can
}
