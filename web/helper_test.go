package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/crawler"
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/fixtures/zoo"
	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/web"
)

// crawled is a database of the simulated county, made once for all tests, which only read it.
var crawled string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "nianbao-web")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer os.RemoveAll(dir) //nolint:errcheck // a folder of the test
		crawled = filepath.Join(dir, "zoo.db")
		if err := crawl(context.Background(), crawled); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		return m.Run()
	}())
}

func crawl(ctx context.Context, database string) error {
	simulated := zoo.New(zoo.Config{})
	_, stop, err := simulated.Start(ctx)
	if err != nil {
		return err
	}
	defer stop()
	sites, err := source.Parse("zoo", []byte(simulated.SourcesYAML()))
	if err != nil {
		return err
	}
	reading, err := readingOf(simulated)
	if err != nil {
		return err
	}
	db, err := store.Open(ctx, database, store.Config{})
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // a database of the test
	run := pipeline.Crawl{Store: db, Reading: reading, Sites: sites, Resume: time.Hour, Config: crawler.Config{Map: simulated.Map}, Info: store.RunInfo{Kind: "test"}}
	_, err = run.Run(ctx)
	return err
}

func readingOf(simulated *zoo.Zoo) (*pipeline.Reading, error) {
	register, err := simulated.Register()
	if err != nil {
		return nil, err
	}
	return pipeline.NewReading(register)
}

// reader opens a database for reading.
func reader(t *testing.T, path string) *store.Store {
	t.Helper()
	db, err := store.OpenReadOnly(t.Context(), path, store.Config{Readers: 10})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// zooPages serves the simulated county.
func zooPages(t *testing.T) http.Handler {
	t.Helper()
	reading, err := readingOf(zoo.New(zoo.Config{}))
	if err != nil {
		t.Fatal(err)
	}
	handler, err := web.New(web.Config{Store: reader(t, crawled), Program: "test", AreaName: reading.Area})
	if err != nil {
		t.Fatal(err)
	}
	return handler
}

// get asks for an address, with headers in pairs.
func get(t *testing.T, h http.Handler, address string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}
