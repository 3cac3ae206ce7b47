package pipeline_test

import (
	"cmp"
	"path/filepath"
	"slices"
	"testing"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/fixtures/zoo"
	"github.com/nianbao/nianbao/report/division"
	"github.com/nianbao/nianbao/store"
)

// TestABodyHasOneKeyUnderAllItsCodes crawls a body that was upgraded between two reports, and gets another name and
// code by it: its reports stand under one body, which is called as it is now, and each report has the code of its year.
func TestABodyHasOneKeyUnderAllItsCodes(t *testing.T) {
	web, database := serve(t), filepath.Join(t.TempDir(), "a.db")
	if _, err := crawl(t.Context(), web.address, database); err != nil {
		t.Fatal(err)
	}
	db := open(t, database)
	upgraded := 0
	for _, b := range bodiesOf(web.Truth()) {
		found, err := db.FindBodies(t.Context(), b.Division, 0)
		if err != nil {
			t.Fatal(err)
		}
		if len(found) > 1 || len(found) == 1 && found[0].Name != b.Short {
			t.Errorf("%s %s is %+v", b.Division, b.Short, found)
		}
		if b.Former == nil {
			continue
		}
		upgraded++
		codes := map[int]string{}
		for l, err := range db.Load(t.Context(), store.Filter{Body: found[0].Key}) {
			if err != nil {
				t.Fatal(err)
			}
			codes[l.Year] = l.Report.Agency.Division
		}
		if codes[2022] != b.Former.Division || codes[2023] != b.Division || codes[2024] != b.Division {
			t.Errorf("%s: codes by year %v", b.Short, codes)
		}
	}
	if upgraded == 0 {
		t.Error("no body of the zoo was upgraded")
	}
}

func bodiesOf(truth *zoo.Truth) (all []*zoo.Body) {
	for _, c := range truth.Counties {
		all = append(all, c.Bodies...)
	}
	return all
}

// TestNamedBodiesAreThoseThatAreRead holds that a source's list of bodies, with codes of any edition, leads to the keys
// that readings get, and that existence is asked under these keys.
func TestNamedBodiesAreThoseThatAreRead(t *testing.T) {
	web := zoo.New(wide)
	reading, err := readingOf(web)
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]string{}
	for _, b := range bodiesOf(web.Truth()) {
		for year := 2022; year <= 2024; year++ {
			for _, called := range []*zoo.Body{b, cmp.Or(b.Former, b)} {
				named, known := reading.Named(called.Short, called.Division, year)
				if !known || named.Name != b.Short || named.Division != b.Division {
					t.Errorf("%s %s %d: %+v", called.Division, called.Short, year, named)
				}
				if other := keys[named.Key]; other != "" && other != b.Division {
					t.Errorf("%s is the key of %s and of %s", named.Key, other, b.Division)
				}
				keys[named.Key] = b.Division
			}
		}
	}
	for _, b := range bodiesOf(web.Truth()) {
		if b.Former != nil {
			now, _ := reading.Coded(b.Division)
			then, known := reading.Coded(b.Former.Division)
			if !known || now != then || keys[now] != b.Division {
				t.Errorf("%s: %q by its code, %q by its former one", b.Short, now, then)
			}
		}
	}
	if key, known := reading.Coded("990125999"); known {
		t.Errorf("a code that no edition lists leads to %s", key)
	}
	gone, _ := reading.Named("筲洲乡", "990125202", 2022)
	var answers []division.Answer
	for year := 2022; year <= 2024; year++ {
		answers = append(answers, reading.Existed(gone, year).Answer)
	}
	if want := []division.Answer{division.Yes, division.Unknown, division.No}; !slices.Equal(answers, want) {
		t.Errorf("the township that was merged in 2023 existed: %v", answers) // its editions do not say when in the year
	}
	if e := reading.Existed(store.BodyRef{Key: "990125999"}, 2023); e.Answer != division.Unknown {
		t.Errorf("a body that no edition lists: %+v", e)
	}
}

// TestEmbeddedKeys holds that a body of the embedded lists has one key under the codes of two editions, and that an
// organ's key stands on that of its division.
func TestEmbeddedKeys(t *testing.T) {
	reading, err := pipeline.NewReading(nil)
	if err != nil {
		t.Fatal(err)
	}
	county, known := reading.Named("", "331024", 2023)
	before, _ := reading.Named("", "331024", 2019)
	town, _ := reading.Named("下各镇", "331024", 2023)
	office, _ := reading.Named("仙居县财政局", "331024", 2023)
	if known || county.Key != "" || before.Key != "" { // a county's code alone names nobody
		t.Errorf("county %+v, before %+v", county, before)
	}
	if town.Division != "331024106" || town.Key == town.Division || office.Division != "331024" || office.Parent == "" {
		t.Errorf("town %+v, office %+v", town, office)
	}
	if office.Key != office.Parent+"/财政局" || town.Parent != office.Parent {
		t.Errorf("office %s in %s, town in %s", office.Key, office.Parent, town.Parent)
	}
}

// TestBodiesOverTime holds that the store knows of the zoo's bodies what they were called and coded before, and what
// happened to them, under every name.
func TestBodiesOverTime(t *testing.T) {
	web, database := serve(t), filepath.Join(t.TempDir(), "a.db")
	if _, err := crawl(t.Context(), web.address, database); err != nil {
		t.Fatal(err)
	}
	db := open(t, database)
	for _, b := range bodiesOf(web.Truth()) {
		if b.Former == nil {
			continue
		}
		var keys []string
		for _, text := range []string{b.Short, b.Former.Short, b.Former.Division} {
			matches, err := db.MatchBodies(t.Context(), text, 0)
			if err != nil || len(matches) == 0 || !matches[0].Whole || matches[0].Now != (text == b.Short) {
				t.Fatalf("%s: %+v %v", text, matches, err)
			}
			keys = append(keys, matches[0].Key)
		}
		if len(slices.Compact(keys)) != 1 {
			t.Errorf("%s and %s are %v", b.Short, b.Former.Short, keys)
		}
		events, err := db.Events(t.Context(), store.EventFilter{Body: keys[0]})
		if err != nil || len(events) != 1 || events[0].Kind != division.ChangeUpgraded || !events[0].Certain || events[0].Before[0].Name != b.Former.Short {
			t.Errorf("%s: %+v %v", b.Short, events, err)
		}
		names, err := db.Attributes(t.Context(), store.AttributeFilter{Body: keys[0], Kind: division.AttributeName, Origins: []store.Origin{store.OriginEdition}})
		if err != nil || len(names) != 2 || names[0].Value != b.Former.Short || names[1].Value != b.Short || names[0].To.Compare(names[1].From) >= 0 {
			t.Errorf("%s: %+v %v", b.Short, names, err)
		}
	}
	merged, err := db.Events(t.Context(), store.EventFilter{Kinds: []division.ChangeKind{division.ChangeMerged, division.ChangeGone}})
	if err != nil || len(merged) == 0 || merged[0].Certain && merged[0].Kind == division.ChangeMerged {
		t.Errorf("merged: %+v %v", merged, err)
	}
}
