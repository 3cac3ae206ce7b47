package division_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/division"
)

func overlay(events ...division.EventCorrection) division.Overlay {
	return division.Overlay{Who: "li", Why: "the notice names both", Source: "云政函〔2019〕1号", Events: events}
}

func rows(edition string, codes ...division.Code) []division.Listed {
	var list []division.Listed
	for _, c := range codes {
		list = append(list, division.Listed{Edition: edition, Code: c})
	}
	return list
}

func lines(h *division.History) []string {
	var all []string
	for _, c := range h.Comparisons() {
		for _, change := range c.Changes {
			all = append(all, written(change))
		}
	}
	return all
}

func TestOverlays(t *testing.T) {
	tests := []struct {
		name     string
		overlays []division.Overlay
		has      []string // changes that must be there
		lacks    []string // and that must not
	}{
		{
			"one body",
			[]division.Overlay{overlay(division.EventCorrection{Kind: division.ChangeRenamed, From: rows("2018", "990121201"), To: rows("2020", "990181201")})},
			[]string{"renamed! 990121201>990181201 corrected"},
			[]string{"gone! 990121201> nothing", "new! >990181201 nothing"},
		},
		{
			"not one body",
			[]division.Overlay{overlay(division.EventCorrection{Kind: division.ChangeUpgraded, From: rows("2016", "990121200"), To: rows("2018", "990121101"), Reject: true})},
			[]string{"merged? 990121200>990121101 stem_beside"},
			[]string{"upgraded! 990121200>990121101 stem_in_place"},
		},
		{
			"merged for certain",
			[]division.Overlay{overlay(division.EventCorrection{Kind: division.ChangeMerged, From: rows("2018", "990121101", "990121201"), To: rows("2020", "990181201")})},
			[]string{"merged! 990121101+990121201>990181201 corrected"},
			[]string{"gone! 990121201> nothing", "gone! 990121101> nothing", "new! >990181201 nothing"},
		},
		{"not merged", []division.Overlay{
			overlay(division.EventCorrection{Kind: division.ChangeUpgraded, From: rows("2016", "990121200"), To: rows("2018", "990121101"), Reject: true}),
			overlay(division.EventCorrection{Kind: division.ChangeMerged, From: rows("2016", "990121200"), To: rows("2018", "990121101"), Reject: true}),
		}, []string{"gone! 990121200> nothing"}, []string{"merged? 990121200>990121101 stem_beside"}},
		{"said and taken back", []division.Overlay{
			overlay(division.EventCorrection{Kind: division.ChangeRenamed, From: rows("2018", "990121201"), To: rows("2020", "990181201")}),
			overlay(division.EventCorrection{Kind: division.ChangeRenamed, From: rows("2018", "990121201"), To: rows("2020", "990181201"), Reject: true}),
		}, []string{"gone! 990121201> nothing"}, []string{"renamed! 990121201>990181201 corrected"}},
		{"a name put right", []division.Overlay{{Who: "li", Why: "a slip", Source: "x", Rows: []division.RowCorrection{
			{Listed: division.Listed{Edition: "2020", Code: "990181201"}, Name: "石门乡"},
		}}}, []string{"recoded! 990121201>990181201 name_in_place"}, []string{"gone! 990121201> nothing"}},
		{"a row put in and one taken out", []division.Overlay{{Who: "li", Why: "a slip", Source: "x", Rows: []division.RowCorrection{
			{Listed: division.Listed{Edition: "2020", Code: "990181201"}, Remove: true},
			{Listed: division.Listed{Edition: "2020", Code: "990181101"}, Name: "柳桥镇"},
		}}}, []string{"recoded! 990121101>990181101 name_in_place"}, []string{"new! >990181201 nothing"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := invented(t)
			before := lines(h)
			corrected, err := h.With(tt.overlays...)
			if err != nil {
				t.Fatal(err)
			}
			got := lines(corrected)
			for _, line := range tt.has {
				if !slices.Contains(got, line) || slices.Contains(before, line) && tt.name != "said and taken back" {
					t.Errorf("lacks %q: %q", line, got)
				}
			}
			for _, line := range tt.lacks {
				if slices.Contains(got, line) {
					t.Errorf("still has %q", line)
				}
			}
			if !slices.Equal(before, lines(h)) {
				t.Error("the history itself changed")
			}
			for i, founder := range h.Founders() {
				if corrected.Founders()[i] != founder {
					t.Errorf("id %d is another body's", i+1)
				}
			}
		})
	}
}

// A correction that makes two bodies one keeps the lower id; the higher one leads to it.
func TestOverlayJoinsBodies(t *testing.T) {
	h := invented(t)
	old, young := id(t, h, "2018", "990121201"), id(t, h, "2020", "990181201")
	joined, err := h.With(overlay(division.EventCorrection{Kind: division.ChangeRenamed, From: rows("2018", "990121201"), To: rows("2020", "990181201")}))
	if err != nil {
		t.Fatal(err)
	}
	if joined.Now(young) != old || joined.Now(old) != old || id(t, joined, "2020", "990181201") != old {
		t.Errorf("%v leads to %v, not to %v", young, joined.Now(young), old)
	}
	if body, ok := joined.Body(young); !ok || body.ID != old {
		t.Errorf("body %v is %+v", young, body)
	}
	for _, e := range joined.Events() {
		if e.Rule == division.RuleCorrected && (len(e.Evidence) != 1 || e.Evidence[0] != "li: the notice names both (云政函〔2019〕1号)") {
			t.Errorf("evidence: %q", e.Evidence)
		}
	}
	again, err := joined.With(overlay(division.EventCorrection{Kind: division.ChangeRenamed, From: rows("2018", "990121201"), To: rows("2020", "990181201"), Reject: true}))
	if err != nil || again.Now(young) != young {
		t.Errorf("taken back, %v leads to %v: %v", young, again.Now(young), err)
	}
}

func TestOverlayRefuses(t *testing.T) {
	renamed := func(from, to []division.Listed) division.Overlay {
		return overlay(division.EventCorrection{Kind: division.ChangeRenamed, From: from, To: to})
	}
	for name, tt := range map[string]struct {
		overlay division.Overlay
		want    error
	}{
		"no reason":             {division.Overlay{Who: "li", Source: "x"}, division.ErrOverlayReason},
		"no kind":               {overlay(division.EventCorrection{From: rows("2016", "990121"), To: rows("2018", "990121")}), division.ErrOverlayEvent},
		"no rows":               {renamed(nil, rows("2018", "990121")), division.ErrOverlayEvent},
		"editions far apart":    {renamed(rows("2016", "990121"), rows("2020", "990181")), division.ErrOverlayEvent},
		"unknown edition":       {renamed(rows("1999", "990121"), rows("2018", "990121")), division.ErrOverlayEvent},
		"two rows of one":       {renamed(rows("2016", "990121", "990121100"), rows("2018", "990121")), division.ErrOverlayOneBody},
		"no such row before":    {renamed(rows("2016", "990999"), rows("2018", "990121")), division.ErrOverlayRow},
		"no such row after":     {renamed(rows("2016", "990121"), rows("2018", "990999")), division.ErrOverlayRow},
		"merged from nowhere":   {overlay(division.EventCorrection{Kind: division.ChangeMerged, From: rows("2016", "990999"), To: rows("2018", "990121")}), division.ErrOverlayRow},
		"one row in two bodies": {overlay(division.EventCorrection{Kind: division.ChangeRenamed, From: rows("2016", "990121100"), To: rows("2018", "990121100")}, division.EventCorrection{Kind: division.ChangeRenamed, From: rows("2016", "990121100"), To: rows("2018", "990121101")}), division.ErrOverlayOneBody},
		"row of no edition": {division.Overlay{Who: "li", Why: "x", Source: "x", Rows: []division.RowCorrection{
			{Listed: division.Listed{Edition: "1999", Code: "990121"}, Name: "青禾县"},
		}}, division.ErrOverlayRow},
		"removes nothing": {division.Overlay{Who: "li", Why: "x", Source: "x", Rows: []division.RowCorrection{
			{Listed: division.Listed{Edition: "2016", Code: "990999"}, Remove: true},
		}}, division.ErrOverlayRow},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := invented(t).With(tt.overlay); !errors.Is(err, tt.want) {
				t.Errorf("error %v, want %v", err, tt.want)
			}
		})
	}
}

// TestDaysOfEventsDecideTheYearsAround asks for the years between two editions, which alone say nothing about them.
func TestDaysOfEventsDecideTheYearsAround(t *testing.T) {
	merged := division.EventCorrection{Kind: division.ChangeMerged, From: rows("2018", "990121101", "990121201"), To: rows("2020", "990181201")}
	gone := division.EventCorrection{Kind: division.ChangeGone, From: rows("2018", "990121201")}
	for _, tt := range []struct {
		name string
		what division.EventCorrection
		on   string
		want []division.Answer // 2018, 2019, 2020
	}{
		{"no day", merged, "", []division.Answer{division.Yes, division.Unknown, division.Unknown}},
		{"in the middle of a year", merged, "2019-05-12", []division.Answer{division.Yes, division.Yes, division.No}},
		{"on the first day of a year", merged, "2019-01-01", []division.Answer{division.Yes, division.No, division.No}},
		{"gone without an heir", gone, "2019-05-12", []division.Answer{division.Yes, division.Yes, division.No}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			what := tt.what
			var err error
			if what.On, err = report.ParseDate(tt.on); err != nil {
				t.Fatal(err)
			}
			h, err := invented(t).With(overlay(what))
			if err != nil {
				t.Fatal(err)
			}
			body, known := h.ID("2018", "990121201")
			if !known {
				t.Fatal("no such body")
			}
			for i, want := range tt.want {
				if got := h.Existed(body, 2018+i); got.Answer != want {
					t.Errorf("%d: %+v, want %s", 2018+i, got, want)
				}
			}
		})
	}
	late := merged
	late.On, _ = report.ParseDate("2021-01-01")
	if _, err := invented(t).With(overlay(late)); !errors.Is(err, division.ErrOverlayDay) {
		t.Errorf("a day after both editions: %v", err)
	}
}
