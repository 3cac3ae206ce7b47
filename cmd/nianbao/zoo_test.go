package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// startZoo starts `nianbao zoo ARGS` at free ports and sets $PORTALS and $ZOO to where it is.
func startZoo(ts *testscript.TestScript, _ bool, args []string) {
	ctx, cancel := context.WithCancel(context.Background())
	out, in := io.Pipe()
	code := make(chan int, 1)
	go func() {
		defer in.Close() //nolint:errcheck // it never fails
		code <- run(ctx, append([]string{"zoo", "--lang=en", "--listen=127.0.0.1:0", "--control=127.0.0.1:0"}, args...), surroundings{
			stdin: strings.NewReader(""), stdout: in, stderr: ts.Stderr(),
		})
	}()
	ts.Defer(func() {
		cancel()
		if got := <-code; got != exitDone {
			ts.Fatalf("nianbao zoo was interrupted: exit %d", got)
		}
	})
	lines, found := bufio.NewScanner(out), 0
	address := regexp.MustCompile(`: http://(127\.0\.0\.1:\d+)/$`)
	for lines.Scan() {
		if m := address.FindStringSubmatch(lines.Text()); m != nil {
			ts.Setenv([]string{"PORTALS", "ZOO"}[found], m[1])
			found++
		}
		if strings.Contains(lines.Text(), "curl") {
			break // the last line
		}
	}
	if found != 2 {
		ts.Fatalf("nianbao zoo told %d addresses: %v", found, lines.Err())
	}
	go func() { _, _ = io.Copy(io.Discard, out) }() // it has nothing more to say
}

// ask sends a request as METHOD URL, through the HTTP proxy of a third argument, and prints the answer.
func ask(ts *testscript.TestScript, neg bool, args []string) {
	transport := &http.Transport{DisableKeepAlives: true}
	if len(args) > 2 {
		transport.Proxy = http.ProxyURL(&url.URL{Scheme: "http", Host: args[2]})
	}
	request, err := http.NewRequest(args[0], args[1], http.NoBody)
	ts.Check(err)
	answer, err := (&http.Client{Transport: transport}).Do(request)
	ts.Check(err)
	defer answer.Body.Close() //nolint:errcheck // only read
	if neg != (answer.StatusCode >= http.StatusBadRequest) {
		ts.Fatalf("%v: %s", args, answer.Status)
	}
	_, err = io.Copy(ts.Stdout(), answer.Body)
	ts.Check(err)
}
