package portal

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/report/page"
)

var (
	// attachmentLink: a link to a file, or to what hands files out. An address in quotation marks may hold spaces.
	attachmentLink = regexp.MustCompile(`(?is)<a\b[^<>]*?\bhref\s*=\s*(?:"([^"<>]*?` + attachmentName + `[^"<>]*)"|'([^'<>]*?` + attachmentName +
		`[^'<>]*)'|([^"'\s<>]*?` + attachmentName + `[^"'\s<>]*))[^<>]*>(.{0,400}?)</a>`)
	attachmentSign = [][]byte{
		[]byte(".pdf"), []byte(".PDF"), []byte(".doc"), []byte(".DOC"), []byte(".xls"), []byte(".XLS"), []byte(".ofd"), []byte(".OFD"),
		[]byte(".wps"), []byte(".et"), []byte(".rtf"), []byte(".zip"), []byte(".rar"), []byte("/module/download/"), []byte("/download.jsp?"),
	}
)

// attachmentName: by what an address tells that it is one of a file.
const attachmentName = `(?:\.(?:pdf|docx?|xlsx?|ofd|wps|et|rtf|zip|rar)\b|/module/download/|/download\.jsp\?)`

// mostAttachments bounds the files that are noted of one page.
const mostAttachments = 50

// Attachments gives the files that a page links to, in its order, each once. They are noted and not fetched: an address
// that hands a file out may hold only for a while.
func Attachments(p page.Page) (files []page.Link) {
	named := func(sign []byte) bool { return bytes.Contains(p.Body, sign) }
	if len(p.Body) > mostBytes || !slices.ContainsFunc(attachmentSign, named) || page.Sniff(p.Body) != page.FormatHTML {
		return nil
	}
	d, err := parse(page.Page{Body: []byte("<html>"), Facts: p.Facts})
	if err != nil {
		return nil
	}
	text := page.Decode(p.Body, p.Facts.Header.Get("Content-Type")).Text
	for _, m := range attachmentLink.FindAllStringSubmatch(text, mostAttachments) {
		address := d.resolve(strings.ReplaceAll(m[1]+m[2]+m[3], "&amp;", "&"))
		if address == "" || slices.ContainsFunc(files, func(l page.Link) bool { return l.URL == address }) {
			continue
		}
		files = append(files, page.Link{URL: address, Title: withoutTags(m[4]), Class: page.LinkAttachment})
	}
	return files
}
