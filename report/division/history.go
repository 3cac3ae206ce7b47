package division

import (
	"fmt"
	"slices"
	"strconv"
)

// BodyID is the permanent id of the body that administers a division: a sequence number, given once and never again. It is neither
// code nor name. 0 is no id.
type BodyID uint32

// String writes the id as a decimal number.
func (id BodyID) String() string { return strconv.FormatUint(uint64(id), 10) }

// History tells which rows of several editions are one body. It is a value that never changes; [History.With] makes another one.
//
// Bodies and their ids: a body goes on from one edition to the next where a change is certain and keeps the body ([Compare]); anything
// less ends it and begins another, with an event between the two that says what is likely. A body is known by its founding row: the
// edition and code under which it was first listed when its id was given. Ids count the founding rows in the order in which they were
// given: by edition, within one by code. The list of founding rows only ever grows, so that later editions, and earlier ones, change
// no id. Where a later finding joins two bodies into one, it keeps the lower id, and the higher one leads to it ([History.Now]).
type History struct {
	editions    []*edition // oldest first
	comparisons []Comparison
	corrections []attributed
	embedded    bool              // the editions are those of the embedded lists
	corrected   map[Listed]string // rows that a person put right, and the evidence

	founders []Listed          // by id - 1
	retired  map[BodyID]BodyID // ids that lead to another one
	ids      [][]BodyID        // by edition and row; 0 for rows that are no bodies
	seen     map[BodyID][]sighting
	spans    map[BodyID]span // of bodies of which a person named the day on which they began or ended
}

// sighting is a row in which a body is listed.
type sighting struct{ edition, row int }

// NewHistory compares editions that are whole lists, not single rows, and gives their bodies ids: those in known, which is what
// [History.Founders] gave before, and further numbers to bodies that have none yet. Errors are those of [New].
func NewHistory(known []Listed, editions ...Edition) (*History, error) {
	register, err := New(editions...)
	if err != nil {
		return nil, err
	}
	oldest := slices.Clone(register.editions)
	slices.Reverse(oldest)
	return newHistory(known, oldest, nil)
}

func newHistory(known []Listed, editions []*edition, corrections []attributed) (*History, error) {
	h := &History{editions: editions, corrections: corrections, retired: map[BodyID]BodyID{}, seen: map[BodyID][]sighting{}}
	for i := 1; i < len(editions); i++ {
		c, err := compareEditions(editions[i-1], editions[i], corrections)
		if err != nil {
			return nil, fmt.Errorf("editions %s and %s: %w", editions[i-1].name, editions[i].name, err)
		}
		h.comparisons = append(h.comparisons, c)
	}
	h.number(known, h.chain())
	h.dateSpans()
	return h, nil
}

// chain gives every body as the rows in which it is listed, in the order in which the bodies begin.
func (h *History) chain() [][]sighting {
	var chains [][]sighting
	var of [][]int // by edition and row: 1 + the chain
	for k, e := range h.editions {
		of = append(of, make([]int, len(e.codes)))
		if k > 0 {
			for j, i := range h.comparisons[k-1].back {
				if i >= 0 {
					of[k][j] = of[k-1][i]
				}
			}
		}
		for j := range e.codes {
			if !e.isBody(j) {
				continue
			}
			if of[k][j] == 0 {
				of[k][j] = h.listedAgain(chains, of, k, j)
			}
			if of[k][j] == 0 {
				chains = append(chains, nil)
				of[k][j] = len(chains)
			}
			chains[of[k][j]-1] = append(chains[of[k][j]-1], sighting{k, j})
		}
	}
	return chains
}

// listedAgain finds the body of a row that only the edition before lacked.
func (h *History) listedAgain(chains [][]sighting, of [][]int, k, j int) int {
	if k < 2 {
		return 0
	}
	e, old := h.editions[k], h.editions[k-2]
	i, listed := old.find(e.codes[j])
	if !listed || of[k-2][i] == 0 || ComparedName(e.codes[j], old.names[i]) != ComparedName(e.codes[j], e.names[j]) {
		return 0
	}
	chain := chains[of[k-2][i]-1]
	if chain[len(chain)-1].edition != k-2 {
		return 0
	}
	return of[k-2][i]
}

// number gives the chains their ids.
func (h *History) number(known []Listed, chains [][]sighting) {
	h.founders = slices.Clone(known)
	given := make(map[Listed]BodyID, len(known))
	for i, founder := range known {
		given[founder] = BodyID(i + 1)
	}
	for _, e := range h.editions {
		h.ids = append(h.ids, make([]BodyID, len(e.codes)))
	}
	for _, chain := range chains {
		var id BodyID
		for _, at := range chain {
			also := given[h.listed(at)]
			if id == 0 {
				id = also
			}
			if also != 0 && also != id {
				id, also = min(id, also), max(id, also)
				h.retired[also] = id
			}
		}
		if id == 0 {
			h.founders = append(h.founders, h.listed(chain[0]))
			id = BodyID(len(h.founders))
		}
		h.seen[id] = chain
		for _, at := range chain {
			h.ids[at.edition][at.row] = id
		}
	}
}

func (h *History) listed(at sighting) Listed {
	e := h.editions[at.edition]
	return Listed{e.name, e.codes[at.row]}
}

// Founders gives the founding row of every id, that of id 1 first. It begins with the rows that were known when the history was made.
func (h *History) Founders() []Listed { return slices.Clone(h.founders) }

// Now gives the id of the body that an id means today: another one only if both turned out to be one body.
func (h *History) Now(id BodyID) BodyID {
	for h.retired[id] != 0 {
		id = h.retired[id]
	}
	return id
}

// ID gives the body that an edition lists under a code; not for rows that only fill a level.
func (h *History) ID(edition string, code Code) (BodyID, bool) {
	for k, e := range h.editions {
		if e.name != edition {
			continue
		}
		if i, ok := e.find(code); ok {
			return h.ids[k][i], h.ids[k][i] != 0
		}
	}
	return 0, false
}

// Key gives the permanent key of a body that was resolved in an edition: its id, or of a department, zone or the like the id of the
// division and the unit, as in 4711/财政局. It is empty for what the edition does not list.
func (h *History) Key(edition string, ref BodyRef) string {
	id, ok := h.ID(edition, ref.Division)
	if !ok {
		return ""
	}
	ref.Division = Code(id.String())
	return ref.Key()
}

// Editions names the editions, newest first.
func (h *History) Editions() []string {
	var names []string
	for _, e := range slices.Backward(h.editions) {
		names = append(names, e.name)
	}
	return names
}

// Comparisons gives what changed from each edition to the next, oldest first.
func (h *History) Comparisons() []Comparison { return slices.Clone(h.comparisons) }
