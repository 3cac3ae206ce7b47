package discover

import (
	"fmt"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/crawler/internal/guard"
	"github.com/nianbao/nianbao/crawler/portal"
	"github.com/nianbao/nianbao/crawler/source"
)

// Proposal is a source that was found, with what a person should know before believing it.
type Proposal struct {
	Site source.Site
	// Notes are about the whole: how it was found, what is missing.
	Notes []string
	// Reasons say of each column, in the order of Site.Columns, why it is one.
	Reasons []string
	// Region and Place are name and reason of the division.
	Region, Place string
	// Requests is how many were sent.
	Requests int
}

// surely is the score from which a family is pinned: a pinned one that no longer scores is a finding, so that a guess
// is left open.
const surely portal.Score = 50

// propose makes a source of what was found.
func (e *explorer) propose() Proposal {
	e.takeOnTrust()
	columns := e.needed()
	site := e.site
	site.ID, site.Status = idOf(e.home, site.Division), source.StatusModelled
	site.Family = commonFamily(columns)
	p := Proposal{Region: e.place.division.Name, Place: e.place.reason, Requests: e.sent}
	for _, c := range columns {
		out := source.Column{URL: c.url, Kind: source.ColumnList, Division: site.Division, Family: site.Family}
		if c.body != "" {
			out.Kind, out.Agency, out.Division = source.ColumnBody, c.body, ""
			for _, b := range site.Bodies {
				if b.Name == c.body {
					out.Division = b.Division
				}
			}
		}
		if c.looked && c.score >= surely {
			out.Family = c.family
		}
		site.Columns = append(site.Columns, out)
		p.Reasons = append(p.Reasons, c.reason())
		for _, h := range c.others {
			if !slices.Contains(site.Hosts, h) {
				site.Hosts = append(site.Hosts, h)
			}
		}
	}
	site.Hosts = slices.DeleteFunc(site.Hosts, func(h string) bool {
		return slices.ContainsFunc(site.Columns, func(c source.Column) bool { return hostOf(c.URL) == h }) || hostOf(site.Home) == h
	})
	if len(site.Hosts) == 0 {
		site.Hosts = nil
	}
	p.Site = site
	p.Notes = e.notes()
	return p
}

// takeOnTrust takes columns that bodies' pages name for columns, when the requests did not suffice to look at them.
func (e *explorer) takeOnTrust() {
	if e.asked != nil {
		e.queue.add(e.asked)
		e.asked = nil
	}
	slices.SortFunc(e.queue.list, func(a, b *candidate) int { return a.order - b.order })
	for _, c := range e.queue.list {
		siblings := slices.ContainsFunc(e.columns, func(col *column) bool { return col.body != "" && col.looked })
		if c.body == "" || c.inside || e.covered[c.body] || c.kind == portal.LeadYear || c.kind != portal.LeadColumn && !(siblings && c.under != nil) {
			continue
		}
		own := source.Column{URL: c.request.URL}
		e.columns = append(e.columns, &column{
			url: c.request.URL, host: source.Bare(hostOf(c.request.URL)), folder: own.Folder(), title: c.title, from: c.from, body: c.body,
		})
		e.covered[c.body] = true
	}
}

// needed gives the columns without those that name nothing while others do, and with the lists first.
func (e *explorer) needed() []*column {
	full := slices.DeleteFunc(slices.Clone(e.columns), func(c *column) bool { return c.looked && c.reports == 0 && c.branches == 0 })
	if len(full) == 0 {
		full = slices.Clone(e.columns)
	}
	slices.SortStableFunc(full, func(a, b *column) int {
		switch {
		case (a.body == "") != (b.body == ""):
			return strings.Compare(a.body, b.body) // a list has no body
		}
		return 0
	})
	return full
}

// commonFamily gives the family that most columns surely are of; empty for none, and when one was looked at and is not
// surely of any, since it would inherit that of the others.
func commonFamily(columns []*column) (family string) {
	votes := map[string]int{}
	for _, c := range columns {
		if c.looked && c.score < surely {
			return ""
		}
		if c.looked {
			votes[c.family]++
			if family == "" || votes[c.family] > votes[family] {
				family = c.family
			}
		}
	}
	return family
}

func (c *column) reason() string {
	text := fmt.Sprintf("link %q on %s", clean(c.title, 60), clean(c.from, 120))
	if !c.looked {
		return text + "; taken by its name, not looked at"
	}
	return fmt.Sprintf("%s; %s; family %s, %d of 100: %s", text, c, c.family, c.score, clean(c.sign, 80))
}

// notes says what a person should look at.
func (e *explorer) notes() []string {
	notes := []string{fmt.Sprintf("found with %d requests; never crawled: look at it before you use it", e.sent)}
	if e.spent {
		notes = append(notes, "the requests did not suffice to look at everything; --requests N allows more")
	}
	var open []string
	for _, name := range e.place.townships {
		if !e.covered[name] {
			open = append(open, name)
		}
	}
	if len(open) > 0 {
		notes = append(notes, "no column or title names "+clean(strings.Join(open, ", "), 400))
	}
	if guard.CheckLiteral(hostOf(e.home)) != nil {
		notes = append(notes, "no sources file may name this address: it is not public")
	}
	for _, t := range e.troubles[:min(5, len(e.troubles))] {
		notes = append(notes, "not seen: "+t)
	}
	for _, u := range e.elsewhere[:min(5, len(e.elsewhere))] {
		notes = append(notes, "on another host, not asked: "+u)
	}
	return notes
}

// verify reads the proposal as the file that it is written as, so that nothing a page said has changed its meaning.
func (p *Proposal) verify() error {
	if guard.CheckLiteral(hostOf(p.Site.Home)) != nil {
		return p.Site.Validate() // no file may name a private address, which a person has allowed for this once
	}
	sites, err := source.Parse("proposal", []byte(p.YAML()))
	if err != nil {
		return fmt.Errorf("discover: the proposal is no source: %w", err)
	}
	if len(sites) != 1 || !reflect.DeepEqual(sites[0], p.Site) {
		return fmt.Errorf("discover: the proposal for %s does not read as what was found", p.Site.Home)
	}
	return nil
}

var notInID = regexp.MustCompile(`[^a-z0-9]+`)

// idOf makes an id of the host without what all have, and of the division.
func idOf(home, division string) string {
	host := strings.TrimPrefix(hostOf(home), "www.")
	for _, tail := range []string{".gov.cn", ".cn", ".com", ".test"} {
		host = strings.TrimSuffix(host, tail)
	}
	id := strings.Trim(notInID.ReplaceAllString(host, "-"), "-")
	if division != "" {
		id += "-" + division
	}
	return strings.Trim(id, "-")
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}
