package crawler

import (
	"cmp"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"regexp"
	"strings"
	"time"

	"github.com/nianbao/nianbao/crawler/source"
)

// What the zero Config means.
const (
	DefaultProduct   = "nianbao"
	DefaultWorkers   = 64
	DefaultTimeout   = 30 * time.Second
	DefaultRedirects = 10
	DefaultMaxBody   = 16 << 20
	DefaultPatience  = 15 * time.Minute
	DefaultLists     = 5000
)

// robotsAge is how long a robots.txt may be used (RFC 9309 section 2.4).
const robotsAge = 24 * time.Hour

// Config says who the crawler is and how it behaves. Its zero value is polite, but has no contact, which real hosts
// require.
type Config struct {
	// UserAgent is product and version, "nianbao/1.0"; DefaultProduct when empty. The contact is added to it.
	UserAgent string
	// Contact is a URL or mail address at which the operator can be reached; required unless all sites are
	// simulated.
	Contact string
	// Pace is that of sites which set none; what is nil is source.DefaultGap and so on.
	Pace source.Pace
	// Workers is how many hosts are leased at once.
	Workers int
	// Timeout bounds one attempt from dialling to the last byte of the body.
	Timeout time.Duration
	// Retries is how often an attempt that broke on the way is repeated at once, after RetryWait and the host's
	// gap; 0 for one, negative for never. Later repetitions are the frontier's.
	Retries   int
	RetryWait time.Duration
	// Redirects is how many are followed at most.
	Redirects int
	// MaxBody is the size in bytes, after decoding, from which a body is refused.
	MaxBody int64
	// Patience is the longest wait for a host with nothing else to do; when all hosts rest longer, the run ends.
	Patience time.Duration
	// Pages is the most pages of one list; 60 when 0.
	Pages int
	// Lists is the most list pages that are read of one site in a run, a bound for portals that make up pages.
	Lists int
	// From and To bound the report years that are wanted, both included; 0 for no bound.
	From, To int
	// Map leads hosts under .test to servers inside the program, as "IP:port"; no other host.
	Map func(host string) (address string, ok bool)
	// Dial connects to hosts under .test in memory, instead of Map; no other host.
	Dial func(ctx context.Context, host string) (net.Conn, error)
	// Authorities are trusted instead of the system's; nil for the system's. They are those of simulated portals.
	Authorities *x509.CertPool
	// AllowPrivate names addresses that may be asked although they are not public, because a person said so.
	AllowPrivate []netip.AddrPort
	// Environ is the program's environment. Settings of the collector that stand there (COLLY_*) would override
	// the ones that keep it polite, so New refuses to start with them.
	Environ []string
	// Progress is told of every visit, by several goroutines at once; nil to tell nobody.
	Progress func(Event)
}

var wellFormedProduct = regexp.MustCompile(`^[A-Za-z][A-Za-z_-]*(/[\w.+-]+)?$`)

// Validate says what in the Config can't be meant.
func (c Config) Validate() error {
	c = c.withDefaults()
	var errs []error
	wrong := func(format string, args ...any) { errs = append(errs, fmt.Errorf("crawler: "+format, args...)) }
	if !wellFormedProduct.MatchString(c.UserAgent) {
		wrong("the user agent %q is not product/version", c.UserAgent)
	}
	if strings.ContainsFunc(c.Contact, func(r rune) bool { return r <= ' ' || r >= 0x7F || r == '(' || r == ')' }) {
		wrong("the contact %q holds characters that a header can't", c.Contact)
	}
	if c.Workers < 1 || c.Timeout <= 0 || c.Redirects < 0 || c.MaxBody < 1 || c.Patience < 0 || c.Pages < 0 || c.Lists < 0 || c.RetryWait < 0 {
		wrong("workers, timeout, redirects, largest body, patience, pages, lists and wait must not be below their least")
	}
	if c.To != 0 && c.From > c.To {
		wrong("the years %d–%d run backwards", c.From, c.To)
	}
	for _, e := range c.Environ {
		if name, _, _ := strings.Cut(e, "="); strings.HasPrefix(name, "COLLY_") {
			wrong("the environment variable %s would change the crawler behind our back; unset it", name)
		}
	}
	return errors.Join(errs...)
}

func (c Config) withDefaults() Config {
	c.UserAgent = cmp.Or(c.UserAgent, DefaultProduct)
	c.Pace = c.Pace.Or(source.NewPace(source.DefaultGap, source.DefaultJitter, source.DefaultBudget))
	c.Workers = cmp.Or(c.Workers, DefaultWorkers)
	c.Timeout = cmp.Or(c.Timeout, DefaultTimeout)
	c.Retries = cmp.Or(c.Retries, 1)
	c.Redirects = cmp.Or(c.Redirects, DefaultRedirects)
	c.MaxBody = cmp.Or(c.MaxBody, DefaultMaxBody)
	c.Lists = cmp.Or(c.Lists, DefaultLists)
	c.Patience = cmp.Or(c.Patience, DefaultPatience)
	if c.Progress == nil {
		c.Progress = func(Event) {}
	}
	return c
}

// agent is the User-Agent line.
func (c Config) agent() string {
	if c.Contact == "" {
		return c.UserAgent
	}
	return c.UserAgent + " (+" + c.Contact + ")"
}
