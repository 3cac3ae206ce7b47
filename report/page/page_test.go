package page_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

const sample = "<html><head><title>年报</title></head><body>二〇二三年政府信息公开工作年度报告，本年新收政府信息公开申请数量，共计十二件。</body></html>"

func bytesIn(t *testing.T, encoding, text string) []byte {
	t.Helper()
	var out []byte
	var err error
	switch encoding {
	case "gb18030":
		out, err = simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
	case "big5":
		out, err = traditionalchinese.Big5.NewEncoder().Bytes([]byte(text))
	case "utf-16le":
		out, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(text))
	case "utf-16be without mark":
		out, err = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().Bytes([]byte(text))
	case "utf-8 with mark":
		out = append([]byte("\xEF\xBB\xBF"), text...)
	default:
		out = []byte(text)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func meta(charset string) string {
	return strings.Replace(sample, "<head>", `<head><meta charset="`+charset+`">`, 1)
}

func TestDecode(t *testing.T) {
	rare := strings.Replace(sample, "年报", "㐀䶮镇𠮷", 1) // only GB18030 has these
	for name, c := range map[string]struct {
		written, header, text, encoding, evidence string
		contradicted                              string
	}{
		"utf-8, no label":                  {"utf-8", "text/html", sample, "utf-8", "valid", ""},
		"utf-8, header gbk":                {"utf-8", "text/html; charset=GBK", sample, "utf-8", "valid", "header gb18030"},
		"utf-8, header latin":              {"utf-8", "text/html; charset=ISO-8859-1", sample, "utf-8", "valid", "header windows-1252"},
		"utf-8, meta gb2312":               {"utf-8", "", meta("gb2312"), "utf-8", "valid", "meta gb18030"},
		"gbk, no label":                    {"gb18030", "text/html", sample, "gb18030", "detector", ""},
		"gbk, header utf-8":                {"gb18030", "text/html; charset=utf-8", sample, "gb18030", "detector", "header utf-8"},
		"gbk, header latin":                {"gb18030", "text/html; charset=ISO-8859-1", sample, "gb18030", "detector", "header windows-1252"},
		"gbk, meta gb2312":                 {"gb18030", "", meta("gb2312"), "gb18030", "meta", ""},
		"gbk, meta utf-8":                  {"gb18030", "", meta("utf-8"), "gb18030", "detector", "meta utf-8"},
		"gb2312 label, gb18030 characters": {"gb18030", "text/html; charset=gb2312", rare, "gb18030", "header", ""},
		"utf-8 with mark":                  {"utf-8 with mark", "text/html; charset=gbk", sample, "utf-8", "bom", ""},
		"utf-16 with mark":                 {"utf-16le", "text/html", sample, "utf-16le", "bom", ""},
		"utf-16 without mark":              {"utf-16be without mark", "", sample, "utf-16be", "bom", ""},
		"big5, header":                     {"big5", "text/html; charset=big5", "<p>政府資訊公開年度報告，本年新收件數</p>", "big5", "header", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := page.Decode(bytesIn(t, c.written, c.text), c.header)
			if got.Text != c.text {
				t.Errorf("text %q", got.Text[:min(len(got.Text), 120)])
			}
			if got.Encoding != c.encoding || got.Evidence != c.evidence || got.Replacements != 0 {
				t.Errorf("%s by %s with %d replacements; want %s by %s", got.Encoding, got.Evidence, got.Replacements, c.encoding, c.evidence)
			}
			if strings.Join(got.Contradicted, ";") != c.contradicted {
				t.Errorf("contradicted %q, want %q", got.Contradicted, c.contradicted)
			}
		})
	}
}

func TestDecodeCountsBrokenBytes(t *testing.T) {
	body := append(bytesIn(t, "gb18030", sample), 0xFF, 0xFF)
	got := page.Decode(body, "text/html; charset=gbk")
	if got.Encoding != "gb18030" || got.Replacements == 0 || !strings.HasPrefix(got.Text, sample) {
		t.Errorf("%s, %d replacements", got.Encoding, got.Replacements)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(sample), "text/html; charset=gbk")
	f.Add([]byte("\xFF\xFE<\x00"), "")
	f.Add([]byte("\xEF\xBB\xBF\xFF"), "text/html; charset=x-unknown")
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		got := page.Decode(body, contentType)
		if !utf8.ValidString(got.Text) {
			t.Errorf("not UTF-8: %q", got.Text)
		}
		if got.Encoding == "" || got.Evidence == "" || got.Replacements < 0 {
			t.Errorf("no decision: %+v", got)
		}
	})
}

func TestSniff(t *testing.T) {
	for name, c := range map[string]struct {
		body string
		want page.Format
	}{
		"empty":              {"", page.FormatEmpty},
		"blanks":             {" \r\n\t", page.FormatEmpty},
		"html":               {"\xEF\xBB\xBF<!DOCTYPE html><html></html>", page.FormatHTML},
		"fragment":           {"<p style='text-align:center'>报告</p>", page.FormatHTML},
		"gbk html":           {string(bytesIn(t, "gb18030", sample)), page.FormatHTML},
		"utf-16 html":        {string(bytesIn(t, "utf-16le", sample)), page.FormatHTML},
		"plain text":         {"2023年某镇政府信息公开工作年度报告\n一、总体情况\n", page.FormatText},
		"text beginning BM":  {"BM 镇报告", page.FormatText},
		"pdf":                {"%PDF-1.7\n", page.FormatPDF},
		"pdf after blank":    {"\n%PDF-1.4", page.FormatPDF},
		"docx":               {"PK\x03\x04\x14\x00", page.FormatZip},
		"doc":                {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", page.FormatOLE},
		"png":                {"\x89PNG\r\n\x1a\n", page.FormatImage},
		"jpeg":               {"\xFF\xD8\xFF\xE0", page.FormatImage},
		"binary":             {strings.Repeat("\x00\x01\x02\x03", 50), page.FormatBinary},
		"html with few NULs": {"<html>\x00" + strings.Repeat("报告", 300), page.FormatHTML},
	} {
		t.Run(name, func(t *testing.T) {
			if got := page.Sniff([]byte(c.body)); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

func TestCanonical(t *testing.T) {
	for in, want := range map[string]string{
		"HTTP://WWW.Example.TEST:80/a/../b/./c.html#top": "http://www.example.test/b/c.html",
		"https://a.test:443":                             "https://a.test",
		"https://a.test:8443/":                           "https://a.test:8443/",
		"http://user:secret@a.test/x":                    "http://a.test/x",
		"http://a.test/x;jsessionid=ABC?b=2&_=99&a=1":    "http://a.test/x?b=2&a=1",
		"http://a.test/x?t=1&timestamp=2":                "http://a.test/x",
		" http://a.test./x/ ":                            "http://a.test/x/",
		"http://a.test/x?":                               "http://a.test/x",
		"http://a.test/%E5%B9%B4":                        "http://a.test/%E5%B9%B4",
		"http://a.test/a%2Fb/../c":                       "http://a.test/c",
	} {
		got, err := page.Canonical(in)
		if err != nil || got != want {
			t.Errorf("%q: %q, %v; want %q", in, got, err, want)
		}
		if again, err := page.Canonical(got); err != nil || again != got {
			t.Errorf("%q is not stable: %q, %v", got, again, err)
		}
	}
	for _, wrong := range []string{"", "index.html", "ftp://a.test/", "http://", "javascript:alert(1)", "http://a b/", "//a.test/x"} {
		if got, err := page.Canonical(wrong); err == nil {
			t.Errorf("%q was taken as %q", wrong, got)
		}
	}
}

func TestRequestsAreNamedByWhatTheyAskFor(t *testing.T) {
	get := page.Request{URL: "http://a.test/x"}
	post := page.Request{URL: "http://a.test/x", Method: "POST", Body: "page=1"}
	next := post
	next.Body = "page=2"
	if get.ID() != "http://a.test/x" || post.ID() == next.ID() || post.ID() == get.ID() {
		t.Errorf("ids %q, %q, %q", get.ID(), post.ID(), next.ID())
	}
	if get.Host() != "a.test" {
		t.Errorf("host %q", get.Host())
	}
	known := page.Request{URL: "http://a.test/x", ETag: `"1"`}
	if known.Conditional() {
		t.Error("conditional without a copy in the archive")
	}
	known.Known = page.DigestOf([]byte("x"))
	if !known.Conditional() {
		t.Error("not conditional with validator and copy")
	}
}

func TestDigest(t *testing.T) {
	d := page.DigestOf([]byte("abc"))
	if d != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" {
		t.Errorf("digest %s", d)
	}
	if back, err := page.ParseDigest(string(d)); err != nil || back != d {
		t.Errorf("%s, %v", back, err)
	}
	for _, wrong := range []string{"", "abc", strings.ToUpper(string(d)), string(d) + "00"} {
		if _, err := page.ParseDigest(wrong); err == nil {
			t.Errorf("%q was taken for a digest", wrong)
		}
	}
}

func TestEveryOutcomeIsExplained(t *testing.T) {
	seen := map[report.Outcome]bool{}
	for _, d := range report.OutcomeDefs() {
		if seen[d.Outcome] || d.Meaning == "" || d.Class == "" || d.Retry == "" || d.Actor == "" {
			t.Errorf("outcome %q is doubled or incomplete", d.Outcome)
		}
		if d.Class == report.ClassRefused && d.Retry == report.RetrySoon {
			t.Errorf("%s: a refusal is not retried soon", d.Outcome)
		}
		seen[d.Outcome] = true
	}
	if len(seen) < 25 {
		t.Errorf("%d outcomes", len(seen))
	}
}
