// Package manners looks through the requests of a run and tells whether each host was treated as it was promised.
//
//	check.go  Checker, Breach and Proof
package manners
