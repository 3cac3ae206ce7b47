package division

// respelt tells whether the names of two townships have most of their stems' characters in common, in the same order:
// 巴彦查岗苏木 and 巴彦嵯岗苏木. Names of zones are too much alike for that.
func (m *matcher) respelt(i, j int) bool {
	if m.a.kind(i) == KindSimilar || m.a.codes[i].Level() != LevelTownship {
		return false
	}
	x, y := []rune(m.a.stem(i)), []rune(m.b.stem(j))
	return 2*commonRunes(x, y) > max(len(x), len(y))
}

// commonRunes gives the length of the longest common subsequence.
func commonRunes(x, y []rune) int {
	row := make([]int, len(y)+1)
	for _, a := range x {
		left := 0 // the value before a, one column to the left
		for k, b := range y {
			above := row[k+1]
			if a == b {
				row[k+1] = left + 1
			} else {
				row[k+1] = max(above, row[k])
			}
			left = above
		}
	}
	return row[len(y)]
}
