// Package solve decides what stood in cells that a page shows unclearly, by the arithmetic that the statutory forms prescribe.
package solve
