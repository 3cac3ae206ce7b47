package web

import (
	"slices"
	"strings"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// counted is a state of the ledger with how many bodies are in it.
type counted struct {
	State  report.State
	Bodies int
}

// tally counts bodies by state, in the order of precedence.
type tally struct {
	States []counted
	Total  int // bodies that existed, or may have
	Read   int // of these, with a report whose tables were all read
	Found  int // of these, with a report, however it could be read
}

func (t *tally) add(s report.State, n int) {
	for i := range t.States {
		if t.States[i].State == s {
			t.States[i].Bodies += n
			t.count(s, n)
			return
		}
	}
	t.States = append(t.States, counted{s, n})
	slices.SortFunc(t.States, func(a, b counted) int { return precedence(a.State) - precedence(b.State) })
	t.count(s, n)
}

func (t *tally) count(s report.State, n int) {
	if s == report.StateDidNotExist {
		return
	}
	t.Total += n
	switch classOf(s) {
	case classRead, classFlag:
		t.Read += n
		t.Found += n
	case classPart:
		t.Found += n
	}
}

func precedence(s report.State) int {
	return slices.IndexFunc(report.StateDefs(), func(d report.StateDef) bool { return d.State == s })
}

// tile is an area or a body on the grid.
type tile struct {
	Name, Code, Href string
	State            report.State // of a body
	Kind             string
	Tally            tally // of an area
}

type overviewData struct {
	Area   string
	Path   []link
	Year   int
	Years  []int
	Tally  tally
	Tiles  []tile
	Bodies bool // the tiles are bodies
	Newest []store.Summary
	Needs  []need
	Runs   []store.Run
	Errors int64 // findings of all reports that count
}

type link struct{ Name, Href string }

// need is something that a person should look at.
type need struct {
	What, Why, Href string
	Bodies          int
}

// overview shows an area, at first everything: its coverage, what is new, what needs a person.
func overview(q *request) (*answer, error) {
	area, err := q.area()
	if err != nil {
		return nil, err
	}
	d := overviewData{Area: area}
	if d.Year, d.Years, err = q.shownYear(); err != nil {
		return nil, err
	}
	if err := d.cover(q); err != nil {
		return nil, err
	}
	if area == "" {
		if err := d.news(q); err != nil {
			return nil, err
		}
	}
	d.needs(q)
	title := q.T("Overview", "总览")
	if area != "" {
		title = q.Area(area)
	}
	return q.page("overview", title, d)
}

// shownYear gives the year of the query, or the newest that has a report, with the years to choose from.
func (q *request) shownYear() (year int, years []int, err error) {
	if year, err = q.year(); err != nil {
		return 0, nil, err
	}
	if years, err = q.db.Years(q.Context()); err != nil || year != 0 {
		return year, years, err
	}
	totals, err := q.db.LedgerTotals(q.Context())
	for _, t := range totals {
		if c := classOf(t.State); c == classRead || c == classFlag || c == classPart {
			year = max(year, t.Year)
		}
	}
	if year == 0 && len(years) > 0 {
		year = years[0]
	}
	return year, years, err
}

// levels are the numbers of digits that tell areas apart: province, prefecture, county (GB/T 2260).
var levels = []int{2, 4, 6}

// cover fills in the tiles. An area with one part only is shown as that part.
func (d *overviewData) cover(q *request) error {
	asked := d.Area
	for {
		at := slices.IndexFunc(levels, func(n int) bool { return n > len(d.Area) })
		if at < 0 {
			break
		}
		totals, err := q.db.AreaTotals(q.Context(), d.Year, d.Area, levels[at])
		if err != nil {
			return err
		}
		tiles := areaTiles(q, totals)
		if len(tiles) == 1 && len(tiles[0].Code) == levels[at] {
			d.Area = tiles[0].Code
			continue
		}
		d.Tiles = tiles
		break
	}
	if len(d.Tiles) == 0 && d.Area != "" {
		if err := d.bodies(q); err != nil {
			return err
		}
	}
	for _, t := range d.Tiles {
		for _, s := range t.Tally.States {
			d.Tally.add(s.State, s.Bodies)
		}
	}
	if asked != "" && len(d.Tiles) == 0 {
		return absent("Nothing is known of the area %s.", "没有关于地区 %s 的资料。", asked)
	}
	d.Path = q.path(d.Area)
	return nil
}

// path gives the areas from everything down to an area.
func (q *request) path(area string) []link {
	path := []link{{q.T("All areas", "全部地区"), q.Same0("")}}
	for _, n := range levels {
		if len(area) >= n {
			path = append(path, link{q.Area(area[:n]), q.Same0(area[:n])})
		}
	}
	return path
}

// Same0 gives the overview of an area in the year that is shown.
func (q *request) Same0(area string) string {
	values := q.keep("year")
	if area == "" {
		return "/" + q.query(values)
	}
	return q.link(values, "area", area)
}

func areaTiles(q *request, totals []store.AreaTotal) []tile {
	var tiles []tile
	for _, t := range totals {
		if n := len(tiles); n == 0 || tiles[n-1].Code != t.Area {
			tiles = append(tiles, tile{Name: q.Area(t.Area), Code: t.Area, Href: q.Same0(t.Area)})
		}
		tiles[len(tiles)-1].Tally.add(t.State, t.Bodies)
	}
	return tiles
}

// mostTiles is the largest number of bodies on one page.
const mostTiles = 500

func (d *overviewData) bodies(q *request) error {
	entries, err := q.db.Ledger(q.Context(), store.LedgerFilter{Division: d.Area, From: d.Year, To: d.Year, Limit: mostTiles})
	if err != nil {
		return err
	}
	slices.SortStableFunc(entries, func(a, b store.LedgerEntry) int { return strings.Compare(a.Body.Division, b.Body.Division) })
	d.Bodies = true
	for _, e := range entries {
		t := tile{Name: e.Body.Name, Code: e.Body.Division, Kind: e.Body.Kind, State: e.State, Href: q.Href("body", e.Body.Key)}
		if c := classOf(e.State); c == classRead || c == classFlag || c == classPart {
			t.Href = q.Href("report", e.Body.Key, e.Year)
		}
		t.Tally.add(e.State, 1)
		d.Tiles = append(d.Tiles, t)
	}
	return nil
}

func (d *overviewData) news(q *request) (err error) {
	if d.Newest, err = q.db.Newest(q.Context(), 8); err != nil {
		return err
	}
	d.Runs, err = q.db.Runs(q.Context(), 3)
	return err
}

// needs lists the states in which somebody other than the program must act.
func (d *overviewData) needs(q *request) {
	for _, s := range d.Tally.States {
		i := precedence(s.State)
		if i < 0 {
			continue
		}
		def := report.StateDefs()[i]
		if def.Actor == report.Nobody || def.Actor == report.Program {
			continue
		}
		values := q.keep()
		values.Set("state", string(s.State))
		values.Set("year", itoa(d.Year))
		if d.Area != "" {
			values.Set("in", d.Area)
		}
		d.Needs = append(d.Needs, need{q.Ledger(s.State), q.words().StateMeaning(s.State), q.link(values, "ledger"), s.Bodies})
	}
}
