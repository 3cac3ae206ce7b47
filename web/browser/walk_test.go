//go:build browser

package browser_test

import (
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestFromTheOverviewToTheProof goes the way of a journalist: county, township, number, proof; the cell is marked in
// the archived page beside it.
func TestFromTheOverviewToTheProof(t *testing.T) {
	for name, s := range map[string]screen{
		"desktop": desktop, "without scripts": {width: 1280, height: 900, scriptless: true, lang: "en"}, "phone": {width: 390, height: 844, phone: true, lang: "en"},
	} {
		t.Run(name, func(t *testing.T) {
			b := open(t, s)
			b.visit("/?year=2023")
			b.says("h1", "岚桥县", "2023")
			b.follow("东浔街道")
			b.says("h1", "东浔街道")
			b.says(".findings", "does not balance")
			b.click(`//section[contains(., "收到和处理")]//tr[contains(., "本年新收")]/td[last()]/a`)
			b.says(".proof", "64", "printed", "applications.received.total", "holds")
			if marked := b.inFrame("mark#cell"); !strings.HasSuffix(marked, ">64</mark>") {
				t.Errorf("marked in the archived page: %q", marked)
			}
			b.says("main", "SHA-256", "http://static.zoo.test/")
		})
	}
}

// inFrame gives an element of the archived page in its frame, where nothing can be run.
func (b *tab) inFrame(selector string) string {
	b.t.Helper()
	frames := ask(b, chromedp.Nodes(chromedp.CSSAll("iframe")))
	return ask(b, chromedp.OuterHTML(chromedp.CSS(selector), chromedp.FromNode(frames[0])))
}

// TestCompareFourTownships puts a comparison together from names.
func TestCompareFourTownships(t *testing.T) {
	b := open(t, desktop)
	b.visit("/compare?years=2023")
	for _, name := range []string{"东浔街道", "云碓镇", "青榆镇", "石磴镇"} {
		b.do(chromedp.SetValue(chromedp.CSS(`input[name=add]`), name))
		b.click(`//main//button`)
		b.click(`//a[contains(., "+ ` + name + `")]`)
	}
	if rows := ask(b, chromedp.Nodes(chromedp.CSSAll("table.list tbody tr"))); len(rows) != 4 {
		t.Errorf("%d rows", len(rows))
	}
	b.says("main", "48/62", "median", "published")
	b.do(chromedp.WaitVisible(chromedp.CSS("figure svg")))
}

// TestSearch finds a body by two characters of its name.
func TestSearch(t *testing.T) {
	b := open(t, desktop)
	b.visit("/")
	b.do(chromedp.SetValue(chromedp.CSS("#find"), "青榆"))
	b.click(`//header//button`)
	b.follow("青榆镇")
	b.says("h1", "青榆镇")
}

// TestByKeyboardAlone reaches a proof with Tab and Enter only, beginning with the link that skips the head.
func TestByKeyboardAlone(t *testing.T) {
	b := open(t, desktop)
	b.visit("/report/7/2023")
	b.do(chromedp.KeyEvent(kb.Tab))
	if text := b.focused(); text != "Skip to the content" {
		t.Errorf("the first stop is %q", text)
	}
	b.do(chromedp.KeyEvent(kb.Enter))
	for range 40 {
		b.do(chromedp.KeyEvent(kb.Tab))
		if class := b.evaluate(`document.activeElement.closest("td") ? "cell" : ""`); class == "cell" {
			break
		}
	}
	if outline := b.evaluate(`getComputedStyle(document.activeElement).outlineStyle`); outline == "none" {
		t.Error("the focus can't be seen")
	}
	b.leads("Enter", chromedp.KeyEvent(kb.Enter))
	if !strings.Contains(b.path(), "/cell/disclosure.") {
		t.Errorf("at %s", b.path())
	}
	b.says(".proof h2", "规章")
}

func (b *tab) focused() string { return b.evaluate(`document.activeElement.textContent`) }

// TestLanguages holds that a language that was asked for goes along.
func TestLanguages(t *testing.T) {
	b := open(t, screen{width: 1280, height: 900, lang: "zh-CN"})
	b.visit("/")
	b.says("nav", "比较", "台账")
	b.follow("English")
	b.says("nav", "Compare")
	b.follow("Ledger")
	b.says("h1", "Ledger")
	if !strings.Contains(b.path(), "lang=en") {
		t.Errorf("at %s", b.path())
	}
}

// TestNewcomer goes by the words of the README: find the township with a lawsuit and no application, and save the proof.
func TestNewcomer(t *testing.T) {
	for name, words := range map[string]struct{ lang, findings, save, printed string }{
		"README.md":    {"en", "Findings", "Save the evidence (zip)", "printed"},
		"README.zh.md": {"zh-CN", "提示", "下载证据包 (zip)", "原样印出"},
	} {
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile("../../" + name)
			if err != nil {
				t.Fatal(err)
			}
			const relation, cell = "disputes.no_application", "行政诉讼 › 未经复议直接起诉 · 总计"
			for _, word := range []string{words.findings, words.save, relation, cell} {
				if !strings.Contains(string(text), word) {
					t.Errorf("%s says nothing of %s", name, word)
				}
			}
			b := open(t, screen{width: 1280, height: 900, lang: words.lang})
			b.visit("/")
			b.follow(words.findings)
			b.click(`//li[contains(., "` + relation + `")]/a[not(contains(@href, "/report/"))]`)
			b.says("main", "苇塍乡")
			b.follow(cell)
			b.says(".proof", "1", words.printed, "disputes.direct_suit.total")
			href := ask(b, chromedp.AttributeValue(`//a[contains(., "`+words.save+`")]`, "href")).Value
			if !strings.Contains(href, "evidence.zip") {
				t.Errorf("%s leads to %s", words.save, href)
			}
		})
	}
}
