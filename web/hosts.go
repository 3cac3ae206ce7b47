package web

import (
	"net"
	"net/http"
	"strings"
)

// known tells whether a request names this server: by localhost, a loopback address or one of the further names. A page
// of another site whose name leads to this machine (DNS rebinding) would name that one.
func (s *server) known(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.TrimSuffix(strings.ToLower(strings.Trim(host, "[]")), ".")
	if ip := net.ParseIP(host); host == "localhost" || ip != nil && ip.IsLoopback() {
		return true
	}
	for _, name := range s.Hosts {
		if host == strings.ToLower(name) {
			return true
		}
	}
	return false
}

// named refuses requests for other hosts (421, RFC 9110 section 15.5.20) where Config.Hosts says which there are.
func (s *server) named(next http.Handler) http.Handler {
	if s.Hosts == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !s.known(r.Host) {
			w.Header().Set("Cache-Control", "no-store")
			http.Error(w, "This server answers to localhost, loopback addresses and the host of --listen only.", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}
