package crawler

import (
	"context"
	"net"

	"github.com/nianbao/nianbao/crawler/internal/guard"
)

// dialer goes through the guard, but for simulated hosts that live in memory.
type dialer struct {
	guard  *guard.Dialer
	memory func(ctx context.Context, host string) (net.Conn, error)
}

// DialContext connects to an address, "host:port".
func (d *dialer) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	if host, _, err := net.SplitHostPort(address); err == nil && d.memory != nil && guard.UnderTest(host) {
		return d.memory(ctx, host)
	}
	return d.guard.DialContext(ctx, network, address)
}
