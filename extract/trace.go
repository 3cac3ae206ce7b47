package extract

import (
	"github.com/nianbao/nianbao/report/page"
)

// Trace keeps how a page was read: enough to tell the path from the page to any value.
type Trace struct {
	Format   page.Format
	Decoding string // encoding and the evidence for it
	settled  *settler
	head     *pageHead
}
