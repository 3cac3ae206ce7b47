package report_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/nianbao/nianbao/report"
)

// written by a body: characters drawn from a stock, the same for the same seed.
func text(seed uint64, characters int) string {
	random := rand.New(rand.NewPCG(seed, 7))
	var out strings.Builder
	for range characters {
		out.WriteRune(rune(0x4e00 + random.IntN(3000)))
	}
	return out.String()
}

func prosaic(name string, year int, sections ...string) *report.Report {
	r := &report.Report{Year: year, Agency: report.Agency{Name: name}}
	for i, s := range sections {
		r.Sections = append(r.Sections, report.Section{Number: []int{1, 5, 6}[i], Text: s})
	}
	return r
}

func TestTheSameTextAsInAnEarlierYear(t *testing.T) {
	long := text(1, 1000)
	runes := []rune(long)
	changed := func(n int) string { return string(runes[:1000-n]) + text(9, n) }
	for name, c := range map[string]struct {
		prev, next string
		want       bool
	}{
		"the same":                {long, long, true},
		"with another year in it": {"2022年," + long, "2023年:" + long, true},
		"a twentieth is new":      {long, changed(50), true},
		"a tenth is new":          {long, changed(100), false},
		"another text":            {long, text(2, 1000), false},
		"two short texts":         {text(3, 90), text(3, 90), false},
		"nothing":                 {"", "", false},
	} {
		got := report.CheckYears(prosaic("", 2022, c.prev), prosaic("", 2023, c.next))
		if is := len(got) == 1 && got[0].Relation == report.RuleSameProse; is != c.want || len(got) > 1 {
			t.Errorf("%s: %+v", name, got)
		}
	}
	m := report.Similarity(prosaic("", 2022, long), prosaic("", 2023, changed(50)))
	if !m.Known || m.Numerator != report.Int(946) || m.Denominator != report.Int(1046) {
		t.Errorf("946 of 1046 shingles are shared: %s/%s", m.Numerator, m.Denominator)
	}
	if m := report.Similarity(prosaic("", 2022, ""), prosaic("", 2023, long)); m.Known || m.Null != report.NullMissing {
		t.Errorf("a report without text: %+v", m)
	}
}

func TestOnlyFreeTextCounts(t *testing.T) {
	a, b := prosaic("", 2022, text(1, 300)), prosaic("", 2023, text(2, 300))
	for _, r := range []*report.Report{a, b} {
		r.Sections = append(r.Sections, report.Section{Number: 0, Text: text(3, 5000)}, report.Section{Number: 3, Text: text(4, 5000)})
	}
	if m := report.Similarity(a, b); m.Numerator.Sign() != 0 {
		t.Errorf("the preamble and the tables were compared: %s/%s", m.Numerator, m.Denominator)
	}
}

func TestTextOfAnotherBody(t *testing.T) {
	own := func(name string) string {
		var out strings.Builder
		for i := range 20 {
			out.WriteString(text(uint64(100+i), 30) + name)
		}
		return out.String()
	}
	reports := []*report.Report{
		prosaic("青溪县东浔街道办事处", 2023, own("东浔街道")),
		nil,
		prosaic("青溪县青榆镇人民政府", 2023, text(5, 800)),
		prosaic("青溪县西塘镇人民政府", 2023, own("西塘镇人民政府")),
		prosaic("青溪县北塬乡人民政府", 2023, own("青溪县北塬乡")),
		prosaic("青溪县南埠乡人民政府", 2023, "无"),
	}
	var got []string
	for _, c := range report.CheckCopies(reports) {
		got = append(got, fmt.Sprintf("%d %d %d/%d %d", c.Report, c.Other, c.Shared, c.Union, c.Others))
		if c.Finding.Relation != report.RuleCopiedProse || !strings.Contains(c.Finding.Message, reports[c.Report].Agency.Name) {
			t.Errorf("%+v", c.Finding)
		}
	}
	if s := strings.Join(got, ", "); s != "0 3 596/596 2, 3 0 596/596 2, 4 0 596/596 2" {
		t.Errorf("copies: %s", s)
	}
}

// TestCopiesAreThoseOfEveryPair compares the short way with the plain one.
func TestCopiesAreThoseOfEveryPair(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := []rune(text(rapid.Uint64().Draw(t, "base"), 400))
		var reports []*report.Report
		for i := range rapid.IntRange(2, 6).Draw(t, "reports") {
			own := rapid.IntRange(0, 60).Draw(t, "own")
			reports = append(reports, prosaic("", 2023, string(base[:400-own])+text(uint64(i), own)))
		}
		others := map[int]int{}
		for i := range reports {
			for j := range reports {
				if m := report.Similarity(reports[i], reports[j]); i != j && m.Value() >= 0.9 {
					others[i]++
				}
			}
		}
		got := map[int]int{}
		for _, c := range report.CheckCopies(reports) {
			got[c.Report] = c.Others
		}
		if fmt.Sprint(got) != fmt.Sprint(others) {
			t.Fatalf("alike with so many others: %v, one by one %v", got, others)
		}
	})
}

func BenchmarkCheckCopies(b *testing.B) {
	var reports []*report.Report
	for i := range 3000 {
		reports = append(reports, prosaic("", 2023, text(uint64(i), 1200)+text(0, 300)))
	}
	for b.Loop() {
		if len(report.CheckCopies(reports)) > 0 {
			b.Fatal("texts of their own were taken for copies")
		}
	}
}

func BenchmarkCheckYears(b *testing.B) {
	prev, next := prosaic("青溪县青榆镇人民政府", 2022, text(1, 1500)), prosaic("青溪县青榆镇人民政府", 2023, text(2, 1500))
	for b.Loop() {
		report.CheckYears(prev, next)
	}
}
