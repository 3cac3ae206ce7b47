//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/nianbao/nianbao/fixtures/zoo"
	"github.com/nianbao/nianbao/store"
)

// stuck are simulated portals that stop answering: the request that comes after so many others stays open, until
// somebody gives up on it.
type stuck struct {
	*zoo.Zoo
	after   atomic.Int64 // requests that are still answered; below 0 for all
	open    chan struct{}
	control string // address
}

func stuckPortals(t *testing.T) *stuck {
	t.Helper()
	h := &stuck{Zoo: zoo.New(zoo.Config{}), open: make(chan struct{}, 1<<10)}
	portals := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if h.after.Add(-1) == 0 {
			h.open <- struct{}{}
			<-r.Context().Done()
			return
		}
		h.Handler().ServeHTTP(w, r)
	}))
	t.Cleanup(portals.Close)
	control := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/portals" {
			h.Control().ServeHTTP(w, r)
			return
		}
		served := h.Served()
		served.Address = portals.Listener.Addr().String()
		_ = json.NewEncoder(w).Encode(served) // a client that left is no concern of the test
	}))
	t.Cleanup(control.Close)
	h.control = control.Listener.Addr().String()
	return h
}

// program is the program as a process of its own.
type program struct {
	*exec.Cmd
	out  bytes.Buffer
	errs bytes.Buffer
	done chan struct{} // closed when it has ended
}

// crawl starts a crawl of the portals in a process; its standard output goes to a file when one is given.
func (h *stuck) crawl(t *testing.T, database string, stdout *os.File) *program {
	t.Helper()
	own, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := &program{Cmd: exec.Command(own, "crawl", "--zoo", h.control, "--db", database, "--lang=en"), done: make(chan struct{})}
	p.Args[0] = "nianbao" // TestMain is the program then
	p.Stdout, p.Stderr = &p.out, &p.errs
	if stdout != nil {
		p.Stdout = stdout
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		_ = p.Wait() // ProcessState tells
		close(p.done)
	}()
	t.Cleanup(func() { _ = p.Process.Kill() })
	return p
}

// soon is how long a stop may take on a machine that has much to do; nobody waits for a host in it.
const soon = time.Minute

// end waits until the process has ended and tells how.
func (p *program) end(t *testing.T) syscall.WaitStatus {
	t.Helper()
	select {
	case <-p.done:
		return p.ProcessState.Sys().(syscall.WaitStatus)
	case <-time.After(soon):
		t.Fatalf("it has not ended after %s: %s%s", soon, p.out.String(), p.errs.String())
	}
	return 0
}

func (p *program) signal(t *testing.T, s os.Signal) {
	t.Helper()
	if err := p.Process.Signal(s); err != nil {
		t.Fatal(err)
	}
}

// hangs waits until a request is open that nobody answers.
func (h *stuck) hangs(t *testing.T) {
	t.Helper()
	select {
	case <-h.open:
	case <-time.After(soon):
		t.Fatal("nothing was asked")
	}
}

// resultOf gives how the first run ended; empty while it runs. The database is sound.
func resultOf(t *testing.T, database string) string {
	t.Helper()
	db, err := store.OpenReadOnly(t.Context(), database, store.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // only read
	if problems, err := db.Check(t.Context(), true); err != nil || len(problems) > 0 {
		t.Errorf("the database: %v %v", problems, err)
	}
	runs, err := db.Runs(t.Context(), 10)
	if err != nil || len(runs) != 1 {
		t.Fatalf("%d runs: %v", len(runs), err)
	}
	return runs[0].Result
}

// goesOn crawls on to the end: the same run, and everything that is published.
func (h *stuck) goesOn(t *testing.T, database string) {
	t.Helper()
	h.after.Store(-1)
	p := h.crawl(t, database, nil)
	if status := p.end(t); status.ExitStatus() != exitDone {
		t.Fatalf("it does not go on: exit %d: %s%s", status.ExitStatus(), p.out.String(), p.errs.String())
	}
	if got := resultOf(t, database); got != store.ResultDone || !strings.Contains(p.out.String(), "run 1: ") {
		t.Errorf("gone on with, and %q: %s", got, p.out.String())
	}
	if got := call(t, "status", "--db", database); !strings.Contains(got, "48 reports") {
		t.Errorf("afterwards:\n%s", got)
	}
}

// TestASignalStopsTheProgram sends a real process what a person's Ctrl-C and systemd send, while a portal hangs: the open
// request is given up, what was fetched is read, the run is interrupted and told of, and the same command goes on.
func TestASignalStopsTheProgram(t *testing.T) {
	for name, s := range map[string]os.Signal{"Ctrl-C": syscall.SIGINT, "systemctl stop": syscall.SIGTERM} {
		t.Run(name, func(t *testing.T) {
			h, database := stuckPortals(t), filepath.Join(t.TempDir(), "a.db")
			h.after.Store(40)
			p := h.crawl(t, database, nil)
			h.hangs(t)
			began := time.Now()
			p.signal(t, s)
			status := p.end(t)
			t.Logf("ended %s after the signal", time.Since(began).Round(time.Millisecond))
			if !status.Exited() || status.ExitStatus() != exitNews || !strings.Contains(p.errs.String(), "stopped; the same command goes on") {
				t.Errorf("status %v: %s%s", status, p.out.String(), p.errs.String())
			}
			if out := p.out.String(); !strings.Contains(out, "run 1: ") || !strings.Contains(out, "new pages") {
				t.Errorf("the end report: %s", out)
			}
			if got := resultOf(t, database); got != store.ResultInterrupted {
				t.Errorf("the run is %q", got)
			}
			h.goesOn(t, database)
		})
	}
}

// TestASecondSignalEndsTheProgramAtOnce presses Ctrl-C again while the program can't come to its end, since nobody reads
// what it prints.
func TestASecondSignalEndsTheProgramAtOnce(t *testing.T) {
	h, database := stuckPortals(t), filepath.Join(t.TempDir(), "a.db")
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close() //nolint:errcheck // nothing is written to it any more
	_ = writer.SetWriteDeadline(time.Now().Add(100 * time.Millisecond))
	for {
		if _, err := writer.Write(make([]byte, 4<<10)); err != nil {
			break // it is full
		}
	}
	h.after.Store(40)
	p := h.crawl(t, database, writer)
	_ = writer.Close() // that of the process stays open
	h.hangs(t)
	p.signal(t, syscall.SIGINT)
	for deadline := time.Now().Add(soon); resultOf(t, database) == ""; {
		if time.Now().After(deadline) {
			t.Fatal("the run was not brought to its end")
		}
		time.Sleep(20 * time.Millisecond) // another process has to act
	}
	select {
	case <-p.done:
		t.Fatalf("it has ended although nobody reads what it prints: %s", p.errs.String())
	default:
	}
	p.signal(t, syscall.SIGINT)
	if status := p.end(t); !status.Signaled() || status.Signal() != syscall.SIGINT {
		t.Errorf("it ended by itself: %v %s", status, p.errs.String())
	}
	if got := resultOf(t, database); got != store.ResultInterrupted {
		t.Errorf("the run is %q", got)
	}
	h.goesOn(t, database)
}

// TestTwoSignalsAtAnyMoment presses Ctrl-C twice, at moments that nobody chose.
func TestTwoSignalsAtAnyMoment(t *testing.T) {
	for range 4 {
		h, database := stuckPortals(t), filepath.Join(t.TempDir(), "a.db")
		h.after.Store(10 + rand.Int64N(60))
		p := h.crawl(t, database, nil)
		h.hangs(t)
		p.signal(t, syscall.SIGINT)
		pause := rand.N(40 * time.Millisecond)
		time.Sleep(pause) // the moment
		_ = p.Process.Signal(syscall.SIGINT)
		status := p.end(t)
		result := resultOf(t, database)
		t.Logf("%s after the first: by the signal %v, run %q", pause.Round(time.Millisecond), status.Signaled(), result)
		if result == store.ResultDone || status.Exited() && result != store.ResultInterrupted {
			t.Errorf("%v, and the run is %q", status, result)
		}
		h.goesOn(t, database)
	}
}
