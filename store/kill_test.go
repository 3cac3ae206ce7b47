package store_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
)

// childVariable makes the test binary crawl into the database that it names instead of testing.
const childVariable = "NIANBAO_STORE_TEST_CHILD"

func TestMain(m *testing.M) {
	if path := os.Getenv(childVariable); path != "" {
		do := func() error { return crawl(path, os.Stdout) }
		if task := os.Getenv(taskVariable); task != "" {
			do = func() error { return limited(path, task) }
		}
		if err := do(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// crawl goes through a small simulated portal, reads what it brought, and writes a byte for each step.
func crawl(path string, steps io.Writer) error {
	return crawlWith(path, steps, store.Config{Gap: -1, Batch: 3})
}

func crawlWith(path string, steps io.Writer, config store.Config) (err error) {
	s, err := store.Open(ctx, path, config)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	info := store.RunInfo{Kind: "crawl", Program: "test"}
	run, err := s.ResumeRun(ctx, info, time.Time{}, noon)
	if err == nil && run == 0 {
		run, err = s.StartRun(ctx, info, noon)
	}
	if err != nil {
		return err
	}
	if _, err := s.Enqueue(ctx, run, []page.Request{list("http://a.test/list/0")}, noon); err != nil {
		return err
	}
	for moment := noon; ; moment = moment.Add(time.Second) {
		l, err := s.Lease(ctx, moment)
		if err != nil {
			return err
		}
		if l.Empty() && l.Until.IsZero() {
			break
		}
		moment = later(moment, l.Until)
		for _, r := range l.Requests {
			err := errors.Join(s.Begin(ctx, l, sentAt(r.URL, moment, moment)), s.Record(ctx, l, portal(r), moment), read(s))
			if err != nil {
				return err
			}
			if _, err := steps.Write([]byte(".")); err != nil {
				return err
			}
		}
		if err := s.Release(ctx, l); err != nil {
			return err
		}
	}
	return s.FinishRun(ctx, run, store.RunResult{Result: store.ResultDone}, noon)
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

const portalLists, portalDocuments = 15, 9

// portal answers for the simulated portal: lists that lead to documents and to the next list.
func portal(r page.Request) page.Visit {
	var n int
	if _, err := fmt.Sscanf(r.URL, "http://a.test/list/%d", &n); err != nil {
		return fetched(r, "page of "+r.URL)
	}
	var next []page.Request
	for i := range portalDocuments {
		d := document(fmt.Sprintf("http://a.test/doc/%d-%d", n, i))
		d.Hints = page.Hints{Source: "a", Division: fmt.Sprintf("99010100%d", i%9), ListTitle: d.URL}
		next = append(next, d)
	}
	if n+1 < portalLists {
		next = append(next, list(fmt.Sprintf("http://a.test/list/%d", n+1)))
	}
	return fetched(r, "list "+r.URL, next...)
}

// read reads what waits, two versions of one body and year being rivals.
func read(s *store.Store) error {
	waiting, err := s.Pending(ctx, "1", 10)
	for _, p := range waiting {
		if err == nil {
			err = save(s, readingOf(p))
		}
	}
	return err
}

func readingOf(p store.Pending) store.Reading {
	r := &report.Report{
		Reader: "1", Year: 2023, Title: p.Page.Hints.ListTitle, Status: report.Flagged,
		Forms: report.Forms{report.Edition2021, report.Edition2021, report.Edition2021},
		Page:  report.Origin{URL: p.Document.URL, SHA256: string(p.Document.Digest), Fetched: p.Page.Facts.Fetched.Format(time.RFC3339)},
	}
	for i, k := range r.Forms.Keys() {
		*r.Cells.At(k) = report.Cell{
			State: report.Printed, Value: report.Int(int64(i)), Raw: fmt.Sprint(i),
			Place: report.Place{Table: 1, Row: i / 7, Column: i % 7, Start: 1000 + 20*i, End: 1003 + 20*i},
		}
	}
	r.Findings = report.Check(r)
	division := p.Page.Hints.Division
	return store.Reading{Document: p.Document, Report: r, Body: &store.BodyRef{Key: division, Name: "镇" + division, Division: division}}
}

func dump(t testing.TB, s *store.Store) string {
	t.Helper()
	var b bytes.Buffer
	must(t, s.Dump(ctx, &b))
	return b.String()
}

func TestAKilledCrawlEndsInTheSameDump(t *testing.T) {
	whole := filepath.Join(t.TempDir(), "whole.db")
	must(t, crawl(whole, io.Discard))
	s := open(t, whole, store.Config{})
	wanted := dump(t, s)
	if lines := bytes.Count([]byte(wanted), []byte("\n")); lines != 9+2*portalLists*portalDocuments {
		t.Fatalf("the dump has %d lines", lines)
	}

	path := filepath.Join(t.TempDir(), "killed.db")
	for _, steps := range []int{1, 5, 11} {
		crawlAndKill(t, path, steps)
		healthy(t, path)
	}
	must(t, crawl(path, io.Discard))
	s = healthy(t, path)
	if diff := cmp.Diff(wanted, dump(t, s)); diff != "" {
		t.Errorf("(-whole +killed):\n%s", diff)
	}
	runs, err := s.Runs(ctx, 10)
	must(t, err)
	outcomes, err := s.Outcomes(ctx, runs[0].ID)
	must(t, err)
	if len(runs) != 1 || outcomes[0].Visits != portalLists+portalLists*portalDocuments {
		t.Errorf("%d runs, %+v: a recorded request was asked for again", len(runs), outcomes)
	}
}

// crawlAndKill lets another process crawl for some steps and kills it wherever it is then.
func crawlAndKill(t *testing.T, path string, steps int) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childVariable+"="+path)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	must(t, err)
	must(t, child.Start())
	if _, err := io.ReadFull(bufio.NewReader(out), make([]byte, steps)); err != nil {
		t.Fatalf("the crawl ended before step %d: %v", steps, err)
	}
	must(t, child.Process.Kill())
	_ = child.Wait() // it was killed
}

func healthy(t *testing.T, path string) *store.Store {
	t.Helper()
	s, err := store.OpenReadOnly(ctx, path, store.Config{})
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	problems, err := s.Check(ctx, true)
	must(t, err)
	for _, p := range problems {
		t.Error(p)
	}
	return s
}
