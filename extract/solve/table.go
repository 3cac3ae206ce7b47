package solve

// table is one statutory table while it is solved.
type table struct {
	f       *form
	known   cellSet // cells with a number: printed alone, or cut where only one cut is possible
	open    cellSet // blank and na cells
	na      cellSet
	owned   cellSet // cells of units
	val     [maxCells]int64
	units   []*unit
	links   []bridge
	lossy   bool     // empty cells have vanished from the page
	steps   int      // what is left of the budget
	numbers []uint16 // 0, 1, 2, …
}

// pay takes n steps from the budget; false when it is used up.
func (t *table) pay(n int) bool {
	t.steps -= n
	return t.steps >= 0
}
