// Package hostile makes a dataset in which every text is an attempt to break out of the page that shows it; tests only.
//
//	payloads.go  the attempts
//	dataset.go   a database that has them wherever a text of a portal, a source or a person may stand
package hostile
