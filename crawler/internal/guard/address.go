package guard

import "net/netip"

// special is a range that is not for the public internet.
type special struct {
	prefix netip.Prefix
	what   string
}

// specials are the ranges of the IANA special-purpose registries (RFC 6890 and its
// successors) that lead nowhere public, for IPv4, and for IPv6 inside 2000::/3; all
// other IPv6 is not global unicast and needs no list.
var specials = []special{
	{netip.MustParsePrefix("0.0.0.0/8"), "this network (RFC 791)"},
	{netip.MustParsePrefix("10.0.0.0/8"), "private (RFC 1918)"},
	{netip.MustParsePrefix("100.64.0.0/10"), "carrier-grade NAT (RFC 6598)"},
	{netip.MustParsePrefix("127.0.0.0/8"), "loopback"},
	{netip.MustParsePrefix("169.254.0.0/16"), "link-local (RFC 3927)"},
	{netip.MustParsePrefix("172.16.0.0/12"), "private (RFC 1918)"},
	{netip.MustParsePrefix("192.0.0.0/24"), "protocol assignments (RFC 6890)"},
	{netip.MustParsePrefix("192.0.2.0/24"), "a test net (RFC 5737)"},
	{netip.MustParsePrefix("192.88.99.0/24"), "6to4 relay (RFC 7526)"},
	{netip.MustParsePrefix("192.168.0.0/16"), "private (RFC 1918)"},
	{netip.MustParsePrefix("198.18.0.0/15"), "benchmarking (RFC 2544)"},
	{netip.MustParsePrefix("198.51.100.0/24"), "a test net (RFC 5737)"},
	{netip.MustParsePrefix("203.0.113.0/24"), "a test net (RFC 5737)"},
	{netip.MustParsePrefix("224.0.0.0/4"), "multicast"},
	{netip.MustParsePrefix("240.0.0.0/4"), "reserved (RFC 1112)"},
	{netip.MustParsePrefix("2001::/32"), "Teredo (RFC 4380)"},
	{netip.MustParsePrefix("2001::/23"), "protocol assignments (RFC 2928)"},
	{netip.MustParsePrefix("2001:db8::/32"), "documentation (RFC 3849)"},
	{netip.MustParsePrefix("2002::/16"), "6to4 (RFC 3056)"},
	{netip.MustParsePrefix("3fff::/20"), "documentation (RFC 9637)"},
}

var (
	globalUnicast = netip.MustParsePrefix("2000::/3")
	uniqueLocal   = netip.MustParsePrefix("fc00::/7")
	nat64         = netip.MustParsePrefix("64:ff9b::/96") // RFC 6052: an IPv4 address stands in the last four bytes
)

// Public says whether addr is a global unicast address on the public internet, and
// if it is not, what it is. IPv4 inside IPv6 (mapped, or behind the well-known NAT64
// prefix) is judged as the IPv4 address that would be reached.
func Public(addr netip.Addr) (what string, ok bool) {
	if !addr.IsValid() {
		return "no address", false
	}
	if addr.Zone() != "" {
		return "bound to one interface", false
	}
	addr = addr.Unmap()
	if nat64.Contains(addr) {
		b := addr.As16()
		addr = netip.AddrFrom4([4]byte(b[12:]))
	}
	for _, s := range specials {
		if s.prefix.Contains(addr) {
			return s.what, false
		}
	}
	if addr.Is6() && !globalUnicast.Contains(addr) {
		return kind6(addr), false
	}
	return "", true
}

// kind6 names an IPv6 address outside 2000::/3.
func kind6(addr netip.Addr) string {
	switch {
	case addr.IsLoopback():
		return "loopback"
	case addr.IsUnspecified():
		return "unspecified"
	case addr.IsLinkLocalUnicast():
		return "link-local (RFC 4291)"
	case addr.IsMulticast():
		return "multicast"
	case uniqueLocal.Contains(addr):
		return "unique local (RFC 4193)"
	default:
		return "outside of global unicast"
	}
}
