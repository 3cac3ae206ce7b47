package crawler_test

import (
	"crypto/tls"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report"
)

// Hosts that can't be reached end in the outcome that says why, without a request to anybody.
func TestUnreachable(t *testing.T) {
	closed := refusedAddress(t)
	b := newBed(t)
	b.config.Dial = nil
	b.config.Timeout = 5 * time.Second
	b.config.Map = func(host string) (string, bool) { return closed.String(), host == "refused.test" }
	want := map[string]report.Outcome{
		"http://refused.test/nb/":  report.OutcomeRefused,
		"http://unmapped.test/nb/": report.OutcomeUnknownHost,
	}
	b.site("refused.test", nil)
	b.site("unmapped.test", nil)
	for _, host := range []string{"127.0.0.1", "[::1]", "10.1.2.3", "169.254.169.254", "[::ffff:127.0.0.1]", "100.64.0.1"} {
		u := "http://" + host + ":1/x"
		want[u] = report.OutcomePrivateAddress
		b.fetch(u)
	}
	b.crawl(t.Context(), t)
	for u, outcome := range want {
		if v := b.visit(u); v.Outcome != outcome || !strings.Contains(v.Detail, v.Request.Host()[:4]) {
			t.Errorf("%s: %s (%s), want %s", u, v.Outcome, v.Detail, outcome)
		}
		if v := b.visit(u); strings.Contains(v.Detail, string(v.Outcome)) || strings.Count(v.Detail, "robots.txt") > 1 {
			t.Errorf("%s says it twice: %s: %s", u, v.Outcome, v.Detail)
		}
	}
}

// A redirect to a private address is not followed, not even where a source names the host.
func TestRedirectToPrivateAddress(t *testing.T) {
	b := newBed(t)
	b.site("www.jia.test", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/nb/" {
			redirect("http://127.0.0.1:9/nb/")(w, r)
			return
		}
		http.NotFound(w, r)
	}))
	b.crawl(t.Context(), t)
	if v := b.visit("http://www.jia.test/nb/"); v.Outcome != report.OutcomeOffsite {
		t.Errorf("a host that no source names: %s (%s)", v.Outcome, v.Detail)
	}

	b.next()
	b.sites[0].Hosts = []string{"127.0.0.1:9"}
	b.config.Contact = "https://nianbao.test/about"
	b.crawl(t.Context(), t)
	v := b.visit("http://www.jia.test/nb/")
	if v.Outcome != report.OutcomeBadRedirect || !strings.Contains(v.Detail, "not a public address") {
		t.Errorf("a host that a source names: %s (%s)", v.Outcome, v.Detail)
	}
}

// Only the address that a person named may be private.
func TestAllowPrivate(t *testing.T) {
	address := loopback(t, county())
	b := newBed(t)
	b.config.AllowPrivate = []netip.AddrPort{address}
	gap := time.Duration(0)
	b.config.Pace.Gap = &gap
	b.fetch("http://" + address.String() + "/nb/202401/t20240116_1.html")
	b.config.Timeout = 5 * time.Second
	sum := b.crawl(t.Context(), t)
	if sum.Outcomes[report.OutcomeFetched] != 1 {
		t.Errorf("%v", b.outcomes())
	}
}

// A certificate that does not fit, and a host that speaks no TLS: said so, never worked around.
func TestTLS(t *testing.T) {
	server := httptest.NewUnstartedServer(county())
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // it would tell of the handshake that failed
	server.StartTLS()
	t.Cleanup(server.Close)
	plain := loopback(t, county())
	b := newBed(t)
	b.config.Dial = nil
	b.config.Timeout = 5 * time.Second
	b.config.Map = func(host string) (string, bool) {
		return map[string]string{"foreign.test": server.Listener.Addr().String(), "plain.test": plain.String()}[host], true
	}
	b.fetch("https://foreign.test/nb/x.html", "https://plain.test/nb/x.html")
	b.crawl(t.Context(), t)
	for _, host := range []string{"foreign.test", "plain.test"} {
		if v := b.visit("https://" + host + "/nb/x.html"); v.Outcome != report.OutcomeTLS || !strings.Contains(v.Detail, host) {
			t.Errorf("%s: %s (%s)", host, v.Outcome, v.Detail)
		}
	}
}

// A host is offered old ciphers only where its source says that it needs them; certificates are checked all the same.
func TestTLSProfileOfASource(t *testing.T) {
	for profile, old := range map[source.TLSProfile]bool{"": false, source.TLSDefault: false, source.TLSCompatible: true} {
		t.Run(string(profile), func(t *testing.T) {
			offered := make(chan []uint16, 8)
			server := httptest.NewUnstartedServer(county())
			server.Config.ErrorLog = log.New(io.Discard, "", 0)
			server.TLS = &tls.Config{GetConfigForClient: func(hello *tls.ClientHelloInfo) (*tls.Config, error) {
				offered <- hello.CipherSuites
				return nil, nil
			}}
			server.StartTLS()
			t.Cleanup(server.Close)
			b := newBed(t)
			b.config.Dial, b.config.Timeout = nil, 5*time.Second
			b.config.Map = func(string) (string, bool) { return server.Listener.Addr().String(), true }
			b.sites = append(b.sites, source.Site{
				ID: "old", Name: "甲县", Division: "990101", TLS: profile, Columns: []source.Column{{URL: "https://old.test/nb/"}},
			})
			b.crawl(t.Context(), t)
			if v := b.visit("https://old.test/nb/"); v.Outcome != report.OutcomeTLS {
				t.Errorf("a certificate of nobody was believed: %s (%s)", v.Outcome, v.Detail)
			}
			if got := slices.Contains(<-offered, tls.TLS_RSA_WITH_AES_128_GCM_SHA256); got != old {
				t.Errorf("RSA key exchange offered: %v", got)
			}
		})
	}
}
