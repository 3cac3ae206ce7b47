package guard

import (
	"errors"
	"fmt"
	"net/netip"
)

// The reasons to refuse, for errors.Is.
var (
	// ErrPrivateAddress: the name leads to an address that is not public.
	ErrPrivateAddress = errors.New("not a public address")
	// ErrBadURL: the URL or host is written in a way that is not taken: userinfo, a
	// number for a host, another scheme than http and https, a port that is none.
	ErrBadURL = errors.New("not an acceptable URL")
	// ErrTestHost: a host under ".test", which only a Map leads anywhere.
	ErrTestHost = errors.New(`a ".test" host exists only inside the program's own test web`)
)

// AddressError is a refused address; errors.Is(err, ErrPrivateAddress) holds.
type AddressError struct {
	Host string     // the name or literal that was asked for
	Addr netip.Addr // where it leads
	What string     // the kind of address, e.g. "loopback"
}

// Error names the host, the address and its kind.
func (e *AddressError) Error() string {
	if e.Host == e.Addr.String() {
		return fmt.Sprintf("%s is %s: %s", e.Addr, e.What, ErrPrivateAddress)
	}
	return fmt.Sprintf("%s: %s is %s: %s", e.Host, e.Addr, e.What, ErrPrivateAddress)
}

// Is makes every AddressError an ErrPrivateAddress.
func (e *AddressError) Is(target error) bool { return target == ErrPrivateAddress }

// HostError is a refused host or URL; it wraps ErrBadURL, ErrTestHost or ErrPrivateAddress.
type HostError struct {
	Host string // the host as it was written
	What string // what is wrong with it; may be empty
	Err  error
}

// Error names the host and what is wrong with it.
func (e *HostError) Error() string {
	if e.What == "" {
		return fmt.Sprintf("%s: %s", e.Host, e.Err)
	}
	return fmt.Sprintf("%s: %s: %s", e.Host, e.Err, e.What)
}

// Unwrap gives the reason.
func (e *HostError) Unwrap() error { return e.Err }
