package division

// Counts adds a comparison up. Of the divisions of the earlier edition, Kept, the sums of Same and of Likely, Merged, Parted and Gone are
// all; of the later edition, Kept, the sums of Same and of Likely, United, Formed and New.
type Counts struct {
	Kept      int
	Respelled int                // the part of Kept that one list writes otherwise
	Same      map[ChangeKind]int // certainly the same body, by what changed
	Likely    map[ChangeKind]int // perhaps the same body
	Merged    int                // bodies that ended, most of whose area is in another one
	Parted    int                // bodies that ended, whose area is in several others
	Gone      int                // bodies that ended, and nothing says where their area is
	United    int                // bodies that began out of merged ones
	Formed    int                // bodies that began out of parts of others
	New       int                // bodies that began, and nothing says out of what
}

// Counts counts the divisions of a level, or with LevelUnknown of all levels. Kept and Respelled are those of all levels.
func (c Comparison) Counts(level Level) Counts {
	n := Counts{Kept: c.Kept, Respelled: c.Respelled, Same: map[ChangeKind]int{}, Likely: map[ChangeKind]int{}}
	goesOn := map[Listed]bool{}
	for _, change := range c.Changes {
		if !change.Kind.KeepsBody() {
			continue
		}
		was, is := change.From[0], change.To[0]
		goesOn[Listed{was.Edition, was.Code}], goesOn[Listed{is.Edition, is.Code}] = true, true
		switch {
		case level != LevelUnknown && was.Level != level:
		case change.Certain:
			n.Same[change.Kind]++
		default:
			n.Likely[change.Kind]++
		}
	}
	counted := map[Listed]bool{}
	count := func(kind ChangeKind, rows func(Change) []Division, into *int) {
		for _, change := range c.Changes {
			for _, d := range rows(change) {
				at := Listed{d.Edition, d.Code}
				fits := change.Kind == kind && (level == LevelUnknown || d.Level == level)
				if fits && !goesOn[at] && !counted[at] && !c.keeps(at) {
					counted[at] = true
					*into++
				}
			}
		}
	}
	before, after := func(c Change) []Division { return c.From }, func(c Change) []Division { return c.To }
	count(ChangeMerged, before, &n.Merged)
	count(ChangeSplit, before, &n.Parted)
	count(ChangeGone, before, &n.Gone)
	count(ChangeMerged, after, &n.United)
	count(ChangeSplit, after, &n.Formed)
	count(ChangeNew, after, &n.New)
	return n
}

// keeps tells whether a row is of a body that certainly goes on, or went on.
func (c Comparison) keeps(at Listed) bool {
	e, links := c.a, c.on
	if at.Edition == c.To {
		e, links = c.b, c.back
	}
	i, ok := e.find(at.Code)
	return ok && links[i] >= 0
}
