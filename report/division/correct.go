package division

import (
	"fmt"
	"slices"
)

// correct links the rows that a person says are one body, before any rule, and bars those that are not. Later corrections win.
func (m *matcher) correct(corrections []attributed) error {
	m.barred = map[[2]Code]bool{}
	m.said = map[[2]Code]attributed{}
	for _, c := range corrections {
		if !m.concerns(c) || !c.Kind.KeepsBody() {
			continue
		}
		pair := [2]Code{c.From[0].Code, c.To[0].Code}
		m.barred[pair] = c.Reject
		m.said[pair] = c
		if c.Reject {
			delete(m.said, pair)
		}
	}
	for _, pair := range sortedPairs(m.said) {
		i, okA := m.a.find(pair[0])
		j, okB := m.b.find(pair[1])
		if !okA || !okB || m.a.link[i] == noBody || m.b.link[j] == noBody {
			return fmt.Errorf("%s in %s and %s in %s: %w", pair[0], m.a.name, pair[1], m.b.name, ErrOverlayRow)
		}
		if m.a.link[i] != unlinked || m.b.link[j] != unlinked {
			return fmt.Errorf("%s in %s and %s in %s: %w", pair[0], m.a.name, pair[1], m.b.name, ErrOverlayOneBody)
		}
		m.join(i, j, match{rule: RuleCorrected, certain: true})
	}
	return nil
}

func sortedPairs(said map[[2]Code]attributed) [][2]Code {
	pairs := make([][2]Code, 0, len(said))
	for p := range said {
		pairs = append(pairs, p)
	}
	slices.SortFunc(pairs, func(x, y [2]Code) int { return slices.Compare(x[:], y[:]) })
	return pairs
}

// concerns tells whether a correction is about these two editions.
func (m *matcher) concerns(c attributed) bool {
	if len(c.From) > 0 && c.From[0].Edition != m.a.name {
		return false
	}
	return len(c.To) == 0 || c.To[0].Edition == m.b.name
}

// correctSuccession takes over the mergers, splits and the like that a person confirms or rejects.
func (m *matcher) correctSuccession(corrections []attributed) error {
	m.rejected = map[[2]Code]bool{}
	for _, c := range corrections {
		if !m.concerns(c) || c.Kind.KeepsBody() {
			continue
		}
		made := Change{Kind: c.Kind, Certain: true, Rule: RuleCorrected, Evidence: []string{c.evidence}, On: c.On}
		var err error
		if made.From, err = m.a.rowsOf(c.From); err == nil {
			made.To, err = m.b.rowsOf(c.To)
		}
		if err != nil {
			return err
		}
		if !c.Reject {
			m.confirmed = append(m.confirmed, made)
			continue
		}
		for _, from := range c.From {
			for _, to := range c.To {
				m.rejected[[2]Code{from.Code, to.Code}] = true
			}
		}
	}
	return nil
}

func (s side) rowsOf(list []Listed) ([]Division, error) {
	var rows []Division
	for _, r := range list {
		i, ok := s.find(r.Code)
		if !ok || s.link[i] == noBody {
			return nil, fmt.Errorf("%s in %s: %w", r.Code, r.Edition, ErrOverlayRow)
		}
		rows = append(rows, s.row(i))
	}
	return rows, nil
}

// settled tells whether a person said what became of a row, or where it comes from.
func (m *matcher) settled(code Code, rows func(Change) []Division) bool {
	return slices.ContainsFunc(m.confirmed, func(c Change) bool {
		return slices.ContainsFunc(rows(c), func(d Division) bool { return d.Code == code })
	})
}
