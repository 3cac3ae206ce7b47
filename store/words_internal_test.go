package store

import (
	"strings"
	"testing"
)

// TestPhrases holds what stands in a text and what does not: the index has the grams of all that does.
func TestPhrases(t *testing.T) {
	for _, c := range []struct {
		name, text, words string
		has               bool
	}{
		{"two characters", "做好政府信息公开工作", "信息", true},
		{"across words", "做好政府信息公开工作", "府信", true},
		{"long", "做好政府信息公开工作", "政府信息公开", true},
		{"all of it", "信息", "信息", true},
		{"another order", "做好政府信息公开工作", "公开信息", false},
		{"its parts, not it", "公开信息,信息公报", "公开信息公报", false},
		{"punctuation divides the text", "公开、信息", "公开信息", false},
		{"punctuation divides the words", "公开的信息", "公开,信息", true},
		{"a title in its marks", "《条例》实施", "条例", true},
		{"words in any order", "政府信息公开", "公开 政府", true},
		{"one of the words only", "政府信息公开", "公开 诉讼", false},
		{"a number", "受理12345热线", "12345", true},
		{"a part of a number", "受理12345热线", "123", false},
		{"a number and what follows", "受理12345热线", "12345热线", true},
		{"full width", "截至２０２３年底", "2023年", true},
		{"capitals", "政务微信公众号App", "APP", true},
		{"rare characters", "𠮷林𡈽地", "𡈽地", true},
		{"invalid bytes", "公\xff开公开", "公开", true},
		{"what would be commands elsewhere", "政府 OR 公开", `"政府" OR NOT*`, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			var in, of grams
			in.addText(seedGram, c.text)
			index := " " + in.String() + " "
			has := true
			for _, p := range phrasesOf(c.words) {
				has = has && len(p.find(unitsOf(c.text))) > 0
				of.addPhrase(seedGram, p)
			}
			if len(of) == 0 || has != c.has {
				t.Fatalf("%d grams; found: %v", len(of), has)
			}
			for _, gram := range strings.Fields(of.String()) {
				if has && !strings.Contains(index, " "+gram+" ") {
					t.Errorf("the index does not have %s", gram)
				}
			}
		})
	}
	for _, text := range []string{"", "  ", "公", "公开 的", "《》", "*"} {
		if phrases := phrasesOf(text); phrases != nil {
			t.Errorf("%q gives %d phrases", text, len(phrases))
		}
	}
}

func TestCut(t *testing.T) {
	long := strings.Repeat("前文", 50) + "依申请\n公开" + strings.Repeat("后文", 100)
	for _, c := range []struct{ text, words, want string }{
		{"政府信息", "政府信息", "[政府信息]"},
		{"公开政府信息公开", "公开 开政", "[公开]政府信息[公开]"},
		{long, "申请", "…文" + strings.Repeat("前文", 9) + "依[申请] 公开" + strings.Repeat("后文", 28) + "后…"},
	} {
		var spans []span
		for _, p := range phrasesOf(c.words) {
			spans = append(spans, p.find(unitsOf(c.text))...)
		}
		var got strings.Builder
		for _, piece := range cut(c.text, spans) {
			if piece.Match {
				piece.Text = "[" + piece.Text + "]"
			}
			got.WriteString(piece.Text)
		}
		if got.String() != c.want {
			t.Errorf("%q in %q:\ngot  %s\nwant %s", c.words, c.text, got.String(), c.want)
		}
	}
}
