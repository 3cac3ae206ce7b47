package transport_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"io"
	"log"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/nianbao/nianbao/crawler/internal/guard"
	"github.com/nianbao/nianbao/crawler/internal/transport"
)

// certificate is self-signed, for portal.test.
func certificate(t *testing.T, withRSA bool) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	sheet := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "portal.test"}, DNSNames: []string{"portal.test"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment,
	}
	var public, private any
	if withRSA {
		key, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			t.Fatal(err)
		}
		public, private = &key.PublicKey, key
	} else {
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		public, private = &key.PublicKey, key
	}
	der, err := x509.CreateCertificate(rand.Reader, sheet, sheet, public, private)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: private}, pool
}

// mapped leads every host under .test to the server.
func mapped(s *httptest.Server) *guard.Dialer {
	return &guard.Dialer{Map: func(string) (string, bool) { return s.Listener.Addr().String(), true }}
}

func hello(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "hello") }

func TestTLS(t *testing.T) {
	ec, ecPool := certificate(t, false)
	rsaCert, rsaPool := certificate(t, true)
	trusting := func(p transport.Profile, pool *x509.CertPool) transport.Profile { p.RootCAs = pool; return p }
	standard, compatible := transport.DefaultProfile(), transport.CompatibleProfile()
	oldest := &tls.Config{Certificates: []tls.Certificate{rsaCert}, MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS10}
	rsaOnly := &tls.Config{Certificates: []tls.Certificate{rsaCert}, MaxVersion: tls.VersionTLS12, CipherSuites: []uint16{tls.TLS_RSA_WITH_AES_128_GCM_SHA256}}
	p256 := &tls.Config{Certificates: []tls.Certificate{ec}, CurvePreferences: []tls.CurveID{tls.CurveP256}}
	usual := &tls.Config{Certificates: []tls.Certificate{ec}}
	cases := []struct {
		name    string
		server  *tls.Config
		profile transport.Profile
		url     string
		kind    transport.ErrorKind
		want    transport.TLS // when it works
	}{
		{"trusted", usual, trusting(standard, ecPool), "https://portal.test/", "", transport.TLS{Profile: "default", Version: "TLS 1.3"}},
		{"zero profile is the default", usual, transport.Profile{RootCAs: ecPool}, "https://portal.test/", "", transport.TLS{Profile: "default", Version: "TLS 1.3"}},
		{"unknown authority", usual, standard, "https://portal.test/", transport.KindTLS, transport.TLS{}},
		{"unknown authority, compatible", usual, compatible, "https://portal.test/", transport.KindTLS, transport.TLS{}},
		{"another name", usual, trusting(standard, ecPool), "https://other.test/", transport.KindTLS, transport.TLS{}},
		{"P-256 only", p256, trusting(standard, ecPool), "https://portal.test/", "", transport.TLS{Profile: "default", Version: "TLS 1.3"}},
		{"RSA key exchange only", rsaOnly, trusting(standard, rsaPool), "https://portal.test/", transport.KindTLS, transport.TLS{}},
		{"RSA key exchange, compatible", rsaOnly, trusting(compatible, rsaPool), "https://portal.test/", "", transport.TLS{Profile: "compatible", Version: "TLS 1.2", CipherSuite: "TLS_RSA_WITH_AES_128_GCM_SHA256"}},
		{"TLS 1.0", oldest, trusting(standard, rsaPool), "https://portal.test/", transport.KindTLS, transport.TLS{}},
		{"TLS 1.0, compatible", oldest, trusting(compatible, rsaPool), "https://portal.test/", "", transport.TLS{Profile: "compatible", Version: "TLS 1.0"}},
		{"plain http behind https", nil, standard, "https://portal.test/", transport.KindTLS, transport.TLS{}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := httptest.NewUnstartedServer(http.HandlerFunc(hello))
			s.Config.ErrorLog = log.New(io.Discard, "", 0)
			if c.server == nil {
				s.Start()
			} else {
				s.TLS = c.server
				s.StartTLS()
			}
			defer s.Close()
			tr := newTransport(t, transport.Config{Retries: -1, Dialer: mapped(s), TLS: c.profile})
			defer tr.CloseIdleConnections()
			a := get(t.Context(), tr, c.url)
			x := a.last()
			if transport.Kind(a.err) != c.kind || x.Kind != c.kind {
				t.Fatalf("error %v, kind %q, want %q", a.err, x.Kind, c.kind)
			}
			if c.kind != "" {
				return
			}
			if x.TLS == nil || x.TLS.Profile != c.want.Profile || x.TLS.Version != c.want.Version || !strings.HasPrefix(x.TLS.CipherSuite, c.want.CipherSuite) {
				t.Errorf("TLS %+v, want %+v", x.TLS, c.want)
			}
			if string(a.body) != "hello" || x.RemoteAddr != s.Listener.Addr().String() {
				t.Errorf("body %q from %q", a.body, x.RemoteAddr)
			}
		})
	}
}

// A handshake that the server ends by closing is a matter of TLS, not of the network.
func TestHandshakeClosed(t *testing.T) {
	n := newNetwork()
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := n.Accept()
			if err != nil {
				return
			}
			_, _ = conn.Read(make([]byte, 1<<10))
			_ = conn.Close()
		}
	}()
	tr := newTransport(t, transport.Config{Retries: -1, Dialer: n})
	a := get(t.Context(), tr, "https://portal.test/")
	_ = n.Close()
	<-done
	if transport.Kind(a.err) != transport.KindTLS {
		t.Errorf("error %v", a.err)
	}
}

func TestHTTP2(t *testing.T) {
	ec, pool := certificate(t, false)
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/cut" {
			w.Header().Set("Content-Length", "9")
			_, _ = io.WriteString(w, "abc")
			_ = http.NewResponseController(w).Flush()
			panic(http.ErrAbortHandler)
		}
		hello(w, r)
	}))
	s.TLS, s.EnableHTTP2 = &tls.Config{Certificates: []tls.Certificate{ec}}, true
	s.StartTLS()
	defer s.Close()
	tr := newTransport(t, transport.Config{Retries: -1, Dialer: mapped(s), TLS: transport.Profile{RootCAs: pool}})
	defer tr.CloseIdleConnections()
	for i := range 2 {
		a := get(t.Context(), tr, "https://portal.test/")
		if x := a.last(); a.err != nil || x.Proto != "HTTP/2.0" || x.TLS.Protocol != "h2" || x.Reused != (i == 1) || x.CloseDelimited {
			t.Errorf("error %v, %+v", a.err, x)
		}
	}
	if a := get(t.Context(), tr, "https://portal.test/cut"); transport.Kind(a.err) != transport.KindTruncated {
		t.Errorf("cut: %v", a.err)
	}
}
