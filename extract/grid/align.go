package grid

import "slices"

// maxAligned is the largest number of texts and cells that align compares;
// beyond it nothing is found.
const maxAligned = 200_000

// align gives spans to the items it is certain of when tree and source differ.
// Both become one canonical text, cut into pieces: a cell is one, up to a table
// inside it, and every text outside of cells is one.
//
// The parser may drop a cell or move a text, but it invents no cell and keeps
// their order. So cells are compared with cells alone, see [embed]. What stands
// between cells that are found is compared as a whole.
func align(source string, items []item) {
	if len(items) > maxAligned {
		return
	}
	tree, page := treeText(items), sourceText(source)
	if page == nil {
		return
	}
	var found []anchor
	want, have := tree.choose(true), page.choose(true)
	left := anchor{}
	for _, right := range append(increasing(twins(tree, page, want, have)), anchor{len(want), len(have)}) {
		found = append(found, embed(tree, page, want[left.tree:right.tree], have[left.page:right.page])...)
		left = right
	}
	alignTexts(tree, page, found)
	for _, p := range tree.pieces {
		if p.at >= 0 {
			page.place(p, items)
		}
	}
}

// embed finds cells of the tree among cells of the source, both given as
// pieces in order. Each cell of the tree must be there, in the same order; then
// the first way and the last way to find them all are tried, and a cell is
// certain when both ways lead to the same place.
func embed(tree, page *canonical, want, have []int) []anchor {
	first := make([]int, len(want))
	j := 0
	for i, w := range want {
		for j < len(have) && page.piece(have[j]) != tree.piece(w) {
			j++
		}
		if j == len(have) {
			return nil
		}
		first[i] = j
		j++
	}
	var found []anchor
	j = len(have) - 1
	for i := len(want) - 1; i >= 0; i-- {
		for page.piece(have[j]) != tree.piece(want[i]) {
			j--
		}
		if first[i] == j {
			found = append(found, anchor{want[i], have[j]})
		}
		j--
	}
	slices.Reverse(found)
	return found
}

// alignTexts tells the pieces of the tree their places: the cells that were
// found, the texts that stand once on each side, and all that stands between
// two of those in the same way on both sides.
func alignTexts(tree, page *canonical, found []anchor) {
	want, have := tree.choose(false), page.choose(false)
	all := twins(tree, page, want, have)
	for i, a := range all {
		all[i] = anchor{want[a.tree], have[a.page]}
	}
	for _, a := range slices.Concat(found, all) {
		tree.pieces[a.tree].at = page.pieces[a.page].from
	}
	left := anchor{-1, -1}
	for _, right := range append(merge(found, all), anchor{len(tree.pieces), len(page.pieces)}) {
		from, to := tree.between(left.tree, right.tree)
		start, end := page.between(left.page, right.page)
		if tree.text[from:to] == page.text[start:end] {
			for i := left.tree + 1; i < right.tree; i++ {
				tree.pieces[i].at = tree.pieces[i].from - from + start
			}
		}
		left = right
	}
}
