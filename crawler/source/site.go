package source

import (
	"net/url"
	"slices"
	"strings"
)

// Status says how well a site is known to work.
type Status string

// The statuses.
const (
	StatusModelled Status = "modelled"      // written from what is known of the portal, never run on it
	StatusSaved    Status = "checked_saved" // its saved pages are read
	StatusLive     Status = "checked_live"  // it was crawled
)

// TLSProfile names the set of TLS parameters with which a portal is asked. Certificates are checked with each.
type TLSProfile string

// The profiles.
const (
	TLSDefault    TLSProfile = "default"    // TLS 1.2 and newer with forward secrecy
	TLSCompatible TLSProfile = "compatible" // also TLS 1.0, RSA key exchange and 3DES, for portals known to need them
)

// Agent says how a portal takes a program that gives its name. It changes nothing in what is sent: the crawler never
// disguises itself.
type Agent string

// What is known of portals.
const (
	AgentAny     Agent = "any"
	AgentRefused Agent = "refused" // it is known to turn such programs away; that it is blocked is then no news
)

// Site is one portal: an authority with its hosts, its columns of reports and the bodies that report there.
type Site struct {
	// ID names the site for ever: letters a–z, digits and hyphens.
	ID string `yaml:"id"`
	// Name is the authority that runs the portal, in Chinese.
	Name string `yaml:"name"`
	// Division is the code of its division, 6, 9 or 12 digits.
	Division string `yaml:"division"`
	// Home is the address of the home page.
	Home string `yaml:"home,omitempty"`
	// Hosts are further hosts that belong to the site, with a port where it is not the scheme's own.
	Hosts []string `yaml:"hosts,omitempty"`
	// Family pins the CMS family; empty to recognise it by the pages.
	Family string `yaml:"family,omitempty"`
	// Status says how well the site is known to work; StatusModelled when empty.
	Status Status `yaml:"status,omitempty"`
	// TLS is the profile for https; TLSDefault when empty.
	TLS TLSProfile `yaml:"tls,omitempty"`
	// Agent says how the portal takes programs that give their name; AgentAny when empty.
	Agent Agent `yaml:"agent,omitempty"`
	// Contact is whom to write to at the portal.
	Contact string `yaml:"contact,omitempty"`
	// Note is for people.
	Note    string   `yaml:"note,omitempty"`
	Pace    Pace     `yaml:"pace,omitempty"`
	Columns []Column `yaml:"columns"`
	Bodies  []Body   `yaml:"bodies,omitempty"`
}

// ColumnKind says whose reports a column holds.
type ColumnKind string

// The kinds of columns.
const (
	ColumnList ColumnKind = "list" // many bodies, or branches that lead to them
	ColumnBody ColumnKind = "body" // one body
)

// Column is a list page from which the crawl of a site starts.
type Column struct {
	URL string `yaml:"url"`
	// Kind is ColumnList when empty.
	Kind ColumnKind `yaml:"kind,omitempty"`
	// Division and Agency name the body of a ColumnBody; for a ColumnList they are the site's own when empty.
	Division string `yaml:"division,omitempty"`
	Agency   string `yaml:"agency,omitempty"`
	// Prefix is the path below which further list pages are looked for; the folder of URL when empty.
	Prefix string `yaml:"prefix,omitempty"`
	// Family pins the family of this column where it differs from the site's.
	Family string `yaml:"family,omitempty"`
}

// Body is a publisher whose branch a list column may lead to.
type Body struct {
	Name     string   `yaml:"name"`
	Division string   `yaml:"division,omitempty"`
	Aliases  []string `yaml:"aliases,omitempty"`
}

// Names gives the name and the aliases.
func (b *Body) Names() []string { return append([]string{b.Name}, b.Aliases...) }

// AllHosts gives every host of the site in lower case, sorted: those named, those of the home page and of the
// columns.
func (s *Site) AllHosts() []string {
	var hosts []string
	for _, h := range s.Hosts {
		hosts = append(hosts, strings.ToLower(h))
	}
	addresses := []string{s.Home}
	for _, c := range s.Columns {
		addresses = append(addresses, c.URL)
	}
	for _, a := range addresses {
		if u, err := url.Parse(a); err == nil && u.Host != "" {
			hosts = append(hosts, hostOf(u))
		}
	}
	slices.Sort(hosts)
	return slices.Compact(hosts)
}

// Owns tells whether the host, as in a URL, belongs to the site; www. before it makes no difference.
func (s *Site) Owns(host string) bool {
	return slices.ContainsFunc(s.AllHosts(), func(own string) bool { return Bare(own) == Bare(host) })
}

// Bare is a host in lower case without www. before it. Hosts that are equal so are one.
func Bare(host string) string { return strings.TrimPrefix(strings.ToLower(host), "www.") }

// hostOf gives the authority in lower case without the scheme's own port.
func hostOf(u *url.URL) string {
	host := strings.ToLower(u.Host)
	if u.Port() == map[string]string{"http": "80", "https": "443"}[u.Scheme] {
		return strings.ToLower(strings.TrimSuffix(host, ":"+u.Port()))
	}
	return host
}

// Folder gives the path below which the column's list pages lie, with a slash at its end.
func (c *Column) Folder() string {
	if c.Prefix != "" {
		return strings.TrimSuffix(c.Prefix, "/") + "/"
	}
	u, err := url.Parse(c.URL)
	if err != nil || u.Path == "" {
		return "/"
	}
	return u.Path[:strings.LastIndexByte(u.Path, '/')+1]
}
