package crawler_test

import (
	"context"
	"encoding/binary"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"sync"
	"testing"

	"golang.org/x/net/dns/dnsmessage"
)

// nameserver answers what addresses a name has; none for one that does not exist.
type nameserver interface{ lookup(name string) []string }

// answers are fixed; names end with a dot.
type answers map[string][]string

func (a answers) lookup(name string) []string { return a[name] }

// changing answers with one address for the first look-ups and with another one afterwards.
type changing struct {
	first         int
	before, after string

	mu    sync.Mutex
	asked int
}

func (c *changing) lookup(string) []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.asked++; c.asked <= c.first {
		return []string{c.before}
	}
	return []string{c.after}
}

// resolveWith makes the program look names up here until the test ends, without asking anybody.
func resolveWith(t *testing.T, known nameserver) {
	t.Helper()
	system := net.DefaultResolver
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		here, there := net.Pipe()
		go func() {
			defer func() { _ = there.Close() }()
			for answerOne(there, known) == nil {
			}
		}()
		return here, nil
	}}
	t.Cleanup(func() { net.DefaultResolver = system })
}

// answerOne answers one question, framed as over TCP (RFC 1035 section 4.2.2).
func answerOne(conn net.Conn, known nameserver) error {
	var size uint16
	if err := binary.Read(conn, binary.BigEndian, &size); err != nil {
		return err
	}
	question := make([]byte, size)
	if _, err := io.ReadFull(conn, question); err != nil {
		return err
	}
	var m dnsmessage.Message
	if err := m.Unpack(question); err != nil {
		return err
	}
	reply := dnsmessage.Message{Header: dnsmessage.Header{ID: m.ID, Response: true, RecursionAvailable: true}, Questions: m.Questions}
	q := m.Questions[0]
	if q.Type == dnsmessage.TypeA || q.Type == dnsmessage.TypeAAAA {
		reply.Answers = resources(q, known)
	}
	packed, err := reply.Pack()
	if err != nil {
		return err
	}
	_, err = conn.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(packed))), packed...)) // #nosec G115 -- a few bytes
	return err
}

func resources(q dnsmessage.Question, known nameserver) (found []dnsmessage.Resource) {
	if _, counts := known.(*changing); counts && q.Type != dnsmessage.TypeA {
		return nil // both types of one look-up are one to it
	}
	for _, text := range known.lookup(q.Name.String()) {
		address := netip.MustParseAddr(text)
		head := dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class}
		switch {
		case address.Is4() && q.Type == dnsmessage.TypeA:
			found = append(found, dnsmessage.Resource{Header: head, Body: &dnsmessage.AResource{A: address.As4()}})
		case address.Is6() && q.Type == dnsmessage.TypeAAAA:
			found = append(found, dnsmessage.Resource{Header: head, Body: &dnsmessage.AAAAResource{AAAA: address.As16()}})
		}
	}
	return found
}

// httpMirror is a server on loopback that closes every connection after its answer.
func httpMirror(t *testing.T) string {
	t.Helper()
	server := httptest.NewUnstartedServer(http.HandlerFunc(county().ServeHTTP))
	server.Config.SetKeepAlivesEnabled(false)
	server.Start()
	t.Cleanup(server.Close)
	return server.Listener.Addr().String()
}
