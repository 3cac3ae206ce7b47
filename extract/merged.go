package extract

import "github.com/nianbao/nianbao/extract/printed"

// merged tells whether a filled cell of numbers spans rows below its own that hold labels: one number is printed for
// several rows.
func (b *binder) merged(s *seen) bool {
	return s.RowSpan > 1 && !s.Empty && b.below(s, func(text string) bool { return !isFigure(text) && len(b.lexicon.Exact(printed.ReadLabel(text))) > 0 })
}

// splits tells whether the label of a row spans rows below its own that begin with numbers: several rows of numbers have
// one label.
func (b *binder) splits(label *seen) bool {
	return label.RowSpan > 1 && b.below(label, isFigure)
}

// below tells whether a row that begins beside a cell, below its first row, begins with such a text.
func (b *binder) below(s *seen, such func(string) bool) bool {
	for r := s.Row + 1; r < s.Row+s.RowSpan; r++ {
		for _, c := range b.block.Grid.Row(r) {
			if !c.Empty {
				if such(c.Text) {
					return true
				}
				break
			}
		}
	}
	return false
}
