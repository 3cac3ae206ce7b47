// Package browser walks the pages in a real Chromium. Its tests are behind the build tag "browser" and need Chromium
// and, for the check of accessibility, the package axe-core of package.json: make browser.
//
//	program_test.go  the program itself, serving the demo's dataset
//	browser_test.go  the browser, and what every walk watches for
//	walk_test.go     the ways that people go
//	hostile_test.go  a dataset that attacks whoever looks at it: nothing of it runs, with the policies and without them
//	look_test.go     accessibility, widths, weights; pictures of every page with -shots
package browser
