package guard_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"go.uber.org/goleak"

	"github.com/nianbao/nianbao/crawler/internal/guard"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// names is a resolver that knows only what it holds and counts its answers.
type names struct {
	known map[string][]string
	asked atomic.Int32
}

func (n *names) LookupNetIP(_ context.Context, _, host string) ([]netip.Addr, error) {
	n.asked.Add(1)
	found, ok := n.known[host]
	if !ok {
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	var out []netip.Addr
	for _, a := range found {
		out = append(out, netip.MustParseAddr(a))
	}
	return out, nil
}

// TestNoWayIn asks for each URL directly and by a redirect from a page of the test
// web: the forbidden server is never reached, and the error says why.
func TestNoWayIn(t *testing.T) {
	var reached atomic.Int32
	forbidden := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Add(1) }))
	defer forbidden.Close()
	_, port, _ := net.SplitHostPort(forbidden.Listener.Addr().String())

	var target atomic.Value
	zoo := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", target.Load().(string))
		w.WriteHeader(http.StatusFound)
	}))
	defer zoo.Close()
	d := &guard.Dialer{Resolver: loopNames(), Map: func(host string) (string, bool) {
		return zoo.Listener.Addr().String(), host == "zoo.test"
	}}
	tr := &http.Transport{DialContext: d.DialContext}
	defer tr.CloseIdleConnections()
	client := &http.Client{Transport: checking{tr}}
	for _, c := range waysIn {
		where := strings.ReplaceAll(c.url, "PORT", port)
		target.Store(where)
		for how, start := range map[string]string{"direct": where, "redirected": "http://zoo.test/"} {
			t.Run(how+"/"+c.name, func(t *testing.T) {
				req, err := http.NewRequest(http.MethodGet, start, nil)
				if err != nil {
					t.Fatal(err)
				}
				resp, err := client.Do(req)
				if err == nil {
					_ = resp.Body.Close()
					t.Fatalf("%s was answered with %d", where, resp.StatusCode)
				}
				if !errors.Is(err, c.err) {
					t.Errorf("error %v, want %v", err, c.err)
				}
			})
		}
	}
	if n := reached.Load(); n != 0 {
		t.Errorf("the forbidden server was reached %d times", n)
	}
}

// checking asks CheckURL before every request, as the crawler's transport does.
type checking struct{ next http.RoundTripper }

func (c checking) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := guard.CheckURL(r.URL); err != nil {
		return nil, err
	}
	return c.next.RoundTrip(r)
}

// The dialer alone, without CheckURL before it, lets nothing through either.
func TestDialerAlone(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = ln.Close() }()
	_, port, _ := net.SplitHostPort(ln.Addr().String())
	d := &guard.Dialer{Resolver: loopNames()}
	for _, host := range []string{
		"127.0.0.1", "::1", "::ffff:127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "localhost",
		"loop.rebind", "mapped.rebind", "many.rebind", "a@127.0.0.1", "zoo.test", "fe80::1%lo", "", ".", "127.0.0.1 ",
	} {
		conn, err := d.DialContext(t.Context(), "tcp", net.JoinHostPort(host, port))
		if err == nil {
			_ = conn.Close()
			t.Errorf("%q was dialled", host)
		}
	}
	for _, network := range []string{"udp", "unix", "ip4:icmp", ""} {
		if _, err := d.DialContext(t.Context(), network, ln.Addr().String()); !errors.Is(err, guard.ErrBadURL) {
			t.Errorf("network %q: %v", network, err)
		}
	}
	for _, address := range []string{"nowhere", "a.example:http", "a.example:", "a.example:0"} {
		if _, err := d.DialContext(t.Context(), "tcp", address); !errors.Is(err, guard.ErrBadURL) {
			t.Errorf("address %q: %v", address, err)
		}
	}
}

func TestAddressErrorNamesHostAndAddress(t *testing.T) {
	d := &guard.Dialer{Resolver: loopNames()}
	_, err := d.DialContext(t.Context(), "tcp", "intranet.rebind:80")
	var refused *guard.AddressError
	if !errors.As(err, &refused) || refused.Host != "intranet.rebind" || refused.Addr.String() != "192.168.3.4" {
		t.Fatalf("%#v", err)
	}
	if got := err.Error(); got != "intranet.rebind: 192.168.3.4 is private (RFC 1918): not a public address" {
		t.Error(got)
	}
}

// A name that leads to private addresses and to one that may be dialled is dialled
// there.
func TestMixedAnswer(t *testing.T) {
	mirror := answers(t, "mirror")
	n := &names{known: map[string][]string{"mixed.example": {"10.0.0.1", "fd00::1", "127.0.0.1"}}}
	d := &guard.Dialer{Resolver: n, Allow: []netip.AddrPort{mirror}}
	_, port, _ := net.SplitHostPort(mirror.String())
	if got, err := get(t, d, "http://mixed.example:"+port+"/"); got != "mirror" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}

// rebinding answers with a public address first and with loopback ever after. The first
// dial is cancelled beforehand, so that nothing leaves this machine.
type rebinding struct{ asked int }

func (r *rebinding) LookupNetIP(context.Context, string, string) ([]netip.Addr, error) {
	r.asked++
	if r.asked == 1 {
		return []netip.Addr{netip.MustParseAddr("8.8.8.8")}, nil
	}
	return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
}

func TestRebinding(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r := &rebinding{}
	d := &guard.Dialer{Resolver: r}
	_, err := d.DialContext(ctx, "tcp", "rebind.example:80")
	if r.asked != 1 || err == nil || !strings.Contains(err.Error(), "8.8.8.8") {
		t.Errorf("asked %d times, error %v", r.asked, err)
	}
	if _, err = d.DialContext(t.Context(), "tcp", "rebind.example:80"); !errors.Is(err, guard.ErrPrivateAddress) {
		t.Errorf("second dial: %v", err)
	}
}

func TestNamesThatDoNotExist(t *testing.T) {
	d := &guard.Dialer{Resolver: &names{known: map[string][]string{"empty.example": {}}}}
	for _, host := range []string{"gone.example:80", "empty.example:80"} {
		_, err := d.DialContext(t.Context(), "tcp", host)
		var dns *net.DNSError
		if !errors.As(err, &dns) || !dns.IsNotFound {
			t.Errorf("%s: %v", host, err)
		}
	}
}

// answers starts a server that says who it is.
func answers(t *testing.T, who string) netip.AddrPort {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, who) }))
	t.Cleanup(s.Close)
	return netip.MustParseAddrPort(s.Listener.Addr().String())
}

func get(t *testing.T, d *guard.Dialer, where string) (string, error) {
	t.Helper()
	tr := &http.Transport{DialContext: d.DialContext, DisableKeepAlives: true}
	resp, err := (&http.Client{Transport: tr}).Get(where)
	if err != nil {
		return "", err
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	return string(body), err
}

// Allow opens one address at one port, by its name or number, and nothing beside it.
func TestAllow(t *testing.T) {
	mirror, other := answers(t, "mirror"), answers(t, "other")
	_, port, _ := net.SplitHostPort(mirror.String())
	for _, allowed := range []netip.AddrPort{mirror, netip.AddrPortFrom(netip.AddrFrom16(mirror.Addr().As16()), mirror.Port())} {
		d := &guard.Dialer{Resolver: loopNames(), Allow: []netip.AddrPort{allowed}}
		for _, host := range []string{"127.0.0.1", "loop.rebind", "[::ffff:127.0.0.1]"} {
			if got, err := get(t, d, "http://"+host+":"+port+"/"); got != "mirror" || err != nil {
				t.Errorf("%s: %q, %v", host, got, err)
			}
		}
		for _, closed := range []string{other.String(), "127.0.0.2:" + port, "[::1]:" + port} {
			if _, err := get(t, d, "http://"+closed+"/"); !errors.Is(err, guard.ErrPrivateAddress) {
				t.Errorf("%s: %v", closed, err)
			}
		}
	}
}

// Map leads hosts under .test to one server and is never asked about any other.
func TestMap(t *testing.T) {
	zoo := answers(t, "zoo")
	var asked []string
	d := &guard.Dialer{Resolver: loopNames(), Map: func(host string) (string, bool) {
		asked = append(asked, host)
		return zoo.String(), strings.HasSuffix(host, ".zoo.test")
	}}
	for _, host := range []string{"static.zoo.test", "STATIC.zoo.TEST.:8080"} {
		if got, err := get(t, d, "http://"+host+"/"); got != "zoo" || err != nil {
			t.Errorf("%s: %q, %v", host, got, err)
		}
	}
	if _, err := get(t, d, "http://loop.rebind/"); !errors.Is(err, guard.ErrPrivateAddress) {
		t.Errorf("not a test host: %v", err)
	}
	if _, err := get(t, d, "http://"+zoo.String()+"/"); !errors.Is(err, guard.ErrPrivateAddress) {
		t.Errorf("the zoo's own address: %v", err)
	}
	if _, err := get(t, d, "http://zoo.test.example/"); err == nil || errors.Is(err, guard.ErrTestHost) {
		t.Errorf("test in the middle: %v", err)
	}
	if got := strings.Join(asked, " "); got != "static.zoo.test static.zoo.test" {
		t.Errorf("asked about %s", got)
	}
	bad := &guard.Dialer{Map: func(string) (string, bool) { return "localhost:80", true }}
	if _, err := get(t, bad, "http://a.test/"); !errors.Is(err, guard.ErrTestHost) || !strings.Contains(err.Error(), "not IP:port") {
		t.Errorf("mapped to a name: %v", err)
	}
}

func TestCheckURLTakes(t *testing.T) {
	for _, good := range []string{
		"http://www.a.gov.cn/", "https://a.example:8443/x?y#z", "http://8.8.8.8/", "http://[2400:3200::1]/",
		"http://县政府.example/", "http://3com.example/", "http://a_b.example/", "http://0x7g.example/", "http://zoo.test/",
	} {
		u, err := url.Parse(good)
		if err != nil {
			t.Fatal(err)
		}
		if err := guard.CheckURL(u); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
}
