package source

import "fmt"

// region is a division in a sources file: what its sites inherit, its sites, and the regions in it. A file is one
// region, as a rule a province with its prefectures.
type region struct {
	Name     string   `yaml:"name,omitempty"`
	Division string   `yaml:"division,omitempty"`
	Note     string   `yaml:"note,omitempty"`
	Defaults defaults `yaml:"defaults,omitempty"`
	Sites    []Site   `yaml:"sites,omitempty"`
	Regions  []region `yaml:"regions,omitempty"`
}

// defaults are inherited by every site of a region that does not say otherwise, also in the regions within.
type defaults struct {
	Family  string     `yaml:"family,omitempty"`
	Status  Status     `yaml:"status,omitempty"`
	Contact string     `yaml:"contact,omitempty"`
	TLS     TLSProfile `yaml:"tls,omitempty"`
	Agent   Agent      `yaml:"agent,omitempty"`
	Pace    Pace       `yaml:"pace,omitempty"`
}

// or gives the defaults with what is missing taken from those of the region around.
func (d defaults) or(around defaults) defaults {
	fill(&d.Family, around.Family)
	fill(&d.Status, around.Status)
	fill(&d.Contact, around.Contact)
	fill(&d.TLS, around.TLS)
	fill(&d.Agent, around.Agent)
	d.Pace = d.Pace.Or(around.Pace)
	return d
}

// deepest is how many regions lie within each other at most: country, province, prefecture, county.
const deepest = 4

// located is a site with its place in a file.
type located struct {
	Site
	path   string // YAML path
	within string // division of the nearest region around that names one; empty for none
}

// flatten gives the sites of a region and of those within it, with what they inherit, and what is wrong with the
// regions themselves.
func (r *region) flatten(path, within string, around defaults, depth int) (sites []located, found []problem) {
	if depth > deepest {
		return nil, []problem{{path, fmt.Sprintf("regions within each other more than %d deep", deepest)}}
	}
	own := r.Defaults.or(around)
	if r.Division != "" {
		if p, ok := divisionProblem(path+".division", r.Division, within, "the region around"); ok {
			found = append(found, p)
		}
		within = r.Division
	}
	for i := range r.Sites {
		r.Sites[i].inherit(own)
		sites = append(sites, located{r.Sites[i], fmt.Sprintf("%s.sites[%d]", path, i), within})
	}
	for i := range r.Regions {
		more, wrong := r.Regions[i].flatten(fmt.Sprintf("%s.regions[%d]", path, i), within, own, depth+1)
		sites, found = append(sites, more...), append(found, wrong...)
	}
	return sites, found
}

// inherit fills in what the site leaves out.
func (s *Site) inherit(d defaults) {
	fill(&s.Family, d.Family)
	fill(&s.Contact, d.Contact)
	fill(&s.Status, d.Status)
	fill(&s.Status, StatusModelled)
	fill(&s.TLS, d.TLS)
	fill(&s.Agent, d.Agent)
	s.Pace = s.Pace.Or(d.Pace)
	for i := range s.Columns {
		c := &s.Columns[i]
		fill(&c.Kind, ColumnList)
		fill(&c.Family, s.Family)
		if c.Kind == ColumnList {
			fill(&c.Division, s.Division)
		}
	}
}

func fill[T ~string](to *T, from T) {
	if *to == "" {
		*to = from
	}
}
