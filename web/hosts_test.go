package web_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/nianbao/nianbao/web"
)

// TestOtherHostsAreRefused names the server as pages of other sites would by a name that leads to this machine.
func TestOtherHostsAreRefused(t *testing.T) {
	db := reader(t, crawled)
	for name, hosts := range map[string][]string{"loopback": {}, "any": nil, "listen": {"nianbao.example"}} {
		h, err := web.New(web.Config{Store: db, Hosts: hosts})
		if err != nil {
			t.Fatal(err)
		}
		for host, own := range map[string]bool{
			"localhost": true, "LOCALHOST:8080": true, "127.0.0.1:8080": true, "127.9.9.9": true, "[::1]:8080": true, "localhost.": true,
			"evil.test": false, "evil.test:8080": false, "localhost.evil.test": false, "192.168.1.4": false, "": false, "127.0.0.1.evil.test": false,
			"nianbao.example:8080": name == "listen",
		} {
			for _, address := range []string{"/", "/api/v1/sources", "/healthz", "/metrics"} {
				r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
				r.Host = host
				w := httptest.NewRecorder()
				h.ServeHTTP(w, r)
				want := http.StatusOK
				if !own && name != "any" {
					want = http.StatusMisdirectedRequest
				}
				if w.Code != want {
					t.Errorf("%s: %q %s: %d, want %d", name, host, address, w.Code, want)
				}
			}
		}
	}
}
