package store_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/division"
	"github.com/nianbao/nianbao/store"
)

func day(text string) report.Date {
	d, err := report.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

// history says that a body was 丙乡 until 2019.
func history(b store.BodyRef) *store.History {
	all := []store.Attribute{
		{Body: b.Key, Kind: division.AttributeName, Value: "丙乡", From: day("2016-07-31"), To: day("2018-10-31"), Origin: store.OriginEdition, Source: "2016–2018"},
		{Body: b.Key, Kind: division.AttributeName, Value: b.Name, From: day("2019-10-31"), To: day("2023-06-30"), Origin: store.OriginOverlay, Source: "甲: a notice"},
		{Body: b.Key, Kind: division.AttributeCode, Value: "990101201", From: day("2016-07-31"), To: day("2018-10-31"), Origin: store.OriginEdition, Source: "2016–2018"},
	}
	return &store.History{
		Of: store.AttributesBy(all),
		Events: []store.Event{{
			Kind: division.ChangeUpgraded, Also: []division.ChangeKind{division.ChangeRecoded}, Certain: true, On: day("2019-05-12"),
			After: day("2018-10-31"), Until: day("2019-10-31"), Rule: division.RuleCorrected, Origin: store.OriginOverlay, Source: "2018 → 2019",
			Evidence: []string{"甲: a notice"},
			Before:   []store.EventBody{{Key: b.Key, Name: "丙乡", Code: "990101201"}, {Key: "77777", Name: "丁乡", Code: "990101202"}},
			Later:    []store.EventBody{{Key: b.Key, Name: b.Name, Code: b.Division}},
		}},
	}
}

func TestHistoryOfBodies(t *testing.T) {
	town := county
	town.Key = "4711"
	s, run := started(t, store.Config{Gap: -1})
	archived(t, s, run, noon, hinted("http://a.test/2022"))
	for _, p := range pending(t, s, "1") {
		r := readingOf(p)
		r.Body = &town
		r.Report.Agency.Name, r.Report.Agency.CreditCode = "乙办公室", "11990101MB0000000X"
		must(t, save(s, r))
	}
	changed, err := s.SaveHistory(ctx, history(town))
	must(t, err)
	again, err := s.SaveHistory(ctx, history(town))
	must(t, err)
	if changed != 2 || again != 0 {
		t.Errorf("%d changes, then %d", changed, again)
	}
	events, err := s.Events(ctx, store.EventFilter{Body: "77777", Certain: true})
	must(t, err)
	if diff := cmp.Diff(history(town).Events, events); diff != "" {
		t.Error(diff)
	}
	all, err := s.Attributes(ctx, store.AttributeFilter{Body: town.Key})
	must(t, err)
	var origins []string
	for _, a := range all {
		origins = append(origins, string(a.Kind)+" "+string(a.Origin)+" "+a.Value+" "+a.From.String())
	}
	want := []string{
		"name edition 丙乡 2016-07-31", "name overlay " + town.Name + " 2019-10-31", "name page 乙办公室 2023-12-31",
		"code edition 990101201 2016-07-31", "credit_code page 11990101MB0000000X 2023-12-31",
	}
	if diff := cmp.Diff(want, origins); diff != "" {
		t.Error(diff)
	}
	then, err := s.Attributes(ctx, store.AttributeFilter{Body: town.Key, On: day("2017-01-01"), Origins: []store.Origin{store.OriginEdition}})
	must(t, err)
	if len(then) != 2 || then[0].Value != "丙乡" || then[1].Value != "990101201" {
		t.Errorf("in 2017: %+v", then)
	}
	must(t, s.SaveAliases(ctx, "s", []store.Alias{{Body: town, Name: "乙街道"}}))
	for text, how := range map[string]string{
		"丙乡": "name 丙乡 former whole", "990101201": "code 990101201 former whole", "乙办公室": "name 乙办公室 former whole", "乙街道": "name 乙街道 former whole",
		"丙": "name 丙乡 former part", town.Name: "name " + town.Name + " now whole", town.Division: "code " + town.Division + " now whole",
		"11990101MB0000000X": "credit_code 11990101MB0000000X former whole", "戊": "",
	} {
		matches, err := s.MatchBodies(ctx, text, 0)
		must(t, err)
		var got []string
		for _, m := range matches {
			words := []string{string(m.By), m.Value, "former", "part"}
			if m.Now {
				words[2] = "now"
			}
			if m.Whole {
				words[3] = "whole"
			}
			got = append(got, strings.Join(words, " "))
		}
		if strings.Join(got, "|") != how {
			t.Errorf("%s: %q, want %q", text, got, how)
		}
	}
	lines := dump(t, s)
	for _, part := range []string{`"type":"event","kind":"upgraded"`, `"type":"attribute","body":"` + town.Key + `","kind":"name","value":"丙乡"`} {
		if !strings.Contains(lines, part) {
			t.Errorf("the dump lacks %s", part)
		}
	}
	withdrawn, err := s.SaveHistory(ctx, &store.History{})
	must(t, err)
	left, err := s.Attributes(ctx, store.AttributeFilter{Body: town.Key})
	must(t, err)
	if withdrawn != 2 || slices.ContainsFunc(left, func(a store.Attribute) bool { return a.Origin == store.OriginEdition }) {
		t.Errorf("%d changes, left %+v", withdrawn, left)
	}
}

// TestAttributesOfOneBody holds that a body asked for alone is said to be what it is among all.
func TestAttributesOfOneBody(t *testing.T) {
	s, run := started(t, store.Config{Gap: -1})
	archived(t, s, run, noon, hinted("http://a.test/2021"), hinted("http://a.test/2022"), hinted("http://a.test/2023"))
	other := store.BodyRef{Key: "4712", Name: "另一镇", Division: "990101002"}
	for i, p := range pending(t, s, "1") {
		r := readingOf(p)
		r.Report.Year, r.Report.Agency.Name, r.Report.Agency.CreditCode = 2021+i, []string{"甲镇", "乙镇", "丙镇"}[i], "11990101MB0000000X"
		if r.Body = &county; i == 2 {
			r.Body = &other
		}
		must(t, save(s, r))
	}
	_, err := s.SaveHistory(ctx, history(county))
	must(t, err)
	all, err := s.Attributes(ctx, store.AttributeFilter{})
	must(t, err)
	for _, b := range []store.BodyRef{county, other} {
		var want []store.Attribute
		for _, a := range all {
			if a.Body == b.Key {
				want = append(want, a)
			}
		}
		got, err := s.Attributes(ctx, store.AttributeFilter{Body: b.Key})
		must(t, err)
		if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b report.Date) bool { return a == b })); diff != "" || len(got) < 2 {
			t.Errorf("(-among all +alone):\n%s", diff)
		}
	}
}
