package web_test

import (
	"strings"
	"testing"
)

// TestRatesOfFew holds that a rate of few has no colour of its own on the page of a body either, and says so.
func TestRatesOfFew(t *testing.T) {
	page := get(t, zooPages(t), "/body/5?lang=en").Body.String()
	if !strings.Contains(page, `80.0% (4/5)<br><span class="soft">N &lt; 10</span>`) || !strings.Contains(page, `class="bar pale"`) {
		t.Errorf("a rate of 4/5 stands like one of many:\n%s", page)
	}
	many := get(t, zooPages(t), "/body/12?lang=en").Body.String()
	if strings.Contains(many, "N &lt; 10") || strings.Contains(many, `class="bar pale"`) {
		t.Error("rates of many are said to be of few")
	}
}

// TestSeriesAcrossForms holds that a body whose reports changed their form shows what that does to its series, and that
// one that never did shows nothing of it before it is asked.
func TestSeriesAcrossForms(t *testing.T) {
	h := zooPages(t)
	const heading = "The same question across the forms"
	series := func(address string) string {
		_, rest, _ := strings.Cut(get(t, h, address).Body.String(), heading)
		section, _, _ := strings.Cut(rest, "</section>")
		return section
	}
	changed := series("/body/5?lang=en") // of 2021, in 2023 of 2019, of 2021 again
	for _, want := range []string{
		`normative documents in force <span class="soft">number</span></th><td class="n">2</td><td class="n broken">9<sup>≠</sup></td><td class="n broken">4</td>`,
		`normative documents issued <span class="soft">number</span></th><td class="n">0</td><td class="n broken">0<sup>≈</sup></td><td class="n broken">2</td>`,
		"2021: the form of 2021", "nearly the same question",
	} {
		if !strings.Contains(changed, want) {
			t.Errorf("lacks %s:\n%s", want, changed)
		}
	}
	if strings.Contains(changed, "lawsuits") {
		t.Error("a question that both forms ask alike is shown before it is asked for")
	}
	if got := series("/body/4?lang=en"); got != "" {
		t.Errorf("a body of one form shows %s", got)
	}
	if got := series("/body/4?lang=en&all=1"); !strings.Contains(got, "lawsuits") {
		t.Errorf("all=1 shows %s", got)
	}
}
