package division

import "slices"

// In gives the register for the reports of a year, asked first for what it was like at the year's end: the embedded register as the list
// nearest to that day and not after it, or else the oldest one; a register of several editions with these in that order, and those
// after the year behind them, the nearest first. A register of one edition, and any register for the year 0, stays as it is. Embedded
// lists are read when they are first asked for; a damaged one, which a test rules out, is a panic.
func (r *Register) In(year int) *Register {
	if year == 0 {
		return r
	}
	if r.others != nil {
		return r.others.mustRegister(r.others.nearest(year))
	}
	if len(r.editions) < 2 {
		return r
	}
	var until, after []*edition // newest first, oldest first
	for _, e := range r.editions {
		if yearOf(e.date) <= year {
			until = append(until, e)
		} else {
			after = append(after, e)
		}
	}
	slices.Reverse(after)
	return &Register{editions: append(until, after...)}
}

// nearest gives the place of the newest list of a day in the year or before it, or of the oldest list.
func (a *archive) nearest(year int) int {
	best := 0
	for i, list := range a.lists {
		if yearOf(list.Date) <= year {
			best = i
		}
	}
	return best
}

func (a *archive) mustRegister(i int) *Register {
	r, err := a.register(i)
	if err != nil {
		panic(err) // the program is damaged
	}
	return r
}

// ResolveIn is [Resolve] for a report of a year, with the lists of that time: in 2018 a township that was merged in 2020 is still there.
// The rules:
//
//  1. The edition of [Register.In] is asked first. Codes among the claims that it does not list, because the source was described later or
//     earlier, are exchanged for the code that the same body has in it, where that is certain.
//  2. Unless its answer is certain, the editions around it are asked, the next one, the one before and the newest, since reports carry
//     the names of the day on which they are published. The first that is surer counts.
//  3. Resolution.Edition names the edition in which the answer was found; a division code is one of that edition. [History.Key] makes
//     it a key that holds for all years.
//
// For the year 0, which is none, and for a register of one edition it is Resolve, and the edition is the newest.
func ResolveIn(register *Register, year int, claims []Claim) Resolution {
	if register == nil {
		register = &Register{}
	}
	var best Resolution
	for k, r := range register.asked(year) {
		found := Resolve(r, r.translate(claims))
		found.Edition = r.editionOf(found.Body.Division)
		if k == 0 || surer(found, best) {
			best = found
		}
		if best.Confidence == Certain {
			break
		}
	}
	return best
}

// asked gives the registers that are asked for a year, one after the other.
func (r *Register) asked(year int) []*Register {
	first := r.In(year)
	if r.others == nil || year == 0 {
		return []*Register{first}
	}
	registers := []*Register{first}
	at, last := r.others.nearest(year), len(r.others.lists)-1
	tried := []int{at}
	for _, i := range []int{at + 1, at - 1, last} {
		if i >= 0 && i <= last && !slices.Contains(tried, i) {
			tried = append(tried, i)
			registers = append(registers, r.others.mustRegister(i))
		}
	}
	return registers
}

// editionOf names the edition from which the answer about a division came.
func (r *Register) editionOf(code Code) string {
	if d, ok := r.Lookup(code); ok {
		return d.Edition
	}
	if len(r.editions) > 0 {
		return r.editions[0].name
	}
	return ""
}

// translate exchanges division codes that the register does not list for those that the same bodies have in it.
func (r *Register) translate(claims []Claim) []Claim {
	if r.others == nil {
		return claims
	}
	translated := slices.Clone(claims)
	for i, c := range translated {
		if c.Kind != ClaimDivisionCode {
			continue
		}
		code, err := ParseCode(c.Value)
		if err != nil {
			continue
		}
		if _, listed := r.Lookup(code); listed || code.Level() > LevelTownship {
			continue
		}
		if now, ok := r.others.codeIn(r.editions[0].name, code); ok {
			translated[i].Value = string(now)
		}
	}
	return translated
}

// codeIn gives the code that a body, listed under a code in another edition, has in an edition; the newest other edition counts.
func (a *archive) codeIn(edition string, code Code) (Code, bool) {
	h, err := a.history()
	if err != nil {
		panic(err) // the program is damaged
	}
	for _, e := range slices.Backward(h.editions) {
		if id, ok := h.ID(e.name, code); ok {
			return h.CodeIn(edition, id)
		}
	}
	return "", false
}

// CodeIn gives the code under which an edition lists a body.
func (h *History) CodeIn(edition string, id BodyID) (Code, bool) {
	d, listed := h.In(edition, id)
	return d.Code, listed
}

// In gives a body as an edition lists it.
func (h *History) In(edition string, id BodyID) (Division, bool) {
	for _, at := range h.seen[h.Now(id)] {
		if e := h.editions[at.edition]; e.name == edition {
			return e.row(at.row), true
		}
	}
	return Division{}, false
}

// surety orders resolutions: undecided, disputed, a body that no edition lists, probable, certain.
func (r Resolution) surety() int {
	unlisted := slices.ContainsFunc(r.Conflicts, func(c Conflict) bool { return c.Kind == ConflictUnlisted })
	switch {
	case r.Body.Key() == "" || r.Confidence == Undecided:
		return 0
	case r.Confidence == Disputed:
		return 1
	case unlisted || !r.Body.Listed:
		return 2
	case r.Confidence == Probable:
		return 3
	}
	return 4
}

func surer(a, b Resolution) bool { return a.surety() > b.surety() }
