// Package filelock takes files of the operating system for one process.
//
//	try_unix.go, try_windows.go   Try, on each system
//
// A lock ends with the process that holds it, however that ends, and never stays behind.
package filelock
