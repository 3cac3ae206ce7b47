package solve

// verdict is what became of one unit.
type verdict struct {
	pick    *reading   // the reading, or the first of several; nil when nothing fits
	same    []bool     // by cell: every reading of every scene takes the same characters for it
	others  []*reading // other readings that turned up, those that balance first, at most maxOthers
	balance int        // how many of the others balance
	several bool       // more than one reading balances
	suspect bool       // the misprint may be a number of the unit itself
	doubted uint64     // where the page does not balance: the equations that may hold the misprint elsewhere
	reason  Reason     // why a cell is not read
	firm    []bool     // of a Thin reading: the cells that would be read without it
}

// maxOthers is how many other readings are remembered for the finding.
const maxOthers = 7

// merge lets the readings that a unit still has in a scene have their say.
func (v *verdict) merge(s *scene, n int) {
	for _, i := range s.live[n] {
		r := &s.dom[n][i]
		if v.pick == nil {
			v.pick = r
			if v.same == nil {
				v.same = yes(len(r.val))
			}
			continue
		}
		v.compare(r)
	}
}

func (v *verdict) compare(r *reading) {
	if v.pick.same(r) {
		return
	}
	for j := range v.same {
		v.same[j] = v.same[j] && v.pick.sameCell(r, j)
	}
	for _, o := range v.others {
		if o.same(r) {
			return
		}
	}
	if len(v.others) < maxOthers {
		v.others = append(v.others, r)
	}
}

// lose gives all cells up.
func (v *verdict) lose(n int) { v.same = make([]bool, n) }

// settled tells whether every cell was read.
func (v *verdict) settled() bool {
	for _, same := range v.same {
		if !same {
			return false
		}
	}
	return v.pick != nil
}

// read tells whether the j-th number was read.
func (v *verdict) read(j int) bool { return v.pick != nil && v.same[j] }
