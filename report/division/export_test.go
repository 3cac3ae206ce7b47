package division

// FreshHistory does what the first call of EmbeddedHistory does.
func FreshHistory() (*History, error) { return newArchive().history() }

// FreshEdition does what the first call for the register of a year does.
func FreshEdition(year int) (*Register, error) {
	a := newArchive()
	return a.register(a.nearest(year))
}

// HistoryOfLists makes the history of some embedded lists.
func HistoryOfLists(known []Listed, names ...string) (*History, error) {
	a := embeddedArchive()
	var editions []*edition
	for i, list := range a.lists {
		for _, name := range names {
			if list.Name == name {
				e, err := a.editions[i]()
				if err != nil {
					return nil, err
				}
				editions = append(editions, e)
			}
		}
	}
	return newHistory(known, editions, nil)
}

// UnfrozenIDs counts the ids of the embedded history that its list of ids does not have.
func UnfrozenIDs(h *History) int {
	lines, err := readTable("bodies.csv.gz", 2)
	if err != nil {
		return -1
	}
	return len(h.founders) - len(lines)
}
