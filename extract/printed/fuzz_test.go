package printed_test

import (
	"strings"
	"testing"

	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/report"
)

// FuzzNumber holds that a printed number is in the text: its digits, and nothing but its digits, its sign, its unit
// and its remark.
func FuzzNumber(f *testing.F) {
	for _, seed := range []string{"12", "1,234", "-2", "减3", "22（其中修订16件）", "251000元", "/", "１２", "000", "3.5万元", "5(", "\u200b7"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		got := printed.ReadFigure(raw)
		if got.State != report.Printed {
			if got.Value != (report.Number{}) || got.Unit != "" {
				t.Errorf("%q: %s with a value", raw, got.State)
			}
			return
		}
		text := printed.Normal(raw)
		if text == "零" || text == "〇" || strings.HasPrefix(text, "人民币") || strings.ContainsAny(raw, "零〇") {
			return
		}
		if got.Remark != "" {
			text = text[:strings.LastIndex(text, "(")]
		}
		if want, have := digitsOf(got.Value.String()), strings.TrimRight(digitsOf(text), "0"); strings.TrimRight(want, "0") != have && got.Remark == "" {
			t.Errorf("%q was read as %s", raw, got.Value)
		}
	})
}

func digitsOf(s string) string {
	return strings.TrimLeft(strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s), "0")
}

func FuzzDate(f *testing.F) {
	for _, seed := range []string{"2024-01-16", "2024年1月16日", "20231月1日", "２０２４．１．１６", "2024\u00a0年1月1日", "20240229"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, size, ok := printed.ReadDate(text)
		if size < 0 || size > len(text) || ok == d.IsZero() {
			t.Errorf("%q: %v, %d bytes of %d, %v", text, d, size, len(text), ok)
		}
		for _, y := range printed.Years(text) {
			if y < 1990 || y > 2099 {
				t.Errorf("%q: year %d", text, y)
			}
		}
	})
}

func FuzzLabel(f *testing.F) {
	for _, seed := range []string{"(一)予以公开", "第二十条第（一）项", "5.属于三类内容事务信息", "本年收费金额（单位：万元）", "其他", "1.本机关不掌握x相关政府信息"} {
		f.Add(seed)
	}
	l := printed.NewLexicon()
	f.Fuzz(func(t *testing.T, text string) {
		label := printed.ReadLabel(text)
		if again := printed.Normal(label.Normal); again != label.Normal {
			t.Errorf("%q: %q, again %q", text, label.Normal, again)
		}
		if m, ok := l.Find(label, func(*printed.Word) bool { return true }); ok && m.Word == nil {
			t.Errorf("%q: found nothing", text)
		}
		printed.CaptionItem(label.Normal)
	})
}
