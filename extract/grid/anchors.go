package grid

import "sort"

// minAnchor is the length in bytes of the shortest text that can be an anchor:
// two Chinese characters.
const minAnchor = 6

// anchor is a piece of the tree and a piece of the source that are the same.
type anchor struct{ tree, page int }

// anchors returns the pieces that stand once in the tree and once in the
// source, as far as they keep their order, and tells the tree's pieces their
// places. Pieces that changed order were moved by the parser: they get their
// places too, but are no anchors.
func anchors(tree, page *canonical) []anchor {
	type count struct{ tree, page, trees, pages int }
	counts := make(map[string]*count, len(tree.pieces))
	for i, p := range tree.pieces {
		if p.to-p.from < minAnchor {
			continue
		}
		text := tree.text[p.from:p.to]
		c := counts[text]
		if c == nil {
			c = &count{tree: i}
			counts[text] = c
		}
		c.trees++
	}
	for i, p := range page.pieces {
		if c := counts[page.text[p.from:p.to]]; c != nil {
			c.page = i
			c.pages++
		}
	}
	var all []anchor
	for i := range tree.pieces {
		p := &tree.pieces[i]
		if c := counts[tree.text[p.from:p.to]]; c != nil && c.trees == 1 && c.pages == 1 {
			p.at = page.pieces[c.page].from
			all = append(all, anchor{i, c.page})
		}
	}
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
