package extract

import (
	"golang.org/x/net/html"

	"github.com/nianbao/nianbao/extract/grid"
	"github.com/nianbao/nianbao/report"
)

// Kind is what a block is.
type Kind uint8

// The kinds of blocks.
const (
	Paragraph  Kind = iota // running text: a paragraph, a line, an item of a list
	Heading                // h1 to h6, or an element whose class calls it the title
	TableKind              // a table; its text stands in the cells of the grid
	Image                  // a picture in the content; Text is its address
	Attachment             // a link to a document; Text is its address
)

// Block is a piece of a page in reading order. HTML, plain text and, later, other documents become blocks.
type Block struct {
	Kind  Kind
	Text  string
	Grid  *grid.Grid // of a table
	Place report.Place
	// Centered and Linked tell that the text stands in the middle, or is a link as a whole.
	Centered, Linked bool
	// Turned tells that a character that turns the direction of the text stood in front of it, where it was trimmed away, or
	// that a style sheet hides some of its digits.
	Turned bool
	// Veiled tells that a style sheet of the page does not show the block.
	Veiled bool
	// Edge tells that the line of text is the first or the last of a page of paper.
	Edge bool
	// Level is 1 to 6 for h1 to h6 and 0 for other headings.
	Level int
	node  *html.Node
	spans []grid.Span // of the cells of Grid, when they could be found
}
