// Package guard keeps the crawler off every address that is not on the public
// internet: loopback, private networks, link-local and all other special ranges.
//
// The map of the package:
//
//   - dialer.go   Dialer: resolves a name and connects; each socket's own address is
//     checked before it connects, so that a name that changes between two
//     look-ups gains nothing
//   - address.go  Public: which addresses are public, and what the others are
//   - host.go     CheckURL, CheckLiteral and UnderTest: userinfo, numbers for hosts, ".test"
//   - errors.go   what a refusal looks like
//
// Exceptions are made in code only: Dialer.Allow for single addresses that a person
// named, Dialer.Map for invented hosts under ".test". There is no way to open one
// from a file, a redirect or the environment. An HTTP transport that uses the guard
// must not use a proxy: a proxy would do the dialling.
package guard
