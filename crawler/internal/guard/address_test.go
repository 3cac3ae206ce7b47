package guard_test

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/crawler/internal/guard"
)

func TestPublic(t *testing.T) {
	cases := []struct {
		addr, what string // what is empty for public addresses
	}{
		{"8.8.8.8", ""},
		{"1.1.1.1", ""},
		{"11.0.0.1", ""},
		{"100.63.255.255", ""},
		{"100.128.0.0", ""},
		{"172.15.255.255", ""},
		{"172.32.0.0", ""},
		{"192.0.1.1", ""},
		{"192.167.255.255", ""},
		{"198.17.255.255", ""},
		{"198.20.0.0", ""},
		{"223.255.255.255", ""},
		{"169.253.0.1", ""},
		{"240e::1", ""},
		{"2400:3200::1", ""},
		{"2001:200::1", ""},
		{"2620:fe::fe", ""},
		{"::ffff:8.8.8.8", ""},
		{"64:ff9b::8.8.8.8", ""},

		{"0.0.0.0", "this network"},
		{"0.1.2.3", "this network"},
		{"10.0.0.1", "private"},
		{"10.255.255.255", "private"},
		{"100.64.0.1", "carrier-grade"},
		{"100.127.255.255", "carrier-grade"},
		{"127.0.0.1", "loopback"},
		{"127.255.255.254", "loopback"},
		{"169.254.169.254", "link-local"},
		{"172.16.0.1", "private"},
		{"172.31.255.255", "private"},
		{"192.0.0.1", "protocol"},
		{"192.0.0.255", "protocol"},
		{"192.0.2.1", "test net"},
		{"192.88.99.1", "6to4"},
		{"192.168.0.1", "private"},
		{"198.18.0.1", "benchmarking"},
		{"198.19.255.255", "benchmarking"},
		{"198.51.100.1", "test net"},
		{"203.0.113.1", "test net"},
		{"224.0.0.1", "multicast"},
		{"239.255.255.255", "multicast"},
		{"240.0.0.1", "reserved"},
		{"255.255.255.255", "reserved"},
		{"::", "unspecified"},
		{"::1", "loopback"},
		{"::2", "outside"},
		{"::127.0.0.1", "outside"},
		{"::ffff:127.0.0.1", "loopback"},
		{"::ffff:10.0.0.1", "private"},
		{"::ffff:100.64.0.1", "carrier-grade"},
		{"::ffff:0:127.0.0.1", "outside"},
		{"64:ff9b::127.0.0.1", "loopback"},
		{"64:ff9b::10.1.2.3", "private"},
		{"64:ff9b::", "this network"},
		{"64:ff9b:1::127.0.0.1", "outside"},
		{"100::1", "outside"},
		{"2001::1", "Teredo"},
		{"2001:0:5ef5:79fb::1", "Teredo"},
		{"2001:2::1", "protocol"},
		{"2001:20::1", "protocol"},
		{"2001:db8::1", "documentation"},
		{"2002:7f00:1::1", "6to4"},
		{"2002:808:808::1", "6to4"},
		{"3fff::1", "documentation"},
		{"fc00::1", "unique local"},
		{"fd12:3456::1", "unique local"},
		{"fe80::1", "link-local"},
		{"fe80::1%eth0", "one interface"},
		{"2400:3200::1%eth0", "one interface"},
		{"fec0::1", "outside"},
		{"ff02::1", "multicast"},
		{"5f00::1", "outside"},
		{"4000::1", "outside"},
	}
	for _, c := range cases {
		t.Run(c.addr, func(t *testing.T) {
			what, ok := guard.Public(netip.MustParseAddr(c.addr))
			if ok != (c.what == "") || !strings.Contains(what, c.what) {
				t.Errorf("public %v, %q; want %q", ok, what, c.what)
			}
		})
	}
	if _, ok := guard.Public(netip.Addr{}); ok {
		t.Error("the zero address is public")
	}
}
