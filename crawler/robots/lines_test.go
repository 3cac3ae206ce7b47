package robots_test

import (
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/nianbao/nianbao/crawler/robots"
)

func gbk(t *testing.T, s string) string {
	t.Helper()
	out, err := simplifiedchinese.GBK.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func inUTF16(s string, order binary.AppendByteOrder) string {
	out := order.AppendUint16(nil, 0xfeff)
	for _, u := range utf16.Encode([]rune(s)) {
		out = order.AppendUint16(out, u)
	}
	return string(out)
}

// Every file here closes /x and leaves /y open.
func TestFilesOfEveryKind(t *testing.T) {
	const plain = "User-agent: *\nDisallow: /x\n"
	cases := []struct{ name, file string }{
		{"plain", plain},
		{"no end of line at the end", "User-agent: *\nDisallow: /x"},
		{"CR", strings.ReplaceAll(plain, "\n", "\r")},
		{"CR LF", strings.ReplaceAll(plain, "\n", "\r\n")},
		{"LF CR", strings.ReplaceAll(plain, "\n", "\n\r")},
		{"UTF-8 mark", "\ufeff" + plain},
		{"UTF-16 little", inUTF16(plain, binary.LittleEndian)},
		{"UTF-16 big", inUTF16(plain, binary.BigEndian)},
		{"no space", "user-agent:*\ndisallow:/x\n"},
		{"much space", " \tUSER-AGENT\t: \t*  \n\n   DISALLOW :   /x\t \n"},
		{"comments", "# one\nUser-agent: * # all\n#Disallow: /y\nDisallow: /x#more\n"},
		{"full-width colon", "User-agent：*\nDisallow：/x\n"},
		{"full-width space", "User-agent:\u3000*\nDisallow:\u3000/x\u3000\n"},
		{"no colon", "User-agent *\nDisallow /x\n"},
		{"slips of the key", "Useragent: *\nDisalow: /x\n"},
		{"star with words behind it", "User-agent: * all\nDisallow: /x\n"},
		{"rule before any agent", "Disallow: /y\n" + plain},
		{"delay before any agent", "Crawl-delay: 3\n" + plain},
		{"a delay that is a word", "User-agent: *\nCrawl-delay: abc\nDisallow: /x\n"},
		{"keys nobody knows", "User-agent: *\nVisit-time: 0600-0845\nHost: a.test\nDisallow: /x\nNoindex: /y\n"},
		{"prose", "These are our rules:\nUser-agent: *\nDisallow everything you do not need\nDisallow: /x\n"},
		{"NUL bytes", "User-agent: *\x00\nDisallow: /x\x00\n\x00\x00"},
		{"GBK comment", "# \xd5\xfe\xb8\xae\xd0\xc5\xcf\xa2\n" + plain},
		{"bytes of no encoding", "\xff\x00\x80\n" + plain},
		{"empty agent", "User-agent:\nDisallow: /y\n\n" + plain},
		{"empty rule ends the agents", "User-agent: nianbaobot\nDisallow:\n\n" + plain},
		{"colon in the path", "User-agent: *\nDisallow: /x\nDisallow: /a：b:c\n"},
		{"markup around rules", "<pre>\n" + plain + "</pre>\n"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { check(t, c.file, "nianbao", []verdict{{"/x", false}, {"/y", true}}) })
	}
}

// An empty Disallow frees its own agent and not the next one.
func TestEmptyDisallow(t *testing.T) {
	const file = "User-agent: nianbao\nDisallow:\n\nUser-agent: *\nDisallow: /\n"
	check(t, file, "nianbao", []verdict{{"/x", true}})
	check(t, file, "other", []verdict{{"/x", false}})
}

// A path in GBK closes links escaped in GBK and links escaped in UTF-8.
func TestPathInGBK(t *testing.T) {
	check(t, gbk(t, "User-agent: *\nDisallow: /公开/\n"), "nianbao", []verdict{
		{"/%B9%AB%BF%AA/1.html", false}, {"/%E5%85%AC%E5%BC%80/1.html", false}, {"/公开/", false}, {"/%B9%AB/", true},
	})
}

func TestNotesStayShort(t *testing.T) {
	p := robots.Decide(robots.Facts{Status: 200, Body: []byte(strings.Repeat("Disallow: /"+strings.Repeat("y", 900)+"\n", 400))}, "nianbao")
	if len(p.Notes) != 21 || p.Notes[20] != "380 more lines skipped" {
		t.Errorf("%d notes, the last %q", len(p.Notes), p.Notes[len(p.Notes)-1])
	}
	if len(p.Evidence()) > 10_000 {
		t.Errorf("evidence of %d bytes", len(p.Evidence()))
	}
}
