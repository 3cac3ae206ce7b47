package page

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// ArticleDigest names what a page of HTML says without what changes on every visit: scripts and their nonces, counters
// of clicks, bars to print and share, the date of today, the titles of other pages that are linked. Tables, prose,
// pictures and attached documents all count. It is false for what is no HTML: there every byte counts.
//
// It errs on one side: pages with the same digest say the same, but pages with different ones may do so too.
func ArticleDigest(body []byte, contentType string) (Digest, bool) {
	if Sniff(body) != FormatHTML {
		return "", false
	}
	w := articleWriter{sum: sha256.New()}
	w.walk(html.NewTokenizer(strings.NewReader(Decode(body, contentType).Text)))
	return Digest(hex.EncodeToString(w.sum.Sum(nil))), true
}

// articleWriter hashes the lines of an article: the text between two tags that are not inline.
type articleWriter struct {
	sum interface {
		Write([]byte) (int, error)
		Sum([]byte) []byte
	}
	line   strings.Builder
	anchor strings.Builder // text of the link that is open
	linked bool            // a link to another page is open
}

// unread are elements whose text nobody reads.
var unread = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Iframe: true, atom.Select: true,
}

// inline are elements that do not end a line.
var inline = map[atom.Atom]bool{
	atom.A: true, atom.Span: true, atom.B: true, atom.Strong: true, atom.I: true, atom.Em: true, atom.Font: true, atom.U: true,
	atom.Sub: true, atom.Sup: true, atom.Label: true, atom.Small: true, atom.Img: true, atom.Script: true, atom.Style: true,
}

func (w *articleWriter) walk(z *html.Tokenizer) {
	hidden := atom.Atom(0)
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		if kind == html.TextToken {
			if hidden == 0 {
				w.text(string(z.Text()))
			}
			continue
		}
		if kind == html.CommentToken || kind == html.DoctypeToken {
			continue
		}
		token := z.Token()
		switch {
		case kind == html.EndTagToken && token.DataAtom == hidden:
			hidden = 0
		case kind == html.StartTagToken && hidden == 0 && unread[token.DataAtom]:
			hidden = token.DataAtom
		}
		if !inline[token.DataAtom] {
			w.endLink()
			w.endLine()
		}
		if hidden == 0 {
			w.tag(kind, &token)
		}
	}
	w.endLink()
	w.endLine()
}

func (w *articleWriter) text(text string) {
	if w.linked {
		w.anchor.WriteString(text)
		return
	}
	w.line.WriteString(text)
}

// tag notes pictures and attached documents, and where links begin and end.
func (w *articleWriter) tag(kind html.TokenType, token *html.Token) {
	switch {
	case token.DataAtom == atom.A && kind == html.EndTagToken:
		w.endLink()
	case token.DataAtom == atom.A:
		w.endLink()
		address := attribute(token, "href")
		if attached(address) {
			w.line.WriteString(" {" + address + "} ")
			return
		}
		w.linked = address != "" && !strings.HasPrefix(address, "#")
	case token.DataAtom == atom.Img:
		address, _, _ := strings.Cut(attribute(token, "src"), "?")
		w.line.WriteString(" {" + address + "} ")
	case token.DataAtom == atom.Td || token.DataAtom == atom.Th:
		w.line.WriteString(attribute(token, "rowspan") + "|" + attribute(token, "colspan") + "|")
	}
}

// longLink is the length in characters from which the text of a link is the article's own.
const longLink = 80

var number = regexp.MustCompile(`^[\d.,%\s]+$`)

// endLink leaves out what links to another page, unless it is a number or too long to be a title.
func (w *articleWriter) endLink() {
	text := w.anchor.String()
	if number.MatchString(text) || utf8.RuneCountInString(text) > longLink {
		w.line.WriteString(text)
	}
	w.anchor.Reset()
	w.linked = false
}

func attribute(token *html.Token, name string) string {
	for _, a := range token.Attr {
		if a.Key == name {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

// attached tells whether an address is that of a document and not of a page.
func attached(address string) bool {
	address, _, _ = strings.Cut(address, "?")
	switch strings.ToLower(path.Ext(address)) {
	case ".pdf", ".doc", ".docx", ".xls", ".xlsx", ".wps", ".et", ".ofd", ".zip", ".rar", ".ppt", ".pptx", ".txt":
		return true
	}
	return false
}

// shortLine is the length in characters up to which a line may be one of counters and buttons; sentences are longer or
// do not have their form.
const shortLine = 160

// volatile is what stands in such a line and changes, each with what stands before and behind it.
var volatile = regexp.MustCompile(`(?:^|[\s【\[(（|｜:：])(?:` + strings.Join([]string{
	`(?:浏览|点击|阅读|访问|查看|查阅|点阅)(?:次数|量|数|率|人数)?\s*[:：]\s*(?:[\d,]+|-+|加载中[.…]*)?\s*(?:人次|次|人)?`,
	`(?:您是)?第\s*[\d,]*\s*位(?:访客|访问者|读者)`,
	`在线人数\s*[:：]?\s*[\d,]*`,
	`(?:今天|现在|当前(?:时间|日期))(?:是)?\s*[:：]?\s*\d{4}\s*[年/.-]\s*\d{1,2}\s*[月/.-]\s*\d{1,2}\s*日?(?:\s*星期[一二三四五六日天])?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?`,
	`打印(?:本页|此页|文章)?|关闭(?:窗口|本页|此页)?|分享(?:到|至)?\s*[:：]?|收藏(?:本页)?|返回顶部|字(?:体|号)\s*[:：]?|大\s+中\s+小`,
}, "|") + `)(?:$|[\s】\])）|｜])`)

func (w *articleWriter) endLine() {
	text := strings.Join(strings.Fields(strings.ReplaceAll(w.line.String(), "\u00a0", " ")), " ")
	w.line.Reset()
	if utf8.RuneCountInString(text) <= shortLine {
		for before := ""; before != text; {
			before = text
			text = strings.TrimSpace(volatile.ReplaceAllString(text, " "))
		}
		text = strings.Trim(text, " 【】[]()（）|｜:：")
	}
	if text != "" {
		_, _ = w.sum.Write([]byte(text + "\n")) // a hash never fails
	}
}
