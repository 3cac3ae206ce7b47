package report

import (
	"cmp"
	"math/bits"
	"slices"
)

// Copy says that the text of a report is that of another body's report.
type Copy struct {
	Report, Other int // positions in the list that was handed in; Other is the most similar one, the first of several
	Shared, Union int // shingles in both texts and in either
	Others        int // how many reports of the list have the same text
	Finding       Finding
}

// CheckCopies finds, among the reports of different bodies on one year, those whose free text is the same as
// another's. Who copied from whom is not said: each of them is named. The work is about linear in the number
// of reports as long as most of them have a text of their own.
func CheckCopies(reports []*Report) []Copy {
	texts := make([]prose, len(reports))
	for i, r := range reports {
		if r != nil {
			texts[i] = proseOf(r)
		}
	}
	best := make([]Copy, len(reports))
	for _, pair := range candidates(texts) {
		shared, union := overlap(texts[pair[0]], texts[pair[1]])
		if alike(shared, union) {
			best[pair[0]].better(pair[0], pair[1], shared, union)
			best[pair[1]].better(pair[1], pair[0], shared, union)
		}
	}
	var copies []Copy
	for _, c := range best {
		if c.Others == 0 {
			continue
		}
		c.Finding = across(RuleCopiedProse, nil, "正文雷同 (the same text as another body's): %s 与 %s, 五字片段 %d/%d 相同, 共 %d 份雷同",
			reports[c.Report].Agency.Name, reports[c.Other].Agency.Name, c.Shared, c.Union, c.Others+1)
		copies = append(copies, c)
	}
	return copies
}

// better keeps the most similar of the other reports, the first of several.
func (c *Copy) better(report, other, shared, union int) {
	order := cmp.Compare(c.Shared*union, shared*c.Union)
	if c.Others == 0 || order < 0 || order == 0 && other < c.Other {
		c.Report, c.Other, c.Shared, c.Union = report, other, shared, union
	}
	c.Others++
}

// candidates gives every pair of texts that can be alike. Put into one order for all texts, two sets of which
// nine tenths are shared have a member in common among the first tenth of each, so only texts that meet there
// are compared. Any order finds them all; the rarest first makes others meet seldom.
func candidates(texts []prose) [][2]int {
	seen := countRarity(texts)
	var pairs [][2]int
	holders := map[uint64][]int{} // the texts that have a shingle among their rarest
	met := make([]int, len(texts))
	for i, t := range texts {
		if len(t) < fewShingles {
			continue
		}
		for _, shingle := range seen.rarest(t) {
			for _, j := range holders[shingle] {
				if met[j] != i+1 && 10*min(len(t), len(texts[j])) >= 9*max(len(t), len(texts[j])) {
					met[j] = i + 1
					pairs = append(pairs, [2]int{j, i})
				}
			}
			if seen.times(shingle) > 1 {
				holders[shingle] = append(holders[shingle], i)
			}
		}
	}
	return pairs
}

// rarity counts in how many texts a shingle stands. Shingles that fall on the same counter are counted
// together: a count is never too small.
type rarity []uint32

func countRarity(texts []prose) rarity {
	all := 0
	for _, t := range texts {
		all += len(t)
	}
	seen := make(rarity, 1<<min(bits.Len(uint(all)), 22))
	for _, t := range texts {
		for _, shingle := range t {
			seen[shingle%uint64(len(seen))]++
		}
	}
	return seen
}

func (seen rarity) times(shingle uint64) uint32 { return seen[shingle%uint64(len(seen))] }

// rarest gives so many of the rarest shingles that a text alike must have one of them: n − ⌈0.9 n⌉ + 1.
func (seen rarity) rarest(t prose) prose {
	sorted := slices.Clone(t)
	slices.SortFunc(sorted, func(a, b uint64) int {
		return cmp.Or(cmp.Compare(seen.times(a), seen.times(b)), cmp.Compare(a, b))
	})
	return sorted[:len(t)-(9*len(t)+9)/10+1]
}
