package source

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/crawler/internal/guard"
	"github.com/nianbao/nianbao/report/division"
)

var (
	wellFormedID       = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	wellFormedDivision = regexp.MustCompile(`^[1-9]\d{5}(\d{3}(\d{3})?)?$`)
	wellFormedFamily   = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	wellFormedHost     = regexp.MustCompile(`^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$`)
)

// Validate tells the first thing that is wrong with the site; nil when nothing is. Whether its family exists is
// known to the families only.
func (s *Site) Validate() error {
	if found := s.problems("$"); len(found) > 0 {
		return fmt.Errorf("source %q: %s", s.ID, found[0].message)
	}
	return nil
}

func (s *Site) problems(at string) []problem {
	var found []problem
	add := func(path, format string, args ...any) {
		found = append(found, problem{at + path, fmt.Sprintf(format, args...)})
	}
	if !wellFormedID.MatchString(s.ID) {
		add(".id", "the id %q is not made of a–z, 0–9 and single hyphens", s.ID)
	}
	if strings.TrimSpace(s.Name) == "" {
		add(".name", "the site %q has no name", s.ID)
	}
	if !wellFormedDivision.MatchString(s.Division) {
		add(".division", "%q is no division code of 6, 9 or 12 digits", s.Division)
	}
	if s.Home != "" {
		if message := addressProblem(s.Home); message != "" {
			add(".home", "%s", message)
		}
	}
	for i, h := range s.Hosts {
		if !wellFormedHost.MatchString(strings.ToLower(h)) {
			add(fmt.Sprintf(".hosts[%d]", i), "%q is no host name", h)
		}
	}
	if s.Family != "" && !wellFormedFamily.MatchString(s.Family) {
		add(".family", "%q is no name of a family", s.Family)
	}
	if !slices.Contains([]Status{"", StatusModelled, StatusSaved, StatusLive}, s.Status) {
		add(".status", "the status %q is none of %q, %q, %q", s.Status, StatusModelled, StatusSaved, StatusLive)
	}
	if !slices.Contains([]TLSProfile{"", TLSDefault, TLSCompatible}, s.TLS) {
		add(".tls", "the TLS profile %q is neither %q nor %q", s.TLS, TLSDefault, TLSCompatible)
	}
	if !slices.Contains([]Agent{"", AgentAny, AgentRefused}, s.Agent) {
		add(".agent", "%q is neither %q nor %q", s.Agent, AgentAny, AgentRefused)
	}
	found = append(found, s.Pace.problems(at+".pace", s.Simulated())...)
	found = append(found, s.columnProblems(at)...)
	return append(found, s.bodyProblems(at)...)
}

// divisionProblem tells of a division code that is none, or that does not lie in the division around it.
func divisionProblem(path, code, around, what string) (problem, bool) {
	own, err := division.ParseCode(code)
	if err != nil {
		return problem{path, fmt.Sprintf("%q is no division code", code)}, true
	}
	if within, err := division.ParseCode(around); err == nil && !within.Contains(own) {
		return problem{path, fmt.Sprintf("the division %s does not lie in %s, that of %s", code, around, what)}, true
	}
	return problem{}, false
}

// Simulated tells whether all hosts of the site lie under .test, the domain that is reserved for tests (RFC 6761).
func (s *Site) Simulated() bool {
	hosts := s.AllHosts()
	return len(hosts) > 0 && !slices.ContainsFunc(hosts, func(h string) bool { return !guard.UnderTest(h) })
}

// privateProblems tells of hosts that no file may name, since they are or may be of the own machine or network. Only
// a person at the command line can allow one.
func (s *Site) privateProblems(at string) []problem {
	var found []problem
	check := func(path, authority string) {
		if err := guard.CheckLiteral(authority); err != nil {
			found = append(found, problem{at + path, fmt.Sprintf("a sources file can't name this host: %v", err)})
		}
	}
	checkURL := func(path, address string) {
		if u, err := url.Parse(address); err == nil && u.Host != "" {
			check(path, u.Host)
		}
	}
	checkURL(".home", s.Home)
	for i, h := range s.Hosts {
		check(fmt.Sprintf(".hosts[%d]", i), h)
	}
	for i, c := range s.Columns {
		checkURL(fmt.Sprintf(".columns[%d].url", i), c.URL)
	}
	return found
}

func (s *Site) columnProblems(at string) []problem {
	var found []problem
	if len(s.Columns) == 0 {
		found = append(found, problem{at + ".columns", fmt.Sprintf("the site %q has no columns", s.ID)})
	}
	for i, c := range s.Columns {
		for _, p := range c.problems() {
			found = append(found, problem{fmt.Sprintf("%s.columns[%d]%s", at, i, p.path), p.message})
		}
	}
	return found
}

func (c *Column) problems() []problem {
	var found []problem
	add := func(path, format string, args ...any) {
		found = append(found, problem{path, fmt.Sprintf(format, args...)})
	}
	if message := addressProblem(c.URL); message != "" {
		add(".url", "%s", message)
	}
	if c.Kind != "" && c.Kind != ColumnList && c.Kind != ColumnBody {
		add(".kind", "the kind %q is neither %q nor %q", c.Kind, ColumnList, ColumnBody)
	}
	if c.Kind == ColumnBody && c.Division == "" && c.Agency == "" {
		add(".kind", "a column of one body needs its division or its agency")
	}
	if c.Division != "" && !wellFormedDivision.MatchString(c.Division) {
		add(".division", "%q is no division code of 6, 9 or 12 digits", c.Division)
	}
	if c.Prefix != "" && !strings.HasPrefix(c.Prefix, "/") {
		add(".prefix", "the prefix %q does not begin with a slash", c.Prefix)
	}
	if c.Family != "" && !wellFormedFamily.MatchString(c.Family) {
		add(".family", "%q is no name of a family", c.Family)
	}
	return found
}

func (s *Site) bodyProblems(at string) []problem {
	var found []problem
	for i, b := range s.Bodies {
		if strings.TrimSpace(b.Name) == "" {
			found = append(found, problem{fmt.Sprintf("%s.bodies[%d].name", at, i), "a body without a name"})
		}
		if b.Division != "" && !wellFormedDivision.MatchString(b.Division) {
			found = append(found, problem{
				fmt.Sprintf("%s.bodies[%d].division", at, i),
				fmt.Sprintf("%q is no division code of 6, 9 or 12 digits", b.Division),
			})
		}
	}
	return found
}

// addressProblem says what is wrong with an address; nothing when it is an http or https URL without a user.
func addressProblem(address string) string {
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return fmt.Sprintf("%q is no URL", address)
	case (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "":
		return fmt.Sprintf("%q is no http or https URL with a host", address)
	case u.User != nil:
		return fmt.Sprintf("%q names a user; portals are asked without", address)
	case !wellFormedHost.MatchString(strings.ToLower(u.Host)):
		return fmt.Sprintf("%q is no host name", u.Host)
	}
	return ""
}
