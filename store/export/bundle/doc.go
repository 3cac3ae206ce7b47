// Package bundle makes a dataset that can be handed on: data, what it means, how to load it, how to cite it, and what
// changed since the last one.
//
//	bundle.go      Config, Write: a folder with everything
//	tally.go       counts, fill rates and what a release promises, taken while the tables are written
//	datapackage.go datapackage.json (Frictionless Data Package 1)
//	citation.go    CITATION.cff, datacite.json
//	method.go      README.md, the method note; RIGHTS.md of packages with prose and pages
//	loader.go      load.R, load.py; stata.go load.do
//	release.go     release.json, what a release promises; promise.go assertions; kept.go the releases of a database
//	change.go      changes.csv and CHANGES.md: what differs from an earlier release; tablereader.go reads the two side by side
package bundle
