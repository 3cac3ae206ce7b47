// Package evidence puts everything that proves a report, or one number of it, into one zip file that can be checked
// without nianbao.
//
//	collect.go what goes in: Collect
//	bundle.go  the files of the bundle
//	verify.go  the instructions, which name the bytes at which the number stands
//	write.go   the zip file
//
// The same state of the database gives the same bytes.
package evidence
