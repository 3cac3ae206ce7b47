package guard

import (
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// CheckURL refuses what no request may be made to before any name is looked up:
// another scheme than http and https, userinfo, an empty host, a number written for
// a host ("2130706433", "0x7f.1", "0177.0.0.1"), a port out of range. The error is a
// *HostError that wraps ErrBadURL.
func CheckURL(u *url.URL) error {
	bad := func(what string) error { return &HostError{Host: u.Host, What: what, Err: ErrBadURL} }
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return bad("scheme " + strconv.Quote(u.Scheme))
	case u.User != nil:
		return bad("user or password in the URL")
	}
	if p := u.Port(); p != "" {
		if _, err := portNumber(p); err != nil {
			return &HostError{Host: u.Host, What: "port " + p, Err: ErrBadURL}
		}
	}
	_, err := cleanHost(u.Hostname())
	return err
}

// cleanHost brings a host into the form that is looked up: lower case, no dot at the
// end. It refuses what only looks like a name.
func cleanHost(host string) (string, error) {
	bad := func(what string) error { return &HostError{Host: host, What: what, Err: ErrBadURL} }
	name := strings.ToLower(strings.TrimSuffix(host, "."))
	if name == "" {
		return "", bad("no host")
	}
	if _, err := netip.ParseAddr(name); err == nil {
		return name, nil
	}
	if strings.ContainsAny(name, ":@/\\ %") {
		return "", bad("not a host name")
	}
	if endsInNumber(name) {
		return "", bad("a number written for a host")
	}
	return name, nil
}

// endsInNumber tells whether the last label is a number, decimal or hexadecimal: such
// a host is an IPv4 address for some programs and a name for others (the WHATWG URL
// standard calls it so too). Plain dotted addresses are recognised before.
func endsInNumber(name string) bool {
	last := name[strings.LastIndexByte(name, '.')+1:]
	if last == "" {
		return true
	}
	if strings.Trim(last, "0123456789") == "" {
		return true
	}
	hex, ok := strings.CutPrefix(last, "0x")
	return ok && strings.Trim(hex, "0123456789abcdef") == ""
}

// CheckLiteral judges an authority, "host" or "host:port", by what is written, without looking a name up. It refuses
// what CheckURL refuses, literal addresses that are not public, and the names of the own machine (RFC 6761
// section 6.3). The error is a *HostError or an *AddressError.
func CheckLiteral(authority string) error {
	if err := CheckURL(&url.URL{Scheme: "http", Host: authority}); err != nil {
		return err
	}
	name, err := cleanHost((&url.URL{Host: authority}).Hostname())
	if err != nil {
		return err
	}
	if name == "localhost" || strings.HasSuffix(name, ".localhost") {
		return &HostError{Host: authority, What: "the own machine", Err: ErrPrivateAddress}
	}
	if address, err := netip.ParseAddr(name); err == nil {
		return check(name, netip.AddrPortFrom(address, 0), nil)
	}
	return nil
}

// UnderTest holds for "test" and every name below it (RFC 6761 section 6.2), in any case, with or without a port or a
// dot at the end.
func UnderTest(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	name := strings.ToLower(strings.TrimSuffix(host, "."))
	return name == "test" || strings.HasSuffix(name, ".test")
}

func portNumber(s string) (uint16, error) {
	n, err := strconv.ParseUint(s, 10, 16)
	if err == nil && n == 0 {
		err = strconv.ErrRange
	}
	return uint16(n), err
}
