package pipeline_test

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
	"time"

	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/fixtures/zoo"
)

// nightHosts asks for TestNights, which takes minutes.
var nightHosts = flag.Int("hosts", 0, "how many hosts TestNights crawls, with 25 requests each; 0 to leave it out")

// childHosts makes the test binary crawl so many hosts of the zoo at childAddress three times.
const childHosts = "PIPELINE_TEST_HOSTS"

// measured is one night as its process saw it.
type measured struct {
	Lists, Documents, Read int
	Seconds                float64
	Peak                   int // MiB resident at most
	Heap                   int // MiB in use afterwards
}

const (
	nights   = 3
	mostPeak = 286 // MiB: 300,000,000 bytes
)

// TestNights crawls thousands of hosts on three nights, in one process that does nothing else, while the portals are
// another one: the memory it takes stays below what is promised and does not grow.
func TestNights(t *testing.T) {
	if *nightHosts == 0 {
		t.Skip("takes minutes; make night runs it")
	}
	web := serveZoo(t, zoo.Config{Hosts: *nightHosts})
	forget := func(n int64) {
		if n%1000 == 0 {
			web.Reset() // the log of the portals is of no use here
		}
	}
	web.hook.Store(&forget)
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), childAddress+"="+web.address, childDatabase+"="+filepath.Join(t.TempDir(), "a.db"),
		childHosts+"="+strconv.Itoa(*nightHosts))
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	var all []measured
	for lines := bufio.NewScanner(out); lines.Scan(); {
		var m measured
		if err := json.Unmarshal(lines.Bytes(), &m); err != nil {
			t.Error(err)
		}
		t.Logf("%d lists and %d documents, %d read, in %.0f s; at most %d MiB resident, %d MiB of heap afterwards",
			m.Lists, m.Documents, m.Read, m.Seconds, m.Peak, m.Heap)
		all = append(all, m)
	}
	if err := child.Wait(); err != nil {
		t.Fatal(err)
	}
	if len(all) != nights || all[0].Read < 12*(*nightHosts) || all[1].Documents < 12*(*nightHosts) {
		t.Fatalf("%d nights: %+v", len(all), all)
	}
	for _, m := range all {
		if m.Peak >= mostPeak || m.Peak > all[0].Peak*5/4 || m.Heap > all[0].Heap*5/4+8 {
			t.Errorf("%d MiB resident and %d of heap afterwards, %d and %d in the first night", m.Peak, m.Heap, all[0].Peak, all[0].Heap)
		}
	}
}

// threeNights crawls the zoo at an address three times and writes a line of JSON for each.
func threeNights(ctx context.Context, hosts int, address, database string) error {
	w, stop, err := nightly(ctx, hosts, address)
	if err != nil {
		return err
	}
	defer stop()
	for range nights {
		runtime.GC()
		if err := beginPeak(); err != nil {
			return err
		}
		began := time.Now()
		summary, err := wholeNight(ctx, w, database)
		if err != nil {
			return err
		}
		m := measured{
			Lists: summary.Crawl.Lists, Documents: summary.Crawl.Documents, Read: summary.Read.Pages, Seconds: time.Since(began).Seconds(),
		}
		if m.Peak, err = peak(); err != nil {
			return err
		}
		runtime.GC()
		var memory runtime.MemStats
		runtime.ReadMemStats(&memory)
		m.Heap = int(memory.HeapAlloc >> 20) // #nosec G115 -- MiB
		if err := json.NewEncoder(os.Stdout).Encode(m); err != nil {
			return err
		}
	}
	return nil
}

// nightly is what a crawl of so many hosts needs.
func nightly(ctx context.Context, hosts int, address string) (*wholeWay, func(), error) {
	web := zoo.New(zoo.Config{Hosts: hosts})
	sites, err := source.Parse("zoo", []byte(web.SourcesYAML()))
	if err != nil {
		return nil, nil, err
	}
	reading, err := readingOf(web)
	if err != nil {
		return nil, nil, err
	}
	at, stop, err := hostsAt(ctx, web, address)
	return &wholeWay{sites: sites, reading: reading, hosts: at}, stop, err
}
