//go:build browser

package browser_test

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var shots = flag.Bool("shots", false, "write a picture of every page to shots/")

// site is the address of the program that serves the demo's dataset, without a slash at its end.
var site string

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "nianbao-browser")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer os.RemoveAll(dir) //nolint:errcheck // a folder of the test
		stop, err := start(dir)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer stop()
		return m.Run()
	}())
}

// start builds the program, makes the demo's dataset and serves it.
func start(dir string) (stop func(), err error) {
	program, db := filepath.Join(dir, "nianbao"), filepath.Join(dir, "demo.db")
	build := exec.Command("go", "build", "-o", program, "../../cmd/nianbao")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return nil, fmt.Errorf("build: %w", err)
	}
	if out, err := exec.Command(program, "demo", "--quiet", "--db", db).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("demo: %w: %s", err, out)
	}
	ctx, cancel := context.WithCancel(context.Background())
	serve := exec.CommandContext(ctx, program, "serve", "--db", db, "--listen", "127.0.0.1:0")
	serve.Stderr = os.Stderr
	out, err := serve.StdoutPipe()
	if err == nil {
		err = serve.Start()
	}
	if err != nil {
		cancel()
		return nil, fmt.Errorf("serve: %w", err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	stop = func() { cancel(); _ = serve.Wait() }
	if err != nil {
		stop()
		return nil, fmt.Errorf("serve told no address: %w", err)
	}
	site = strings.TrimRight(strings.TrimSpace(line), "/")
	return stop, nil
}
