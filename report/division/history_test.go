package division_test

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/nianbao/nianbao/report/division"
)

func embeddedHistory(t testing.TB) *division.History {
	t.Helper()
	history, err := division.EmbeddedHistory()
	if err != nil {
		t.Fatal(err)
	}
	return history
}

// history of three invented years: 柳桥乡 becomes a town and is merged with 城关镇, 青禾县 becomes a city, 石门乡 gets another name.
func invented(t testing.TB) *division.History {
	t.Helper()
	history, err := division.NewHistory(nil,
		listOf(t, "2016", "990121 青禾县", "990121100 城关镇", "990121200 柳桥乡", "990121201 石门乡"),
		listOf(t, "2018", "990121 青禾县", "990121100 城关镇", "990121101 柳桥镇", "990121201 石门乡"),
		listOf(t, "2020", "990181 青禾市", "990181100 城关镇", "990181201 竹溪乡"),
	)
	if err != nil {
		t.Fatal(err)
	}
	return history
}

func id(t testing.TB, h *division.History, edition string, code division.Code) division.BodyID {
	t.Helper()
	body, ok := h.ID(edition, code)
	if !ok {
		t.Fatalf("%s has no body %s", edition, code)
	}
	return body
}

func TestBodiesOverTime(t *testing.T) {
	h := invented(t)
	town := id(t, h, "2016", "990121200")
	if town != id(t, h, "2018", "990121101") {
		t.Error("柳桥 is two bodies")
	}
	county := id(t, h, "2016", "990121")
	if county != id(t, h, "2020", "990181") {
		t.Error("青禾 is two bodies")
	}
	got, ok := h.Body(town)
	want := division.Body{ID: town, Attributes: []division.Attribute{
		{Kind: "name", Value: "柳桥乡", From: "2016-06-30", To: "2016-06-30", Source: "2016"},
		{Kind: "name", Value: "柳桥镇", From: "2018-06-30", To: "2018-06-30", Source: "2018"},
		{Kind: "code", Value: "990121200", From: "2016-06-30", To: "2016-06-30", Source: "2016"},
		{Kind: "code", Value: "990121101", From: "2018-06-30", To: "2018-06-30", Source: "2018"},
		{Kind: "kind", Value: "township", From: "2016-06-30", To: "2016-06-30", Source: "2016"},
		{Kind: "kind", Value: "town", From: "2018-06-30", To: "2018-06-30", Source: "2018"},
		{Kind: "parent", Value: county.String(), From: "2016-06-30", To: "2018-06-30", Source: "2016–2018"},
	}}
	if diff := cmp.Diff(want, got); diff != "" || !ok {
		t.Error("柳桥 (-want +got):", diff)
	}
	if all := h.Bodies(); len(all) != 7 || all[0].ID != 1 || !slices.ContainsFunc(all, func(b division.Body) bool { return cmp.Equal(b, want) }) {
		t.Errorf("%d bodies", len(all))
	}
	if _, ok := h.Body(99); ok {
		t.Error("there is a body 99")
	}
	if _, ok := h.ID("1999", "990121"); ok {
		t.Error("there is a list of 1999")
	}
}

func TestEvents(t *testing.T) {
	h := invented(t)
	var lines []string
	for _, e := range h.Events() {
		lines = append(lines, fmt.Sprintf("%s %v>%v %v %t %s", e.Kind, e.Before, e.After, e.Editions, e.Certain, e.Between[1]))
	}
	county, town, village := id(t, h, "2016", "990121"), id(t, h, "2016", "990121200"), id(t, h, "2016", "990121201")
	centre, renamed := id(t, h, "2016", "990121100"), id(t, h, "2020", "990181201")
	want := []string{
		fmt.Sprintf("upgraded [%v]>[%v] [2016 2018] true 2018-06-30", town, town),
		fmt.Sprintf("upgraded [%v]>[%v] [2018 2020] true 2020-06-30", county, county),
		fmt.Sprintf("recoded [%v]>[%v] [2018 2020] true 2020-06-30", centre, centre),
		fmt.Sprintf("gone [%v]>[] [2018 2020] true 2020-06-30", town),
		fmt.Sprintf("gone [%v]>[] [2018 2020] true 2020-06-30", village),
		fmt.Sprintf("new []>[%v] [2018 2020] true 2020-06-30", renamed),
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Error("events (-want +got):", diff)
	}
}

func TestKeys(t *testing.T) {
	h := invented(t)
	town := id(t, h, "2016", "990121200").String()
	for want, key := range map[string]string{
		town:          h.Key("2018", division.BodyRef{Division: "990121101"}),
		town + "/党政办": h.Key("2016", division.BodyRef{Division: "990121200", Unit: "党政办"}),
		"":            h.Key("2020", division.BodyRef{Division: "990121200"}),
	} {
		if key != want {
			t.Errorf("key %q, want %q", key, want)
		}
	}
	if code, ok := h.CodeIn("2018", id(t, h, "2016", "990121200")); !ok || code != "990121101" {
		t.Errorf("柳桥 in 2018: %s", code)
	}
	if code, ok := h.CodeIn("2020", id(t, h, "2016", "990121200")); ok {
		t.Errorf("柳桥 in 2020: %s", code)
	}
}

// A body that one edition lacks, and the editions before and after it list alike, is one body.
func TestListedAgain(t *testing.T) {
	h, err := division.NewHistory(nil, listOf(t, "2016", "990121 青禾县", "990121100 城关镇"), listOf(t, "2017", "990121 青禾县"),
		listOf(t, "2018", "990121 青禾县", "990121100 城关镇"), listOf(t, "2019", "990121 青禾县", "990121100 柳桥镇"))
	if err != nil {
		t.Fatal(err)
	}
	again := id(t, h, "2018", "990121100")
	if id(t, h, "2016", "990121100") != again {
		t.Error("two bodies")
	}
	body, _ := h.Body(again)
	if got := body.Attributes[:2]; got[0].Source != "2016" || got[1].Source != "2018" {
		t.Errorf("a year in which it was not listed is claimed: %+v", got)
	}
}

// The ids that the program carries are those that its lists give, and none of those that were ever given is another body's now.
// The digest is of the founding rows that the first release has; it never changes, however many are added behind them.
func TestEmbeddedIDsAreFrozen(t *testing.T) {
	const (
		released = 48683
		digest   = "40ab5a0be8b09a15b62524151a4acfae0371a35d50ad8b2ca00571e1a790f116"
	)
	founders := embeddedHistory(t).Founders()
	if extra := division.UnfrozenIDs(embeddedHistory(t)); extra != 0 {
		t.Errorf("%d bodies have no id in lists/bodies.csv.gz: run go generate", extra)
	}
	if len(founders) < released {
		t.Fatalf("only %d ids", len(founders))
	}
	sum := sha256.New()
	for _, f := range founders[:released] {
		fmt.Fprintf(sum, "%s %s\n", f.Edition, f.Code)
	}
	if got := fmt.Sprintf("%x", sum.Sum(nil)); got != digest {
		t.Errorf("the first %d ids of %d have the digest %s: a permanent id was changed", released, len(founders), got)
	}
}

// Editions that are added, before and behind, leave every id as it was.
func TestAddedEditionsKeepIDs(t *testing.T) {
	few, err := division.HistoryOfLists(nil, "2018", "2019", "2020")
	if err != nil {
		t.Fatal(err)
	}
	more, err := division.HistoryOfLists(few.Founders(), "2016", "2017", "2018", "2019", "2020", "2021")
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(few.Founders(), more.Founders()[:len(few.Founders())]) {
		t.Error("founding rows changed")
	}
	compared := 0
	for _, year := range []int{2018, 2019, 2020} {
		for d := range embedded(t).In(year).Within("") {
			was, ok := few.ID(d.Edition, d.Code)
			if now, _ := more.ID(d.Edition, d.Code); ok && now != was {
				t.Fatalf("%s of %s was %v and is %v", d.Code, d.Edition, was, now)
			}
			compared++
		}
	}
	if compared < 130_000 {
		t.Errorf("only %d rows compared", compared)
	}
}

func TestIDProperties(t *testing.T) {
	years := []string{"2015", "2016", "2017", "2018", "2019"}
	rapid.Check(t, func(t *rapid.T) {
		var editions []division.Edition
		for _, year := range years {
			editions = append(editions, drawList(t, year))
		}
		few, err := division.NewHistory(nil, editions[1:4]...)
		if err != nil {
			t.Fatal(err)
		}
		more, err := division.NewHistory(few.Founders(), rapid.Permutation(editions).Draw(t, "order")...)
		if err != nil {
			t.Fatal(err)
		}
		again, _ := division.NewHistory(few.Founders(), editions...)
		if diff := cmp.Diff(more.Bodies(), again.Bodies()); diff != "" {
			t.Fatalf("the order of the editions matters: %s", diff)
		}
		seen := map[string]bool{}
		for _, e := range editions {
			for _, row := range e.Rows {
				now, ok := more.ID(e.Name, division.Code(row.Code))
				if !ok {
					t.Fatalf("%s of %s has no id", row.Code, e.Name)
				}
				if was, ok := few.ID(e.Name, division.Code(row.Code)); ok && more.Now(was) != now {
					t.Fatalf("%s of %s was %v and is %v", row.Code, e.Name, was, now)
				}
				if key := e.Name + " " + now.String(); seen[key] {
					t.Fatalf("%s lists %v twice", e.Name, now)
				} else {
					seen[key] = true
				}
			}
		}
	})
}
