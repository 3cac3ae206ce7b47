package guard_test

import "github.com/nianbao/nianbao/crawler/internal/guard"

// waysIn are URLs that try to reach the loopback server at PORT, or a private
// address, and what must stop each. A name ending in .rebind resolves as noted.
var waysIn = []struct {
	name, url string
	err       error
}{
	{"plain", "http://127.0.0.1:PORT/", guard.ErrPrivateAddress},
	{"another loopback", "http://127.8.8.8:PORT/", guard.ErrPrivateAddress},
	{"any address", "http://0.0.0.0:PORT/", guard.ErrPrivateAddress},
	{"short any", "http://0:PORT/", guard.ErrBadURL},
	{"short dotted", "http://127.1:PORT/", guard.ErrBadURL},
	{"three parts", "http://127.0.1:PORT/", guard.ErrBadURL},
	{"decimal", "http://2130706433:PORT/", guard.ErrBadURL},
	{"hexadecimal", "http://0x7f000001:PORT/", guard.ErrBadURL},
	{"hexadecimal, capitals", "http://0X7F000001:PORT/", guard.ErrBadURL},
	{"octal", "http://017700000001:PORT/", guard.ErrBadURL},
	{"hexadecimal part", "http://0x7f.0.0.1:PORT/", guard.ErrBadURL},
	{"hexadecimal last part", "http://127.0.0.0x1:PORT/", guard.ErrBadURL},
	{"octal part", "http://0177.0.0.1:PORT/", guard.ErrBadURL},
	{"leading zeros", "http://127.0.0.01:PORT/", guard.ErrBadURL},
	{"too many parts", "http://127.0.0.0.1:PORT/", guard.ErrBadURL},
	{"dot at the end", "http://127.0.0.1.:PORT/", guard.ErrPrivateAddress},
	{"two dots at the end", "http://127.0.0.1..:PORT/", guard.ErrBadURL},
	{"full-width digits", "http://１２７.０.０.１:PORT/", guard.ErrPrivateAddress},
	{"circled digits", "http://①②⑦.⓪.⓪.①:PORT/", guard.ErrPrivateAddress},
	{"ideographic stops", "http://127。0。0。1:PORT/", guard.ErrPrivateAddress},
	{"IPv6 loopback", "http://[::1]:PORT/", guard.ErrPrivateAddress},
	{"IPv6 any", "http://[::]:PORT/", guard.ErrPrivateAddress},
	{"mapped", "http://[::ffff:127.0.0.1]:PORT/", guard.ErrPrivateAddress},
	{"mapped, hexadecimal", "http://[::ffff:7f00:1]:PORT/", guard.ErrPrivateAddress},
	{"mapped, long", "http://[0:0:0:0:0:ffff:7f00:0001]:PORT/", guard.ErrPrivateAddress},
	{"compatible", "http://[::127.0.0.1]:PORT/", guard.ErrPrivateAddress},
	{"NAT64", "http://[64:ff9b::127.0.0.1]:PORT/", guard.ErrPrivateAddress},
	{"local NAT64", "http://[64:ff9b:1::7f00:1]:PORT/", guard.ErrPrivateAddress},
	{"6to4", "http://[2002:7f00:1::]:PORT/", guard.ErrPrivateAddress},
	{"Teredo", "http://[2001:0:7f00:1::]:PORT/", guard.ErrPrivateAddress},
	{"link-local", "http://[fe80::1]:PORT/", guard.ErrPrivateAddress},
	{"with a zone", "http://[fe80::1%25lo]:PORT/", guard.ErrPrivateAddress},
	{"unique local", "http://[fd00::1]:PORT/", guard.ErrPrivateAddress},
	{"metadata service", "http://169.254.169.254/latest/", guard.ErrPrivateAddress},
	{"private A", "http://10.0.0.1/", guard.ErrPrivateAddress},
	{"private B", "https://172.16.0.1/", guard.ErrPrivateAddress},
	{"private C", "http://192.168.1.1/", guard.ErrPrivateAddress},
	{"carrier NAT", "http://100.64.0.1/", guard.ErrPrivateAddress},
	{"broadcast", "http://255.255.255.255/", guard.ErrPrivateAddress},
	{"userinfo before", "http://public.example@127.0.0.1:PORT/", guard.ErrBadURL},
	{"userinfo with password", "http://a:b@loop.rebind:PORT/", guard.ErrBadURL},
	{"name to loopback", "http://loop.rebind:PORT/", guard.ErrPrivateAddress},
	{"name in capitals", "http://LOOP.Rebind.:PORT/", guard.ErrPrivateAddress},
	{"localhost", "http://localhost:PORT/", guard.ErrPrivateAddress},
	{"name to IPv6 loopback", "http://six.rebind:PORT/", guard.ErrPrivateAddress},
	{"name to mapped", "http://mapped.rebind:PORT/", guard.ErrPrivateAddress},
	{"name to private", "http://intranet.rebind:PORT/", guard.ErrPrivateAddress},
	{"name to several private", "http://many.rebind:PORT/", guard.ErrPrivateAddress},
	{"test host nobody mapped", "http://other.test:PORT/", guard.ErrTestHost},
	{"test alone", "http://test:PORT/", guard.ErrTestHost},
	{"port 0", "http://loop.rebind:0/", guard.ErrBadURL},
	{"empty port", "http://127.0.0.1:/", guard.ErrPrivateAddress},
	{"port too large", "http://127.0.0.1:65536/", guard.ErrBadURL},
	{"file", "file:///etc/passwd", guard.ErrBadURL},
	{"gopher", "gopher://127.0.0.1:PORT/", guard.ErrBadURL},
	{"no host", "http:///x", guard.ErrBadURL},
	{"port alone", "http://:PORT/", guard.ErrBadURL},
}

// loopNames are the names that waysIn use.
func loopNames() *names {
	return &names{known: map[string][]string{
		"loop.rebind": {"127.0.0.1"}, "localhost": {"127.0.0.1", "::1"}, "six.rebind": {"::1"},
		"mapped.rebind": {"::ffff:127.0.0.1"}, "intranet.rebind": {"192.168.3.4"},
		"many.rebind": {"10.0.0.1", "fd00::1", "127.0.0.1"},
	}}
}
