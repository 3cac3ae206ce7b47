package main

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"strconv"

	"github.com/nianbao/nianbao/crawler"
)

// netFlags are the flags of verbs that may send requests.
type netFlags struct {
	Contact      string   `placeholder:"URL|ADDRESS" help:"Whom a portal can write to; stands in the User-Agent and is required for real hosts."`
	AllowPrivate []string `env:"-" sep:"none" placeholder:"HOST:PORT" help:"A single address of the own network that may be asked although it is not public, such as a mirror. Only the command line can say so, never the environment or a file."`
	Zoo          string   `env:"-" placeholder:"HOST:PORT" help:"The control of a running nianbao zoo: hosts under .test are its simulated portals, and the sources theirs unless others are named. Only the command line can say so."`
}

// config makes the crawler's configuration of the flags.
func (n netFlags) config(ctx context.Context, a *app) (crawler.Config, error) {
	config := crawler.Config{UserAgent: "nianbao/" + productVersion(), Contact: n.Contact, Environ: a.environ}
	if n.Zoo != "" {
		var err error
		if a.simulated, err = reach(ctx, n.Zoo); err != nil {
			return config, err
		}
	}
	if a.simulated != nil {
		a.simulated.lead(&config)
	}
	for _, text := range n.AllowPrivate {
		addresses, err := resolve(ctx, text)
		if err != nil {
			return config, usageError{fmt.Errorf("--allow-private %s: %w", text, err)}
		}
		config.AllowPrivate = append(config.AllowPrivate, addresses...)
	}
	return config, nil
}

// resolve gives the addresses of HOST:PORT.
func resolve(ctx context.Context, text string) ([]netip.AddrPort, error) {
	host, portText, err := net.SplitHostPort(text)
	if err != nil {
		return nil, fmt.Errorf("not HOST:PORT")
	}
	port, err := strconv.ParseUint(portText, 10, 16)
	if err != nil || port == 0 {
		return nil, fmt.Errorf("%q is no port", portText)
	}
	ips, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return nil, err
	}
	var addresses []netip.AddrPort
	for _, ip := range ips {
		addresses = append(addresses, netip.AddrPortFrom(ip.Unmap(), uint16(port)))
	}
	return addresses, nil
}
