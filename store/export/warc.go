package export

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
)

// WARCCount is how many records were written.
type WARCCount struct {
	Responses, Resources, Revisits, Records int
}

// WARC writes the archive as nianbao.warc.gz: WARC 1.1 (ISO 28500:2017), each record a gzip member of its own. A page
// that was fetched is a request, a response and a metadata record; one that came back unchanged a revisit; one that a
// person handed in a resource. A filter that chooses something leaves the pages of the readings that it chooses.
//
// The archive keeps bodies without their transfer and content encoding, and no headers of requests: headers of an
// answer that speak of the encoding are renamed X-Archive-Orig-…, and requests are made up from method, address and
// referrer. Records are signed with SHA-256.
func WARC(ctx context.Context, db *store.Store, stage *Stage, filter store.Filter, program string) (count WARCCount, err error) {
	file, err := stage.Create("nianbao.warc.gz")
	if err != nil {
		return count, fmt.Errorf("export: %w", err)
	}
	w := &warcWriter{out: file, zipped: gzip.NewWriter(file), program: program}
	err = db.Still(ctx, func(ctx context.Context) error {
		for v, err := range db.WalkVisits(ctx, filter) {
			if err == nil {
				err = w.visit(&v)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil && w.count.Records == 0 {
		err = w.info(time.Unix(0, 0).UTC())
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return w.count, fmt.Errorf("export: %w", err)
	}
	return w.count, nil
}

type warcWriter struct {
	out     io.Writer
	zipped  *gzip.Writer // of one record after another: making it takes longer than a small record
	program string
	count   WARCCount
	// last is the record that a later visit of the same request with the same content refers to.
	last struct{ request, digest, id, uri, date string }
}

// warcRecord is a record before it is written: named fields in order, and the block.
type warcRecord struct {
	kind   string
	id     string
	date   string
	fields [][2]string
	block  []byte
}

func (w *warcWriter) write(r warcRecord) error {
	w.count.Records++
	var head strings.Builder
	head.WriteString("WARC/1.1\r\n")
	fields := append([][2]string{{"WARC-Type", r.kind}, {"WARC-Record-ID", r.id}, {"WARC-Date", r.date}}, r.fields...)
	fields = append(fields, [2]string{"WARC-Block-Digest", warcDigest(r.block)}, [2]string{"Content-Length", fmt.Sprint(len(r.block))})
	for _, f := range fields {
		if f[1] != "" {
			head.WriteString(f[0] + ": " + f[1] + "\r\n")
		}
	}
	w.zipped.Reset(w.out)
	_, err := io.Copy(w.zipped, io.MultiReader(strings.NewReader(head.String()+"\r\n"), bytes.NewReader(r.block), strings.NewReader("\r\n\r\n")))
	return errors.Join(err, w.zipped.Close())
}

func warcDigest(b []byte) string { return "sha256:" + string(page.DigestOf(b)) }

// warcID makes a UUID (RFC 9562, version 8) of what a record is, so that the same archive gives the same bytes.
func warcID(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\n")))
	sum[6], sum[8] = sum[6]&0x0F|0x80, sum[8]&0x3F|0x80
	text := hex.EncodeToString(sum[:16])
	return fmt.Sprintf("<urn:uuid:%s-%s-%s-%s-%s>", text[:8], text[8:12], text[12:16], text[16:20], text[20:])
}

func warcDate(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000Z") }

// warcFields writes the lines of an application/warc-fields block.
func warcFields(fields [][2]string) []byte {
	var out bytes.Buffer
	for _, f := range fields {
		if f[1] != "" {
			out.WriteString(f[0] + ": " + oneLine(f[1]) + "\r\n")
		}
	}
	return out.Bytes()
}

// oneLine keeps scraped text from beginning a field of its own.
func oneLine(s string) string { return strings.NewReplacer("\r", " ", "\n", " ").Replace(s) }

func (w *warcWriter) info(at time.Time) error {
	return w.write(warcRecord{
		"warcinfo", warcID("warcinfo", warcDate(at)), warcDate(at),
		[][2]string{{"WARC-Filename", "nianbao.warc.gz"}, {"Content-Type", "application/warc-fields"}},
		warcFields([][2]string{
			{"software", w.program},
			{"format", "WARC File Format 1.1"},
			{"conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"},
			{"robots", "obey"},
			{"description", "Archive of reports on government information disclosure. Bodies are without transfer and content encoding; requests are made up from method, address and referrer."},
		}),
	})
}

func (w *warcWriter) visit(v *store.ArchivedVisit) error {
	f := &v.Page.Facts
	if w.count.Records == 0 {
		if err := w.info(f.Fetched); err != nil {
			return err
		}
	}
	date, digest := warcDate(f.Fetched), string(v.Page.Digest())
	uri := f.URL
	if uri == "" {
		uri = v.Request.URL
	}
	id := warcID("response", v.Request.ID(), date, digest)
	common := [][2]string{{"WARC-Target-URI", uri}, {"WARC-Payload-Digest", warcDigest(v.Page.Body)}, {"WARC-IP-Address", remoteIP(f.Remote)}}
	var err error
	switch {
	case f.ByHand || f.Status == 0:
		w.count.Resources++
		kind := f.Header.Get("Content-Type")
		if kind == "" {
			kind = http.DetectContentType(v.Page.Body)
		}
		err = w.write(warcRecord{"resource", id, date, append(common, [2]string{"Content-Type", oneLine(kind)}), v.Page.Body})
	case w.last.request == v.Request.ID() && w.last.digest == digest:
		w.count.Revisits++
		err = w.write(warcRecord{"revisit", id, date, append(
			common, [2]string{"WARC-Profile", "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"},
			[2]string{"WARC-Refers-To", w.last.id}, [2]string{"WARC-Refers-To-Target-URI", w.last.uri}, [2]string{"WARC-Refers-To-Date", w.last.date},
			[2]string{"Content-Type", "application/http;msgtype=response"},
		), httpHead(v)})
	default:
		w.count.Responses++
		err = w.response(v, id, date, uri, common)
	}
	if err != nil {
		return err
	}
	if w.last.request != v.Request.ID() || w.last.digest != digest {
		w.last.request, w.last.digest, w.last.id, w.last.uri, w.last.date = v.Request.ID(), digest, id, uri, date
	}
	return w.metadata(v, id, date, uri)
}

func (w *warcWriter) response(v *store.ArchivedVisit, id, date, uri string, common [][2]string) error {
	block := append(httpHead(v), v.Page.Body...)
	if err := w.write(warcRecord{"response", id, date, append(common, [2]string{"Content-Type", "application/http;msgtype=response"}), block}); err != nil {
		return err
	}
	return w.write(warcRecord{
		"request", warcID("request", id), date,
		[][2]string{{"WARC-Target-URI", uri}, {"WARC-Concurrent-To", id}, {"Content-Type", "application/http;msgtype=request"}},
		httpRequest(v),
	})
}

// metadata tells what a response can't: how it was come by, and what stood in between.
func (w *warcWriter) metadata(v *store.ArchivedVisit, id, date, uri string) error {
	f := &v.Page.Facts
	fields := [][2]string{{"via", v.Request.Referer}, {"fetchTimeMs", fmt.Sprint(f.Took.Milliseconds())}, {"requested", f.Requested}, {"tls", f.TLS}}
	for _, h := range f.Hops {
		fields = append(fields, [2]string{"redirect", fmt.Sprintf("%d %s %s", h.Status, h.From, h.To)})
	}
	hints := v.Page.Hints
	fields = append(fields, [2]string{"kind", string(v.Request.Kind)}, [2]string{"source", hints.Source}, [2]string{"division", hints.Division},
		[2]string{"list-title", hints.ListTitle}, [2]string{"list-date", hints.ListDate})
	for _, by := range v.By {
		fields = append(fields, [2]string{"handed-in-by", by.Who}, [2]string{"reason", by.Why}, [2]string{"file", by.File})
	}
	return w.write(warcRecord{
		"metadata", warcID("metadata", id), date,
		[][2]string{{"WARC-Target-URI", uri}, {"WARC-Refers-To", id}, {"Content-Type", "application/warc-fields"}},
		warcFields(fields),
	})
}

// httpHead writes status line and headers of an answer as they would be without transfer and content encoding.
func httpHead(v *store.ArchivedVisit) []byte {
	f := &v.Page.Facts
	var out bytes.Buffer
	fmt.Fprintf(&out, "HTTP/1.1 %d %s\r\n", f.Status, http.StatusText(f.Status))
	var names []string
	for name := range f.Header {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		shown := name
		switch http.CanonicalHeaderKey(name) {
		case "Content-Encoding", "Transfer-Encoding", "Content-Length":
			shown = "X-Archive-Orig-" + name
		}
		for _, value := range f.Header[name] {
			out.WriteString(oneLine(shown) + ": " + oneLine(value) + "\r\n")
		}
	}
	fmt.Fprintf(&out, "Content-Length: %d\r\n\r\n", len(v.Page.Body))
	return out.Bytes()
}

func httpRequest(v *store.ArchivedVisit) []byte {
	r := &v.Request
	address, err := url.Parse(r.URL)
	if err != nil {
		address = &url.URL{Path: "/"}
	}
	method := r.Method
	if method == "" {
		method = http.MethodGet
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "%s %s HTTP/1.1\r\nHost: %s\r\n", method, address.RequestURI(), address.Host)
	for _, h := range [][2]string{{"Referer", r.Referer}, {"Content-Type", r.Type}} {
		if h[1] != "" {
			out.WriteString(h[0] + ": " + oneLine(h[1]) + "\r\n")
		}
	}
	if r.Body != "" {
		fmt.Fprintf(&out, "Content-Length: %d\r\n", len(r.Body))
	}
	out.WriteString("\r\n" + r.Body)
	return out.Bytes()
}

// remoteIP gives the address without its port.
func remoteIP(remote string) string {
	host, _, err := net.SplitHostPort(remote)
	if err != nil {
		return ""
	}
	return host
}
