package solve

import "slices"

// scene is the set of readings that each unit still has while some equations are not asked.
type scene struct {
	t    *table
	drop uint64
	dom  [][]reading
	live [][]uint16 // by unit, the readings that are left; lists are replaced, never changed, so that scenes share them
}

func (t *table) newScene(drop uint64) *scene {
	s := &scene{t: t, drop: drop}
	for _, u := range t.units {
		s.give(u.base)
	}
	return s
}

func (s *scene) give(dom []reading) {
	s.dom, s.live = append(s.dom, dom), append(s.live, s.t.firstNumbers(len(dom)))
}

// firstNumbers gives 0, 1, …, n-1 without a new list each time.
func (t *table) firstNumbers(n int) []uint16 {
	for len(t.numbers) < n {
		t.numbers = append(t.numbers, uint16(len(t.numbers)))
	}
	return t.numbers[:n:n]
}

// narrow compares every reading with the bounds of the other members of each bridge, until nothing changes;
// false when a unit has no reading left.
func (s *scene) narrow() bool {
	for _, live := range s.live {
		if len(live) == 0 {
			return false
		}
	}
	for again := true; again; {
		again = false
		for i := range s.t.links {
			if b := &s.t.links[i]; s.drop>>b.rel&1 == 0 {
				changed, ok := s.squeeze(b)
				if !ok {
					return false
				}
				again = again || changed
			}
		}
	}
	return true
}

// squeeze applies one bridge.
func (s *scene) squeeze(b *bridge) (changed, ok bool) {
	var spans [maxCells]struct{ lo, hi int64 }
	lo, hi := b.lo, b.hi
	for x, m := range b.members {
		from, to := s.span(m)
		spans[x].lo, spans[x].hi = from, to
		lo, hi = lo+from, hi+to
	}
	for x, m := range b.members {
		// what the others add must be able to bring the sum to 0
		least, most := spans[x].hi-hi, spans[x].lo-lo
		if spans[x].lo >= least && spans[x].hi <= most {
			continue
		}
		s.live[m.unit] = s.within(m, least, most)
		changed = true
		if len(s.live[m.unit]) == 0 {
			return true, false
		}
	}
	return changed, s.t.pay(len(b.members))
}

// within lists the readings that add between least and most to a bridge.
func (s *scene) within(m member, least, most int64) (left []uint16) {
	for _, i := range s.live[m.unit] {
		if v := s.dom[m.unit][i].share[m.slot]; v >= least && v <= most {
			left = append(left, i)
		}
	}
	return left
}

// span gives the bounds of what a unit may add to a bridge.
func (s *scene) span(m member) (lo, hi int64) {
	lo, hi = wide, -wide
	dom, live := s.dom[m.unit], s.live[m.unit]
	for _, i := range live {
		v := dom[i].share[m.slot]
		lo, hi = min(lo, v), max(hi, v)
	}
	s.t.steps -= len(live)
	return lo, hi
}

// probe supposes each reading in turn and takes out those that leave another unit without any; false when a
// unit has none left. It leaves alone the readings that matter to nobody.
func (s *scene) probe(matters func(u int, r *reading) bool) bool {
	for again := true; again; {
		again = false
		for u := range s.dom {
			for _, i := range s.live[u] {
				if len(s.live[u]) < 2 || !slices.Contains(s.live[u], i) || !matters(u, &s.dom[u][i]) || s.supposing(u, i) {
					continue
				}
				s.live[u] = without(s.live[u], i)
				if again = true; !s.narrow() {
					return false
				}
			}
		}
	}
	return true
}

// supposing tells whether a reading of a unit can stand beside some reading of every other unit.
func (s *scene) supposing(u int, i uint16) bool {
	trial := scene{t: s.t, drop: s.drop, dom: s.dom, live: slices.Clone(s.live)}
	trial.live[u] = []uint16{i}
	return trial.narrow()
}

func without(list []uint16, i uint16) []uint16 {
	left := make([]uint16, 0, len(list))
	for _, x := range list {
		if x != i {
			left = append(left, x)
		}
	}
	return left
}

// always is for probing every reading.
func always(int, *reading) bool { return true }
