package grid

import (
	"slices"
	"sort"
)

// minAnchor is the length in bytes of the shortest text that can be an anchor:
// two Chinese characters.
const minAnchor = 6

// anchor is a piece of the tree and the same piece of the source. Inside align
// the numbers may also be indices into lists of pieces.
type anchor struct{ tree, page int }

// twins returns which of the pieces given stand once in the tree and once in
// the source, as indices into the two lists and in the order of the tree.
func twins(tree, page *canonical, want, have []int) []anchor {
	type count struct{ page, trees, pages int }
	counts := make(map[string]*count, len(want))
	for _, w := range want {
		text := tree.piece(w)
		if len(text) < minAnchor || text[0] == beginMark && text[len(text)-1] != endMark {
			continue // short, or cut by a table inside
		}
		if counts[text] == nil {
			counts[text] = &count{}
		}
		counts[text].trees++
	}
	for j, h := range have {
		if c := counts[page.piece(h)]; c != nil {
			c.page = j
			c.pages++
		}
	}
	var all []anchor
	for i, w := range want {
		if c := counts[tree.piece(w)]; c != nil && c.trees == 1 && c.pages == 1 {
			all = append(all, anchor{i, c.page})
		}
	}
	return all
}

// merge returns, in order, the cells that were found and the texts that stand
// in the same order to them and to each other. The other texts were moved.
func merge(found, texts []anchor) []anchor {
	all := slices.Clone(found)
	for _, a := range texts {
		k := sort.Search(len(found), func(i int) bool { return found[i].tree > a.tree })
		if (k == 0 || found[k-1].page < a.page) && (k == len(found) || a.page < found[k].page) {
			all = append(all, a)
		}
	}
	slices.SortFunc(all, func(a, b anchor) int { return a.tree - b.tree })
	return increasing(all)
}

// increasing returns a longest part of the anchors that goes forward in the
// source too (patience sorting).
func increasing(all []anchor) []anchor {
	var piles []int // index of the last anchor of a run of each length
	before := make([]int, len(all))
	for i, a := range all {
		k := sort.Search(len(piles), func(j int) bool { return all[piles[j]].page >= a.page })
		before[i] = -1
		if k > 0 {
			before[i] = piles[k-1]
		}
		if k == len(piles) {
			piles = append(piles, i)
		} else {
			piles[k] = i
		}
	}
	run := make([]anchor, len(piles))
	if len(piles) > 0 {
		for i, k := piles[len(piles)-1], len(piles)-1; k >= 0; i, k = before[i], k-1 {
			run[k] = all[i]
		}
	}
	return run
}
