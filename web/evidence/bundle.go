package evidence

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/web/cage"
)

// file is one of the bundle.
type file struct {
	name string
	body []byte
}

// files makes all files but the sums.
func (b *Bundle) files() ([]file, error) {
	list := []file{
		{"VERIFY.txt", []byte(b.verify())},
		{b.pageName(), b.Page.Body},
		{"headers.txt", headersOf(b.Page.Facts)},
	}
	if len(b.Robots.Body) > 0 {
		list = append(list, file{"robots.txt", b.Robots.Body})
	}
	if len(b.Path) > 0 {
		list = append(list, file{"reading-path.txt", []byte(strings.Join(b.Path, "\n") + "\n")})
	}
	marked, err := b.marked()
	if err != nil {
		return nil, err
	}
	list = append(list, marked...)
	for _, v := range b.Versions {
		if v.Body != nil {
			list = append(list, file{"versions/" + string(v.Document.Digest) + suffix(v.Body), v.Body})
		}
	}
	for name, data := range map[string]any{"fetch.json": b.fetch(), "report.json": b.Report.Report, "versions.json": b.versionList()} {
		text, err := pretty(data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		list = append(list, file{name, text})
	}
	if b.Key != nil {
		text, err := pretty(b.cell())
		if err != nil {
			return nil, fmt.Errorf("cell.json: %w", err)
		}
		list = append(list, file{"cell.json", text})
	}
	slices.SortFunc(list, func(a, b file) int { return strings.Compare(a.name, b.name) })
	return list, nil
}

func (b *Bundle) pageName() string { return "page" + suffix(b.Page.Body) }

func suffix(body []byte) string {
	switch f := page.Sniff(body); f {
	case page.FormatHTML, page.FormatPDF:
		return "." + string(f)
	case page.FormatText:
		return ".txt"
	}
	return ".bin"
}

func pretty(data any) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	err := e.Encode(data)
	return out.Bytes(), err
}

// headersOf writes the answer's head, and before it the redirects that led to it.
func headersOf(f page.Facts) []byte {
	var out bytes.Buffer
	for _, hop := range f.Hops {
		fmt.Fprintf(&out, "%d %s -> %s\n", hop.Status, hop.From, hop.To)
	}
	fmt.Fprintf(&out, "%d %s\n", f.Status, http.StatusText(f.Status))
	_ = f.Header.Write(&out) // into memory
	return bytes.ReplaceAll(out.Bytes(), []byte("\r\n"), []byte("\n"))
}

// marked shows the page without anything that could act, with the cell marked.
func (b *Bundle) marked() ([]file, error) {
	write := cage.HTML
	switch page.Sniff(b.Page.Body) {
	case page.FormatHTML:
	case page.FormatText:
		write = cage.Text
	default:
		return nil, nil
	}
	var span cage.Span
	if b.Key != nil {
		p := b.Report.Report.Cells.At(*b.Key).Place
		span = cage.Span{Start: p.Start, End: p.End}
	}
	var out bytes.Buffer
	out.WriteString("<!doctype html>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<style>table{border-collapse:collapse}td,th{border:1px solid #999;padding:2px 6px}mark{background:#fd0;outline:3px solid #c00}</style>\n")
	text := page.Decode(b.Page.Body, b.Page.Facts.Header.Get("Content-Type")).Text
	if _, _, err := write(&out, text, span, 8<<20); err != nil {
		return nil, err
	}
	return []file{{"marked.html", out.Bytes()}}, nil
}

type fetchJSON struct {
	URL       string     `json:"url"`
	Requested string     `json:"requested"`
	Status    int        `json:"status"`
	Fetched   string     `json:"fetched"`
	Remote    string     `json:"remote"`
	TLS       string     `json:"tls"`
	SHA256    string     `json:"sha256"`
	Bytes     int        `json:"bytes"`
	WireBytes int64      `json:"wire_bytes"`
	Redirects []hopJSON  `json:"redirects"`
	ByHand    bool       `json:"by_hand"`
	Handed    []handJSON `json:"handed_in"`
	Robots    robotsJSON `json:"robots"`
}

type hopJSON struct {
	Status int    `json:"status"`
	From   string `json:"from"`
	To     string `json:"to"`
}

type handJSON struct {
	Who  string `json:"who"`
	Why  string `json:"why"`
	File string `json:"file"`
	When string `json:"when"`
}

type robotsJSON struct {
	Fetched  string `json:"fetched"`
	Status   int    `json:"status"`
	Detail   string `json:"detail"`
	Decision string `json:"decision"`
	Recorded string `json:"recorded"`
}

func (b *Bundle) fetch() fetchJSON {
	f := b.Page.Facts
	out := fetchJSON{
		URL: f.URL, Requested: f.Requested, Status: f.Status, Fetched: moment(f.Fetched), Remote: f.Remote, TLS: f.TLS,
		SHA256: string(b.Page.Digest()), Bytes: len(b.Page.Body), WireBytes: f.WireBytes, ByHand: f.ByHand,
		Redirects: []hopJSON{}, Handed: []handJSON{},
		Robots: robotsJSON{moment(b.Robots.Fetched), b.Robots.Status, b.Robots.Detail, b.Decision, b.Recorded},
	}
	for _, hop := range f.Hops {
		out.Redirects = append(out.Redirects, hopJSON{hop.Status, hop.From, hop.To})
	}
	for _, h := range b.Handed {
		out.Handed = append(out.Handed, handJSON{h.Who, h.Why, h.File, moment(h.When)})
	}
	return out
}

func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

type versionJSON struct {
	URL      string         `json:"url"`
	SHA256   string         `json:"sha256"`
	First    string         `json:"first"`
	Reader   string         `json:"reader"`
	Status   report.Status  `json:"status"`
	Standing store.Standing `json:"standing"`
	Left     bool           `json:"left_out,omitempty"`
}

func (b *Bundle) versionList() []versionJSON {
	list := []versionJSON{}
	for _, v := range b.Versions {
		list = append(list, versionJSON{v.URL, string(v.Document.Digest), v.First, v.Reader, v.Status, v.Standing, v.Left})
	}
	return list
}

type cellJSON struct {
	Key      report.Key       `json:"key"`
	Variable string           `json:"variable"`
	State    report.CellState `json:"state"`
	Value    *report.Number   `json:"value"`
	Unit     string           `json:"unit"`
	Raw      string           `json:"raw"`
	Place    report.Place     `json:"place"` // span: bytes of the decoded page
	RawBytes []int            `json:"raw_bytes"`
	Checks   int              `json:"checks"`
	Findings []report.Finding `json:"findings"`
}

func (b *Bundle) cell() cellJSON {
	c := b.Report.Report.Cells.At(*b.Key)
	out := cellJSON{
		Key: *b.Key, Variable: b.Key.Variable(), State: c.State, Unit: c.Unit.Name, Raw: c.Raw, Place: c.Place, Checks: c.Checks,
		RawBytes: []int{}, Findings: []report.Finding{},
	}
	if v, ok := c.Number(); ok {
		out.Value = &v
	}
	if b.place.known {
		out.RawBytes = []int{b.place.from, b.place.to}
	}
	for _, f := range b.Report.Report.Findings {
		if slices.Contains(f.Cells, *b.Key) {
			out.Findings = append(out.Findings, f)
		}
	}
	return out
}
