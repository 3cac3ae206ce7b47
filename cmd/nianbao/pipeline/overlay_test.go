package pipeline_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/fixtures/zoo"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/division"
	"github.com/nianbao/nianbao/store"
)

// told writes the events of the zoo as a person would who reads the notices about them.
func told(web *zoo.Zoo) pipeline.OverlayFile {
	editions := web.Truth().Editions
	file := pipeline.OverlayFile{Who: "li", Why: "the notice names the day", Source: "99政函〔2022〕1号"}
	for _, e := range web.Truth().Events {
		event := pipeline.OverlayEvent{Kind: string(e.Kind), Between: []string{editions[0].Name, editions[1].Name}, From: e.From, To: e.To, On: e.Date.String()}
		file.Events = append(file.Events, event)
	}
	return file
}

// TestWhatPeopleSayOfBodies crawls the zoo, enters what happened to its divisions with the days, and compares the ledger
// with that of one who knows the events.
func TestWhatPeopleSayOfBodies(t *testing.T) {
	web, database := serve(t), filepath.Join(t.TempDir(), "a.db")
	if _, err := crawl(t.Context(), web.address, database); err != nil {
		t.Fatal(err)
	}
	db := ledgerOf(t, web, database)
	plain, err := readingOf(web.Zoo)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	reading, err := pipeline.AddOverlays(t.Context(), db, plain, []pipeline.OverlayFile{told(web.Zoo)}, store.Overlay{File: "bodies.yaml", When: now})
	if err != nil {
		t.Fatal(err)
	}
	if kept, err := pipeline.Overlaid(t.Context(), db, plain); err != nil || kept == plain {
		t.Fatal("the overlay is not kept", err)
	}
	s, err := (&pipeline.Reread{Store: db, Reading: reading}).Run(t.Context(), now)
	if err != nil || s.Cells > 0 || s.Ledger == 0 {
		t.Fatalf("%+v %v", s, err)
	}
	statesAre(t, db, web, func(e zoo.Expectation) report.State { return e.State })
	merged, err := db.Events(t.Context(), store.EventFilter{Kinds: []division.ChangeKind{division.ChangeMerged}})
	if err != nil || len(merged) == 0 || !merged[0].Certain || merged[0].On.IsZero() || merged[0].Origin != store.OriginOverlay {
		t.Errorf("%+v %v", merged, err)
	}
	if problems, err := db.Check(t.Context(), true); err != nil || len(problems) > 0 {
		t.Error(err, problems)
	}
}

func TestOverlaysThatDoNotFitAreNotKept(t *testing.T) {
	web, database := serve(t), filepath.Join(t.TempDir(), "a.db")
	reading, err := readingOf(web.Zoo)
	if err != nil {
		t.Fatal(err)
	}
	db := openToWrite(t, database)
	t.Cleanup(func() { _ = db.Close() })
	good := told(web.Zoo)
	tests := []struct {
		name   string
		change func(*pipeline.OverlayFile)
		says   string
	}{
		{"nobody says so", func(f *pipeline.OverlayFile) { f.Who = "" }, "who, why and from which source"},
		{"a day outside", func(f *pipeline.OverlayFile) { f.Events[0].On = "2021-01-01" }, "the day of an event lies"},
		{"no day", func(f *pipeline.OverlayFile) { f.Events[0].On = "2023" }, "is not a date"},
		{"one list", func(f *pipeline.OverlayFile) { f.Events[0].Between = []string{"2022-12-31"} }, "between names two lists"},
		{"no such row", func(f *pipeline.OverlayFile) { f.Events[0].From = []string{"990199999"} }, "no such row"},
		{"no such list", func(f *pipeline.OverlayFile) {
			f.Rows = []pipeline.OverlayRow{{Edition: "1999", Code: "990125", Name: "某县"}}
		}, "no such row"},
		{"a row without a name", func(f *pipeline.OverlayFile) { f.Rows = []pipeline.OverlayRow{{Edition: "2022-12-31", Code: "990125"}} }, "a name or remove"},
		{"nothing", func(f *pipeline.OverlayFile) { f.Events = nil }, "neither rows nor events"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			bad := told(web.Zoo)
			tt.change(&bad)
			_, err := pipeline.AddOverlays(t.Context(), db, reading, []pipeline.OverlayFile{good, bad}, store.Overlay{File: "bodies.yaml", When: time.Now()})
			if err == nil || !strings.Contains(err.Error(), tt.says) || !strings.HasPrefix(err.Error(), "bodies.yaml: ") {
				t.Errorf("%v", err)
			}
			if kept, err := db.Overlays(t.Context()); err != nil || len(kept) > 0 {
				t.Errorf("%d overlays are kept, %v", len(kept), err)
			}
		})
	}
}
