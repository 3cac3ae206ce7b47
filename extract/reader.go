package extract

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"golang.org/x/net/html"

	"github.com/nianbao/nianbao/extract/flat"
	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/extract/solve"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/division"
	"github.com/nianbao/nianbao/report/page"
)

// Version is the version of the reader. It changes whenever some page is read differently.
const Version = "3"

// Config bounds the work of a Reader. The zero value is what pages of portals need.
type Config struct {
	// MaxBytes is the largest page that is read, after decoding; 0 means DefaultMaxBytes.
	MaxBytes int
	// MaxTags is the largest number of tags of a page that is parsed as a tree; 0 means DefaultMaxTags.
	// A page with more is read as flat text.
	MaxTags int
}

// The limits of a zero Config. Reports have about 100 kB and 5,000 tags.
const (
	DefaultMaxBytes = 16 << 20
	DefaultMaxTags  = 300_000
)

// Validate reports a limit below zero.
func (c Config) Validate() error {
	if c.MaxBytes < 0 || c.MaxTags < 0 {
		return errors.New("extract: a limit is below zero")
	}
	return nil
}

// Reader reads pages as reports. It keeps nothing between pages and may be used by several goroutines.
type Reader struct {
	config  Config
	lexicon *printed.Lexicon
	flat    *flat.Reader
}

// New makes a Reader. A limit that is zero or invalid is the default one.
func New(c Config) *Reader {
	if c.MaxBytes <= 0 {
		c.MaxBytes = DefaultMaxBytes
	}
	if c.MaxTags <= 0 {
		c.MaxTags = DefaultMaxTags
	}
	return &Reader{config: c, lexicon: printed.NewLexicon(), flat: flat.New()}
}

// Result is what a page was read as.
type Result struct {
	Report *report.Report // never nil; its Status tells how far the reading got
	Claims []division.Claim
	Trace  Trace
}

// Read reads a page. It has no error: whatever the bytes are, the report's status and findings say what became of
// them. It is a pure function of the page and the Config.
func (r *Reader) Read(p page.Page) Result {
	s := &session{reader: r, page: p, report: &report.Report{Reader: Version}}
	s.report.Page = report.Origin{URL: p.Facts.URL, SHA256: string(p.Digest())}
	if !p.Facts.Fetched.IsZero() {
		s.report.Page.Fetched = p.Facts.Fetched.UTC().Format(time.RFC3339)
	}
	s.run()
	return Result{Report: s.report, Claims: s.claims, Trace: s.trace}
}

// session is the reading of one page.
type session struct {
	reader *Reader
	page   page.Page
	report *report.Report
	claims []division.Claim
	trace  Trace
	doc    document
	out    evidence
	outline
	runs      []solve.Run
	stretches []stretch
	gluedRows
}

func (s *session) run() {
	format := page.Sniff(s.page.Body)
	s.trace.Format = format
	if status, message, readable := formatStatus(format); !readable {
		s.giveUp(status, message)
		s.fromList()
		return
	}
	if len(s.page.Body) > s.reader.config.MaxBytes {
		s.giveUp(report.UnreadablePage, fmt.Sprintf("the page has %d bytes, more than %d are not read", len(s.page.Body), s.reader.config.MaxBytes))
		return
	}
	s.decode()
	s.toBlocks(format)
	if s.doc.cut {
		s.report.Findings = append(s.report.Findings, report.Finding{
			Relation: report.RuleGivenUp, Severity: report.Warning, Fault: report.FaultReader,
			Message: fmt.Sprintf("the page has more than %d lines; what stands behind these was not read", mostLines),
		})
	}
	s.outline.read(s)
	s.outline.cutOther(s)
	s.readTables()
	s.readHeads()
	s.otherYears()
	s.elsewhere()
	s.boundFindings()
	s.judge()
}

// fromList takes for a document that is not read what its list said of it: whose report it is, and on which year.
func (s *session) fromList() {
	h := readHead(&s.doc, nil, s.page.Hints)
	s.claims = h.claims(candidate{})
	if title := h.title(); isReportTitle(title.text) && len(printed.Years(title.text)) == 1 {
		s.report.Title = title.text
		h.year(s.report, title)
	}
}

// formatStatus says what becomes of a document by its kind alone.
func formatStatus(f page.Format) (status report.Status, message string, readable bool) {
	switch f {
	case page.FormatHTML, page.FormatText:
		return report.Unread, "", true
	case page.FormatEmpty:
		return report.UnreadablePage, "the page is empty", false
	case page.FormatImage:
		return report.ImageOnly, "the document is a picture", false
	case page.FormatPDF, page.FormatZip, page.FormatOLE, page.FormatRTF:
		return report.Unsupported, fmt.Sprintf("documents of the kind %s are not read", f), false
	}
	return report.UnreadablePage, "the bytes are no text", false
}

func (s *session) giveUp(status report.Status, message string) {
	s.report.Status = status
	s.report.Findings = append(s.report.Findings, report.Finding{
		Relation: report.RuleGivenUp, Severity: report.Warning, Fault: report.FaultReader, Message: message,
	})
}

// decode turns the bytes into text.
func (s *session) decode() {
	text := page.Decode(s.page.Body, s.page.Facts.Header.Get("Content-Type"))
	s.doc.text = text.Text
	s.report.Page.Encoding = text.Encoding
	s.trace.Decoding = text.Encoding + " by " + text.Evidence
	if len(text.Contradicted) > 0 {
		s.trace.Decoding += ", against " + strings.Join(text.Contradicted, ", ")
	}
	if text.Replacements > 0 {
		s.report.Findings = append(s.report.Findings, report.Finding{
			Relation: report.RuleReplacement, Severity: report.Note, Fault: report.FaultUndetermined,
			Message: fmt.Sprintf("%d characters are not in the encoding %s", text.Replacements, text.Encoding),
		})
	}
}

// toBlocks turns the text into blocks. A tree that the parser refuses, or that would be too large, is read as the
// text that it holds.
func (s *session) toBlocks(format page.Format) {
	if format == page.FormatText {
		readLines(s.doc.text, &s.doc)
		return
	}
	if tags := strings.Count(s.doc.text, "<"); tags > s.reader.config.MaxTags {
		s.flatten(fmt.Sprintf("the page has %d tags, more than %d are not made into a tree", tags, s.reader.config.MaxTags))
		return
	}
	root, err := html.Parse(strings.NewReader(s.doc.text))
	if err != nil {
		s.flatten("the page is nested too deep: " + err.Error())
		return
	}
	readTree(root, &s.doc)
	s.leaveVeiled()
}

func (s *session) flatten(why string) {
	s.report.Findings = append(s.report.Findings, report.Finding{
		Relation: report.RuleFlattened, Severity: report.Note, Fault: report.FaultReader, Message: why + "; it was read as flat text",
	})
	readFlattened(s.doc.text, &s.doc)
}

// readTables binds the tables of the page and settles what their cells are.
func (s *session) readTables() {
	t := &tableReader{session: s, binder: &binder{looks: s.doc.looks, lexicon: s.reader.lexicon, out: &s.out}}
	t.binder.above.section = -1
	for i := range s.doc.blocks {
		block := &s.doc.blocks[i]
		if n := s.outline.heads[i]; n > 0 {
			_, title, _ := sectionHead(block.Text)
			t.binder.above.open(n, title)
			t.binder.hinted, t.binder.hint = n >= 2 && n <= 4, report.Table(max(n, 2)-2)
		}
		switch {
		case block.Kind == TableKind && t.read(block):
			s.outline.statutory[i] = true
		case s.outline.heads[i] == 0 && (block.Kind == Paragraph || block.Kind == Heading) && !block.Linked:
			t.binder.above.line(block.Text)
		}
	}
	t.readDivs()
	s.readFlat()
	s.trace.Rows, s.trace.votes = s.out.rows, s.out.votes
	s.runs, s.stretches = settle(s.report, &s.out, &s.trace)
}

// readHeads reads title, year, dates and body.
func (s *session) readHeads() {
	s.outline.sections(s)
	h := readHead(&s.doc, s.outline.top(s.doc.blocks), s.page.Hints)
	h.period = s.outline.period
	if fetched := s.page.Facts.Fetched; !fetched.IsZero() {
		h.fetched = report.DateOf(fetched)
	}
	title := h.title()
	s.report.Title = title.text
	s.outline.title = title
	s.claims = h.claims(title)
	h.top = s.doc.blocks[:s.outline.end(1, len(s.doc.blocks))]
	h.agency(s.report, title)
	h.scope(s.report)
	h.year(s.report, title)
	h.published(s.report)
}
