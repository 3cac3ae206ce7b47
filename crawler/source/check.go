package source

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/report/division"
)

// Checker looks for everything that is wrong with sources files, where reading them stops at the first mistake.
type Checker struct {
	// Register knows the divisions that there are; nil not to ask. Sites under .test may have any.
	Register *division.Register
	// Family tells whether there is a family of the name; nil not to ask.
	Family func(name string) bool
}

// Check gives the mistakes of the files, ordered by file, line and column, and how many sites the files hold: what
// keeps a file from being read, ids that two files give, columns that overlap, divisions that the register does not
// know.
func (c Checker) Check(files ...File) (sites int, mistakes []*Error) {
	var all []*parsed
	for _, file := range files {
		f, mistake := read(file)
		if mistake != nil {
			mistakes = append(mistakes, mistake)
			continue
		}
		for _, p := range slices.Concat(f.problems, f.siteProblems(), c.unknown(f)) {
			mistakes = append(mistakes, f.place(p))
		}
		sites += len(f.sites)
		all = append(all, f)
	}
	mistakes = append(mistakes, between(all)...)
	order := map[string]int{}
	for i, f := range files {
		order[f.Name] = i
	}
	slices.SortStableFunc(mistakes, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(order[a.File], order[b.File]), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return sites, mistakes
}

// unknown tells of divisions and families that nobody knows, and of bodies outside of their site's division.
func (c Checker) unknown(f *parsed) (found []problem) {
	for i := range f.sites {
		s := &f.sites[i]
		code := func(path, code, around string) {
			if p, ok := divisionProblem(s.path+path, code, around, "the site"); code != "" && ok {
				found = append(found, p)
			} else if code != "" && !c.lists(s, code) {
				found = append(found, problem{s.path + path, fmt.Sprintf("no edition of the register lists the division %s", code)})
			}
		}
		family := func(path, name string) {
			if name != "" && c.Family != nil && !c.Family(name) {
				found = append(found, problem{s.path + path, fmt.Sprintf("there is no family %q", name)})
			}
		}
		code(".division", s.Division, "")
		family(".family", s.Family)
		for j := range s.Columns {
			if c := &s.Columns[j]; c.Division != s.Division { // what is inherited is wrong in one place
				code(fmt.Sprintf(".columns[%d].division", j), c.Division, s.Division)
			}
			if c := &s.Columns[j]; c.Family != s.Family {
				family(fmt.Sprintf(".columns[%d].family", j), c.Family)
			}
		}
		names := map[string]bool{}
		for j := range s.Bodies {
			b := &s.Bodies[j]
			code(fmt.Sprintf(".bodies[%d].division", j), b.Division, s.Division)
			if names[b.Name] {
				found = append(found, problem{fmt.Sprintf("%s.bodies[%d].name", s.path, j), fmt.Sprintf("the body %q is given twice", b.Name)})
			}
			names[b.Name] = true
		}
	}
	return found
}

func (c Checker) lists(s *located, text string) bool {
	code, err := division.ParseCode(text)
	if err != nil || c.Register == nil || s.Simulated() {
		return true // a malformed code is a mistake of its own
	}
	_, listed := c.Register.Lookup(code)
	return listed
}

// claim is a column with the part of a host that it claims.
type claim struct {
	file         *parsed
	site         *located
	path, folder string
	address      string // host, path and query of the column
}

// between finds what two sites claim: an id, or a part of a host.
func between(files []*parsed) (mistakes []*Error) {
	ids, hosts := map[string]*parsed{}, map[string][]claim{}
	for _, f := range files {
		for i := range f.sites {
			s := &f.sites[i]
			if first := ids[s.ID]; first != nil && first != f {
				mistakes = append(mistakes, f.place(problem{s.path + ".id", fmt.Sprintf("the id %q stands in %s too", s.ID, first.Name)}))
			} else if first == nil {
				ids[s.ID] = f
			}
			for j := range s.Columns {
				u, err := url.Parse(s.Columns[j].URL)
				if err != nil || u.Host == "" {
					continue
				}
				host := Bare(hostOf(u))
				own := claim{f, s, fmt.Sprintf("%s.columns[%d].url", s.path, j), s.Columns[j].Folder(), u.Path + "?" + u.RawQuery}
				if other, overlaps := overlap(hosts[host], own); overlaps {
					mistakes = append(mistakes, f.place(problem{own.path, other}))
				}
				hosts[host] = append(hosts[host], own)
			}
		}
	}
	return mistakes
}

// overlap finds a column on the same host that is the same, or of another site and with a folder in which this one's
// lies, or the reverse: whose reports a list in it holds would depend on the order of requests. Within a site the
// deeper column has its reports.
func overlap(others []claim, own claim) (message string, overlaps bool) {
	for _, other := range others {
		switch {
		case other.address == own.address:
			return fmt.Sprintf("the column is one of %q too", other.site.ID), true
		case other.site == own.site:
		case strings.HasPrefix(own.folder, other.folder) || strings.HasPrefix(other.folder, own.folder):
			return fmt.Sprintf("the folder %s overlaps %s, that of a column of %q", own.folder, other.folder, other.site.ID), true
		}
	}
	return "", false
}
