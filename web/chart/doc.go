// Package chart draws small figures as SVG: they need no script and no inline style, take their colours from the page
// when it has a style sheet, and have colours of their own when they stand alone.
//
//	chart.go   what all figures share: escaping, numbers, colours
//	strip.go   Strip: how a whole is made up of parts
//	years.go   Years: one indicator of one body over the years, with gaps and breaks
//	ranked.go  Ranked: one indicator of several bodies, with their median
//	sheet.go   Sheet: a comparison to be printed by itself, with its words; series.go: its small figures of years;
//	multiples.go  Multiples: those figures for a page
//
// Every figure has a text of its own for those who do not see it. What is not known is a gap, never a zero; a change
// of form or law is a line across, and nothing is drawn over it. A figure never ranks or colours by value: which
// numbers may be compared is decided by report/panel.
package chart
