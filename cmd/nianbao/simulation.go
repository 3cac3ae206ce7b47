package main

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/nianbao/nianbao/crawler"
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/fixtures/zoo"
	"github.com/nianbao/nianbao/report/division"
	"github.com/nianbao/nianbao/store"
)

// simulation is a web of invented portals to which hosts under .test lead: one of a test, or the one that nianbao zoo
// serves and --zoo names.
type simulation struct {
	hosts       func(host string) (address string, ok bool)
	register    *division.Register
	authorities *x509.CertPool // nil where no portal speaks TLS
	sources     string         // as YAML; empty where they have to be named
	world       string         // which zoo it is; empty for one of a test
}

// register gives the register of divisions: the embedded one.
func (a *app) register() (*division.Register, error) {
	if r := a.simulatedRegister(); r != nil {
		return r, nil
	}
	return division.Embedded()
}

// simulatedRegister gives the register of a simulation; nil for the embedded one.
func (a *app) simulatedRegister() *division.Register {
	if a.simulated == nil {
		return nil
	}
	return a.simulated.register
}

// registryOf gives the sources of files and folders; without any those of the simulation, or the built-in ones.
func (a *app) registryOf(paths []string) (*source.Registry, error) {
	if len(paths) > 0 || a.simulated == nil || a.simulated.sources == "" {
		return registryOfFiles(paths)
	}
	sites, err := source.Parse("the simulated portals", []byte(a.simulated.sources))
	if err != nil {
		return nil, err
	}
	return source.New(sites...)
}

// lead lets a crawler find the simulated portals, which need not be spared.
func (s *simulation) lead(config *crawler.Config) {
	config.Map, config.Authorities, config.Pace = s.hosts, s.authorities, source.NewPace(0, 0, 0)
}

// mayAsk refuses a request to a real host that does not learn who asks, or while --zoo leads to simulated ones.
func (a *app) mayAsk(config crawler.Config, address string) error {
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return usageError{fmt.Errorf("%s is no URL: %w", address, err)}
	case a.simulated != nil && a.simulated.world != "" && !strings.HasSuffix(strings.TrimSuffix(u.Hostname(), "."), ".test"):
		return usageError{fmt.Errorf("%s: with --zoo hosts under .test are asked, and no others", address)}
	case a.simulated == nil && config.Contact == "":
		return usageError{fmt.Errorf("%s: --contact is required before a host is asked", address)}
	}
	return nil
}

// mayCrawl does so for sources.
func (a *app) mayCrawl(config crawler.Config, sites []source.Site) error {
	for i := range sites {
		switch {
		case sites[i].Simulated():
		case a.simulated != nil && a.simulated.world != "":
			return usageError{fmt.Errorf("source %s is a real portal: with --zoo hosts under .test are asked, and no others", sites[i].ID)}
		case config.Contact == "":
			return usageError{fmt.Errorf("source %s is a real portal: --contact is required before it is asked", sites[i].ID)}
		}
	}
	return nil
}

// mostAnswer bounds what the control of a zoo may say, in bytes.
const mostAnswer = 16 << 20

// reach asks the control of a zoo what it serves.
func reach(ctx context.Context, control string) (*simulation, error) {
	if err := onLoopback(control); err != nil {
		return nil, usageError{fmt.Errorf("--zoo: %w", err)}
	}
	portals, err := asked(ctx, control, "/portals")
	if err != nil {
		return nil, err
	}
	var served zoo.Served
	if err := json.Unmarshal(portals, &served); err != nil {
		return nil, fmt.Errorf("--zoo %s is no control of nianbao zoo: %w", control, err)
	}
	if err := errors.Join(onLoopback(served.Address), served.Config.Validate()); err != nil {
		return nil, fmt.Errorf("--zoo %s: %w", control, err)
	}
	sources, err := asked(ctx, control, "/sources")
	if err != nil {
		return nil, err
	}
	web := zoo.New(served.Config)
	register, err := web.Register()
	if err != nil {
		return nil, err
	}
	s := &simulation{
		hosts: web.MapTo(served.Address), register: register, sources: string(sources), world: worldOf(served.Config), authorities: x509.NewCertPool(),
	}
	s.authorities.AppendCertsFromPEM([]byte(served.Authority)) // without it https fails, and says so
	return s, nil
}

// asked gives what the control of a zoo answers.
func asked(ctx context.Context, control, path string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+control+path, nil)
	if err != nil {
		return nil, err
	}
	answer, err := (&http.Client{Transport: &http.Transport{Proxy: nil, DisableKeepAlives: true}}).Do(request)
	if err != nil {
		return nil, fmt.Errorf("--zoo %s: is nianbao zoo running? %w", control, err)
	}
	defer answer.Body.Close() //nolint:errcheck // only read
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("--zoo %s: %s: %s", control, path, answer.Status)
	}
	return io.ReadAll(io.LimitReader(answer.Body, mostAnswer))
}

// zooKind is the kind of runs over a zoo; an argument that begins with zooArgument says which.
const (
	zooKind     = "zoo"
	zooArgument = "zoo="
)

// worldOf names a zoo by what its places and numbers depend on.
func worldOf(c zoo.Config) string {
	return fmt.Sprintf("seed=%d counties=%s hosts=%d", c.Seed, strings.Join(c.Counties, ","), c.Hosts)
}

// simulatedIn gives the zoo that a run was over; false for a run over real portals.
func simulatedIn(run *store.Run) (config zoo.Config, ok bool) {
	for _, argument := range run.Arguments {
		world, is := strings.CutPrefix(argument, zooArgument)
		switch {
		case run.Kind == demoKind:
			_, _ = fmt.Sscanf(argument, "seed=%d", &config.Seed) // another argument says nothing about it
		case run.Kind == zooKind && is:
			var counties string
			_, _ = fmt.Sscanf(world, "seed=%d counties=%s hosts=%d", &config.Seed, &counties, &config.Hosts) // written by worldOf
			config.Counties = strings.Split(counties, ",")
		}
	}
	return config, run.Kind == demoKind || run.Kind == zooKind
}

// mayWrite refuses a database of another world: invented places never mix with real ones, nor with those of another seed.
func (a *app) mayWrite(ctx context.Context, info store.RunInfo) error {
	file, err := os.Stat(a.database())
	if errors.Is(err, fs.ErrNotExist) || err == nil && file.Size() == 0 {
		return nil
	}
	db, err := a.openReadOnly(ctx)
	if errors.Is(err, store.ErrOlder) {
		return nil // what it holds is looked at once it was brought up
	}
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // only read
	runs, err := db.Runs(ctx, 1000)
	own, simulated := simulatedIn(&store.Run{RunInfo: info})
	for _, r := range runs {
		other, invented := simulatedIn(&r)
		if invented != simulated || invented && (worldOf(other) != worldOf(own) || r.Kind != info.Kind) {
			return usageError{fmt.Errorf("%s holds other data than this %s's; name another file with --db", a.database(), info.Kind)}
		}
	}
	return err
}

// inZoo says in a run over which zoo it is.
func (a *app) inZoo(info store.RunInfo) store.RunInfo {
	if a.simulated != nil && a.simulated.world != "" {
		info.Kind, info.Arguments = zooKind, append(slices.Clone(info.Arguments), zooArgument+a.simulated.world)
	}
	return info
}
