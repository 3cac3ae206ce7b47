package export_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/textproto"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/store/export"
	"github.com/nianbao/nianbao/store/export/exporttest"
)

// warcRecord is a record as it was read back.
type warcRecord struct {
	head  textproto.MIMEHeader
	block string
}

// readWARC takes a file apart as the standard has it, each record a gzip member, and checks lengths and digests.
func readWARC(t *testing.T, path string) (list []warcRecord) {
	t.Helper()
	content, err := os.ReadFile(path)
	must(t, err)
	in := bufio.NewReader(bytes.NewReader(content))
	for {
		if _, err := in.Peek(1); err == io.EOF {
			return list
		}
		member, err := gzip.NewReader(in)
		must(t, err)
		member.Multistream(false)
		plain, err := io.ReadAll(member)
		must(t, err)
		reader := textproto.NewReader(bufio.NewReader(bytes.NewReader(plain)))
		if line, err := reader.ReadLine(); err != nil || line != "WARC/1.1" {
			t.Fatalf("%q, %v", line, err)
		}
		head, err := reader.ReadMIMEHeader()
		must(t, err)
		rest, err := io.ReadAll(reader.R)
		must(t, err)
		length, err := strconv.Atoi(head.Get("Content-Length"))
		must(t, err)
		if len(rest) != length+4 || !bytes.HasSuffix(rest, []byte("\r\n\r\n")) {
			t.Fatalf("a block of %d bytes, not %d", len(rest)-4, length)
		}
		block := string(rest[:length])
		if got := "sha256:" + string(page.DigestOf([]byte(block))); got != head.Get("WARC-Block-Digest") {
			t.Errorf("block digest %s", got)
		}
		list = append(list, warcRecord{head, block})
	}
}

func TestWARC(t *testing.T) {
	s := exporttest.Filled(t, exporttest.Sample("990101001", 2023))
	run, err := s.StartRun(ctx, store.RunInfo{Kind: "crawl"}, exporttest.Noon)
	must(t, err)
	request := page.Request{URL: "http://b.test/x?y=1", Kind: page.KindDocument, Referer: "http://b.test/list"}
	body := "<html>年报</html>"
	for day := range 2 { // the same content twice
		at := exporttest.Noon.AddDate(0, 0, day)
		_, err = s.Enqueue(ctx, run, []page.Request{request}, at)
		must(t, err)
		lease, err := s.Lease(ctx, at)
		must(t, err)
		visit := page.Visit{Request: request, Outcome: report.OutcomeFetched, Attempts: 1, Page: page.Page{Body: []byte(body), Facts: page.Facts{
			URL: request.URL, Requested: request.URL, Status: 200, Fetched: at, Took: time.Second, Remote: "127.0.0.1:80",
			Header: http.Header{"Content-Type": {"text/html"}, "Content-Encoding": {"gzip"}, "X-Odd": {"a\r\nWARC-Type: warcinfo"}},
			Hops:   []page.Hop{{From: "http://b.test/old", To: request.URL, Status: 301}},
		}}}
		must(t, s.Record(ctx, lease, visit, at))
		must(t, s.Release(ctx, lease))
		must(t, s.FinishRun(ctx, run, store.RunResult{Result: store.ResultDone}, at))
		run, err = s.StartRun(ctx, store.RunInfo{Kind: "crawl"}, at)
		must(t, err)
	}
	write := func(filter store.Filter) ([]warcRecord, export.WARCCount, string) {
		folder := t.TempDir()
		stage, err := export.NewStage(folder)
		must(t, err)
		count, err := export.WARC(ctx, s, stage, filter, "nianbao test")
		must(t, err)
		must(t, stage.Commit())
		path := filepath.Join(folder, "nianbao.warc.gz")
		content, err := os.ReadFile(path)
		must(t, err)
		return readWARC(t, path), count, string(content)
	}
	records, count, content := write(store.Filter{})
	if want := (export.WARCCount{Responses: 1, Resources: 1, Revisits: 1, Records: 8}); count != want || len(records) != want.Records {
		t.Errorf("%+v, %d records", count, len(records))
	}
	if _, _, twice := write(store.Filter{}); twice != content {
		t.Error("the same archive gives other bytes")
	}
	var kinds []string
	ids := map[string]bool{}
	for _, r := range records {
		kinds = append(kinds, r.head.Get("WARC-Type"))
		ids[r.head.Get("WARC-Record-ID")] = true
	}
	if want := "warcinfo resource metadata response request metadata revisit metadata"; strings.Join(kinds, " ") != want || len(ids) != 8 {
		t.Errorf("%d ids of %v", len(ids), kinds)
	}
	response := records[slices.Index(kinds, "response")]
	answer, err := http.ReadResponse(bufio.NewReader(strings.NewReader(response.block)), nil)
	must(t, err)
	got, err := io.ReadAll(answer.Body)
	must(t, err)
	if string(got) != body || answer.Header.Get("X-Archive-Orig-Content-Encoding") != "gzip" || answer.Header.Get("Content-Encoding") != "" || answer.Header.Get("Warc-Type") != "" {
		t.Errorf("%q with %v", got, answer.Header)
	}
	if d := response.head.Get("WARC-Payload-Digest"); d != "sha256:"+string(page.DigestOf([]byte(body))) || response.head.Get("WARC-IP-Address") != "127.0.0.1" {
		t.Errorf("%v", response.head)
	}
	if r := records[slices.Index(kinds, "request")]; !strings.HasPrefix(r.block, "GET /x?y=1 HTTP/1.1\r\nHost: b.test\r\nReferer: http://b.test/list\r\n") {
		t.Errorf("%q", r.block)
	}
	revisit := records[slices.Index(kinds, "revisit")]
	if revisit.head.Get("WARC-Refers-To") != response.head.Get("WARC-Record-ID") || strings.Contains(revisit.block, body) {
		t.Errorf("%v", revisit.head)
	}
	if m := records[5].block; !strings.Contains(m, "redirect: 301 http://b.test/old http://b.test/x?y=1\r\n") || !strings.Contains(m, "fetchTimeMs: 1000") {
		t.Errorf("%q", m)
	}
	if m := records[2].block; !strings.Contains(m, "handed-in-by: test") {
		t.Errorf("%q", m)
	}
	if chosen, count, _ := write(store.Filter{Division: "9901"}); count.Resources != 1 || count.Responses != 0 || len(chosen) != 3 {
		t.Errorf("chosen by division: %+v", count)
	}
	if none, count, _ := write(store.Filter{Division: "11"}); len(none) != 1 || fmt.Sprint(count) != "{0 0 0 1}" {
		t.Errorf("nothing chosen: %+v", count)
	}
}
