// Package robots reads robots.txt as RFC 9309 asks, and where the RFC leaves
// room, a little stricter: it answers which paths of a host may be fetched and
// how slowly. It fetches nothing and knows no clock; bytes and facts of a fetch
// go in, a [Policy] comes out.
//
// The map of the package:
//
//   - policy.go    Facts, Kind, Policy, Decide: what an answer to /robots.txt means
//   - lines.go     bytes to lines to records; bad lines are skipped and noted
//   - group.go     the records that speak to us: named group, else the group "*"
//   - pattern.go   one path pattern, with "*" and "$"
//   - spelling.go  percent-encoding: spellings of a path that mean the same
//   - second.go    temoto/robotstxt as a second reader of plain groups
//   - evidence.go  the text for the archive, and Policy as JSON
//
// A copy of robots.txt may be used for 24 hours (RFC 9309 section 2.4); keeping
// that time is up to the caller, who stores the Policy and when it was fetched.
package robots
