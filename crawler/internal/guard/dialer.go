package guard

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"syscall"
	"time"
)

// DefaultConnectTimeout is how long one address may take to connect when
// Dialer.ConnectTimeout is zero.
const DefaultConnectTimeout = 10 * time.Second

// Resolver looks a name up; *net.Resolver is one.
type Resolver interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

// Dialer connects to public addresses only. Its zero value is ready and allows no
// exception. It may be used by several goroutines; its fields must not change then.
type Dialer struct {
	// Resolver looks names up; nil means the system's.
	Resolver Resolver
	// Allow names the single addresses that may be dialled although they are not
	// public: what a person at the command line asked for, already resolved.
	Allow []netip.AddrPort
	// Map leads hosts under ".test", and only those, to the address of a server
	// inside the program, as "IP:port". It is asked with the host in lower case,
	// without a dot at the end. When Map is nil or says no, the host is refused with
	// ErrTestHost.
	Map func(host string) (addr string, ok bool)
	// ConnectTimeout bounds the connecting to each address; zero means
	// DefaultConnectTimeout.
	ConnectTimeout time.Duration
}

// DialContext connects to address, "host:port", over TCP; it fits
// http.Transport.DialContext. Of a name's addresses those that are not public are
// passed over. It fails with *HostError for hosts that are refused as written, with
// the resolver's *net.DNSError, and else with the error of the name's first address:
// an *AddressError (ErrPrivateAddress) when that one is not public.
func (d *Dialer) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	if network != "tcp" && network != "tcp4" && network != "tcp6" {
		return nil, &HostError{Host: address, What: "network " + network, Err: ErrBadURL}
	}
	host, portText, err := net.SplitHostPort(address)
	if err != nil {
		return nil, &HostError{Host: address, What: err.Error(), Err: ErrBadURL}
	}
	port, err := portNumber(portText)
	if err != nil {
		return nil, &HostError{Host: address, What: "port " + portText, Err: ErrBadURL}
	}
	name, err := cleanHost(host)
	if err != nil {
		return nil, err
	}
	if UnderTest(name) {
		return d.dialMapped(ctx, network, name)
	}
	addrs, err := d.resolve(ctx, network, name)
	if err != nil {
		return nil, err
	}
	targets := make([]netip.AddrPort, len(addrs))
	for i, a := range addrs {
		targets[i] = netip.AddrPortFrom(a.Unmap(), port)
	}
	return d.dialEach(ctx, network, name, targets, d.Allow)
}

// dialMapped goes where Map says and nowhere else.
func (d *Dialer) dialMapped(ctx context.Context, network, name string) (net.Conn, error) {
	if d.Map == nil {
		return nil, &HostError{Host: name, Err: ErrTestHost}
	}
	mapped, ok := d.Map(name)
	if !ok {
		return nil, &HostError{Host: name, Err: ErrTestHost}
	}
	target, err := netip.ParseAddrPort(mapped)
	if err != nil {
		return nil, &HostError{Host: name, What: fmt.Sprintf("mapped to %q, not IP:port", mapped), Err: ErrTestHost}
	}
	only := []netip.AddrPort{target}
	return d.dialEach(ctx, network, name, only, only)
}

// resolve returns at least one address or an error.
func (d *Dialer) resolve(ctx context.Context, network, name string) ([]netip.Addr, error) {
	if a, err := netip.ParseAddr(name); err == nil {
		return []netip.Addr{a}, nil
	}
	family := map[string]string{"tcp": "ip", "tcp4": "ip4", "tcp6": "ip6"}[network]
	var r Resolver = net.DefaultResolver
	if d.Resolver != nil {
		r = d.Resolver
	}
	addrs, err := r.LookupNetIP(ctx, family, name)
	if err == nil && len(addrs) == 0 {
		err = &net.DNSError{Err: "no addresses", Name: name, IsNotFound: true}
	}
	return addrs, err
}

// dialEach tries one address after the other. The check stands in the socket's
// control function, between its making and its connecting: what is judged is the
// address that is really dialled, whatever was looked up before.
func (d *Dialer) dialEach(ctx context.Context, network, name string, targets, allow []netip.AddrPort) (net.Conn, error) {
	timeout := d.ConnectTimeout
	if timeout == 0 {
		timeout = DefaultConnectTimeout
	}
	dialer := net.Dialer{
		Timeout: timeout,
		ControlContext: func(_ context.Context, _, address string, _ syscall.RawConn) error {
			return checkSocket(name, address, allow)
		},
	}
	var first error
	for _, t := range targets {
		conn, err := dialer.DialContext(ctx, network, t.String())
		if err == nil {
			return conn, nil
		}
		if first == nil {
			first = err
		}
		if ctx.Err() != nil {
			break
		}
	}
	var refused *AddressError
	if errors.As(first, &refused) {
		return nil, refused
	}
	if _, err := netip.ParseAddr(name); err == nil {
		return nil, first // which names the address already
	}
	return nil, fmt.Errorf("%s: %w", name, first)
}

// checkSocket judges the "IP:port" that a socket is about to connect to.
func checkSocket(name, address string, allow []netip.AddrPort) error {
	target, err := netip.ParseAddrPort(address)
	if err != nil {
		return &HostError{Host: name, What: "socket address " + address, Err: ErrBadURL}
	}
	return check(name, target, allow)
}

// check judges one address; allow lists exceptions by address and port.
func check(name string, target netip.AddrPort, allow []netip.AddrPort) error {
	plain := netip.AddrPortFrom(target.Addr().Unmap(), target.Port())
	if slices.ContainsFunc(allow, func(a netip.AddrPort) bool {
		return netip.AddrPortFrom(a.Addr().Unmap(), a.Port()) == plain
	}) {
		return nil
	}
	if what, ok := Public(target.Addr()); !ok {
		return &AddressError{Host: name, Addr: target.Addr(), What: what}
	}
	return nil
}
