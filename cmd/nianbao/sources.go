package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/crawler/portal"
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report/division"
)

type sourcesCommand struct {
	List     sourcesList     `cmd:"" help:"List the portals that are known, with their family and how well they are known to work."`
	Check    sourcesCheck    `cmd:"" help:"Name every mistake of sources files at its place."`
	Discover sourcesDiscover `cmd:"" help:"Find the columns of a portal from its home page and print them as a sources file."`
}

// Help gives examples.
func (sourcesCommand) Help() string {
	return `A source is a YAML file that names a portal, its columns of yearly reports and the bodies in them.

Example: nianbao sources list --in 11

Example: nianbao sources discover http://www.example.gov.cn/ --contact you@example.org --out county.yaml

Example: nianbao sources check county.yaml`
}

// registry gives the sources of files and folders, or the built-in ones when none are named.
func registryOfFiles(paths []string) (*source.Registry, error) {
	if len(paths) == 0 {
		return source.Embedded()
	}
	return source.Load(paths...)
}

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

type sourcesCheck struct {
	Paths   []string `arg:"" optional:"" name:"file|dir" help:"Sources files, or folders of them; the built-in registry when none are given."`
	Network netFlags `embed:""`
}

// Help gives an example.
func (sourcesCheck) Help() string {
	return `Every mistake is one line, FILE:LINE:COLUMN: MESSAGE: what is no YAML or no known name, ids that are given twice, columns
that overlap, divisions that no edition of the register lists, families that there are not, addresses that are none or private.
Exit code 0 when there are none, 1 otherwise.

Example: nianbao sources check my-counties/`
}

// Run checks.
func (c sourcesCheck) Run(a *app) error {
	files, err := source.EmbeddedFiles()
	if len(c.Paths) > 0 {
		files, err = source.Files(c.Paths...)
	}
	if err != nil {
		return err
	}
	register, err := a.register()
	if err != nil {
		return err
	}
	checker := source.Checker{Register: register, Family: func(name string) bool { _, ok := portal.ByName(name); return ok }}
	sites, mistakes := checker.Check(files...)
	for _, m := range mistakes {
		a.printf("%s\n", m)
	}
	if c.Network.Contact == "" {
		a.printf("%s\n", a.say("note: no contact is configured; real portals are not asked without one (--contact, NIANBAO_CONTACT, or contact: in nianbao.yaml)",
			"提示:未配置联系方式;没有联系方式不会访问真实网站(--contact、NIANBAO_CONTACT 或 nianbao.yaml 中的 contact)"))
	}
	a.printf(a.say("%d files, %d sources, %d mistakes\n", "%d 个文件,%d 个来源,%d 处错误\n"), len(files), sites, len(mistakes))
	if len(mistakes) > 0 {
		return errReported
	}
	return nil
}

type sourcesDiscover struct {
	URL      string       `arg:"" name:"url" help:"The home page of a portal."`
	Out      string       `placeholder:"FILE" help:"Write the proposal to a new file instead of standard output."`
	Discover exploreFlags `embed:""`
	Network  netFlags     `embed:""`
}

// Help gives an example.
func (sourcesDiscover) Help() string {
	return `The proposal goes to standard output as a sources file, with the reasons as comments. Look at it before you use it.

Example: nianbao sources discover http://www.example.gov.cn/ --contact you@example.org --out county.yaml`
}

// Run explores the portal and prints the proposal.
func (c sourcesDiscover) Run(ctx context.Context, a *app) error {
	config, err := c.Network.config(ctx, a)
	if err != nil {
		return err
	}
	proposal, err := a.explore(ctx, config, c.Discover, c.URL)
	switch {
	case len(proposal.Site.Columns) == 0:
		return err
	case c.Out != "" && err == nil:
		return writeNew(c.Out, proposal.YAML())
	}
	a.printf("%s", proposal.YAML())
	return err
}

// writeNew writes a file that must not be there yet: a person may have worked on it.
func writeNew(path, text string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return usageError{fmt.Errorf("%s is there already; name another file, or remove it", path)}
	}
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Close())
}
