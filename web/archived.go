package web

import (
	"bytes"
	"fmt"
	"html/template"
	"path"
	"strings"

	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/web/cage"
)

type archivedData struct {
	store.Summary
	Encoding string
	Size     int
	Format   page.Format
	Body     template.HTML
	Readable bool // it is HTML or text
	Wanted   bool // a cell is to be marked
	Marked   bool
	Cut      bool
}

// mostArchived is how much of an archived page is shown, in bytes of HTML.
const mostArchived = 2 << 20

// archivedPage shows the page of a report without anything that could act, for the frame beside the tables.
func archivedPage(q *request) (*answer, error) {
	one, _, err := q.loadReport()
	if err != nil {
		return nil, err
	}
	key, wanted, err := q.cell()
	if err != nil {
		return nil, err
	}
	p, format, err := q.pageOf(q.Context(), one.ID)
	if err != nil {
		return nil, err
	}
	d := archivedData{Summary: one.Summary, Size: len(p.Body), Format: format, Wanted: wanted}
	var span cage.Span
	if wanted {
		place := one.Report.Cells.At(key).Place
		span = cage.Span{Start: place.Start, End: place.End}
	}
	if err := d.draw(p, span); err != nil {
		return nil, err
	}
	a, err := q.fill("archived", "archived.html", one.Title, d)
	if err == nil {
		a.policy = archivedPolicy
	}
	return a, err
}

func (d *archivedData) draw(p page.Page, span cage.Span) (err error) {
	write := cage.HTML
	switch d.Format {
	case page.FormatHTML:
	case page.FormatText:
		write = cage.Text
	default:
		return nil
	}
	text := page.Decode(p.Body, p.Facts.Header.Get("Content-Type"))
	var out bytes.Buffer
	d.Readable, d.Encoding = true, text.Encoding
	if d.Marked, d.Cut, err = write(&out, text.Text, span, mostArchived); err != nil {
		return fmt.Errorf("archived page: %w", err)
	}
	d.Body = template.HTML(out.String()) //nolint:gosec // package cage lets nothing through that acts
	return nil
}

// rawPage gives the bytes of the archived page as a file to save, never to be shown as a page.
func rawPage(q *request) (*answer, error) {
	one, _, err := q.loadReport()
	if err != nil {
		return nil, err
	}
	p, format, err := q.pageOf(q.Context(), one.ID)
	if err != nil {
		return nil, err
	}
	return &answer{body: p.Body, kind: "application/octet-stream", policy: filePolicy, name: fileName(one.Summary, "page"+suffixOf(format))}, nil
}

func suffixOf(f page.Format) string {
	switch f {
	case page.FormatHTML:
		return ".html"
	case page.FormatText:
		return ".txt"
	case page.FormatPDF:
		return ".pdf"
	}
	return ".bin"
}

// fileName names a file after a report; a body's name can't make it a path.
func fileName(s store.Summary, rest string) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|.`, r) || r < ' ' {
			return '_'
		}
		return r
	}, s.Body.Name)
	return path.Base(fmt.Sprintf("%s-%d-%s", name, s.Year, rest))
}
