package grid

import (
	"fmt"

	"golang.org/x/net/html"
)

// DefaultMaxSlots is the limit of a zero Config: far above any statutory
// table (about 400 slots), and about 20 MB of memory at most.
const DefaultMaxSlots = 200_000

// Config says how tables are formed. The zero value is ready to use.
type Config struct {
	// MaxSlots is the largest number of rows × columns, and of rows, of a
	// grid; 0 means DefaultMaxSlots. A table that is larger keeps the rows
	// that fit, see Grid.Truncated.
	MaxSlots int
	// JoinGroups lets rowspans cross the borders of thead, tbody and tfoot.
	// Browsers do not; see GroupCut for when a reader may want it.
	JoinGroups bool
}

// Validate reports a limit below 0 or above what slots can be counted with.
func (c Config) Validate() error {
	if c.MaxSlots < 0 || c.MaxSlots > 1<<30 {
		return fmt.Errorf("grid: MaxSlots %d is not between 0 and %d", c.MaxSlots, 1<<30)
	}
	return nil
}

// Form forms the grid of a table with the zero Config.
func Form(table *html.Node) *Grid {
	return Config{}.Form(table)
}

// Form forms the grid of a table element. It takes the table's own rows and
// never those of a table inside it. A nil table gives an empty grid. It needs
// time and memory in proportion to the table's own nodes and to MaxSlots,
// whatever spans are written. An invalid Config counts as the zero Config.
func (c Config) Form(table *html.Node) *Grid {
	f := newFormer(c, table)
	if table != nil {
		f.table(table)
	}
	return f.finish()
}
