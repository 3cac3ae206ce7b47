package main

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report/division"
)

type sourcesList struct {
	Sources []string `sep:"none" placeholder:"FILE|DIR" help:"Sources files, or folders of them, instead of the built-in registry."`
	In      *area    `placeholder:"CODE" help:"Only sources in this division: 2, 4, 6 or 9 digits."`
	Family  string   `placeholder:"NAME" help:"Only sources with columns of this family."`
	Status  string   `env:"NIANBAO_SOURCES_STATUS" enum:"any,modelled,checked_saved,checked_live" default:"any" help:"Only sources of this status: modelled (never run), checked_saved, checked_live."`
	Format  string   `env:"NIANBAO_SOURCES_FORMAT" enum:"table,json" default:"table" help:"table, or json: one object a line."`
}

// Help gives an example.
func (sourcesList) Help() string {
	return `Example: nianbao sources list --in 33 --status modelled --format json`
}

// Run lists.
func (c sourcesList) Run(a *app) error {
	registry, err := registryOfFiles(c.Sources)
	if err != nil {
		return err
	}
	register, err := a.register()
	if err != nil {
		return err
	}
	table := textTable{
		header: []string{"id", a.say("division", "区划"), a.say("place", "地方"), a.say("family", "系统"), a.say("status", "状态"), a.say("columns", "栏目"), a.say("bodies", "机关"), a.say("host", "主机")},
		right:  map[int]bool{5: true, 6: true},
	}
	for _, s := range registry.Sites() {
		if !c.wants(&s) {
			continue
		}
		place := placeOf(register, s.Division)
		if c.Format == "json" {
			if err := a.printSource(&s, place); err != nil {
				return err
			}
			continue
		}
		table.add(s.ID, s.Division, place, strings.Join(familiesOf(&s), " "), string(s.Status), strconv.Itoa(len(s.Columns)), strconv.Itoa(len(s.Bodies)), strings.Join(s.AllHosts(), " "))
	}
	if c.Format == "table" {
		a.printf("%s", table.String())
	}
	return nil
}

func (c sourcesList) wants(s *source.Site) bool {
	return (c.In == nil || strings.HasPrefix(s.Division, c.In.prefix)) &&
		(c.Family == "" || slices.Contains(familiesOf(s), c.Family)) &&
		(c.Status == "any" || string(s.Status) == c.Status)
}

// familiesOf gives the families that a source pins, sorted.
func familiesOf(s *source.Site) []string {
	var names []string
	for _, name := range append([]string{s.Family}, columnFamilies(s)...) {
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func columnFamilies(s *source.Site) (names []string) {
	for i := range s.Columns {
		names = append(names, s.Columns[i].Family)
	}
	return names
}

func placeOf(register *division.Register, text string) string {
	code, err := division.ParseCode(text)
	if err != nil {
		return ""
	}
	return register.FullName(code)
}

// listedSource is a source as JSON; its names are those of the files.
type listedSource struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Division string   `json:"division"`
	Place    string   `json:"place"`
	Families []string `json:"families"`
	Status   string   `json:"status"`
	Home     string   `json:"home"`
	Hosts    []string `json:"hosts"`
	Columns  []string `json:"columns"`
	Bodies   int      `json:"bodies"`
	Agent    string   `json:"agent,omitempty"`
	Note     string   `json:"note,omitempty"`
}

func (a *app) printSource(s *source.Site, place string) error {
	out := listedSource{
		ID: s.ID, Name: s.Name, Division: s.Division, Place: place, Families: append([]string{}, familiesOf(s)...), Status: string(s.Status),
		Home: s.Home, Hosts: s.AllHosts(), Bodies: len(s.Bodies), Agent: string(s.Agent), Note: s.Note,
	}
	for i := range s.Columns {
		out.Columns = append(out.Columns, s.Columns[i].URL)
	}
	text, err := json.Marshal(out)
	if err != nil {
		return err
	}
	a.printf("%s\n", text)
	return nil
}
