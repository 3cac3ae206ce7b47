package crawler_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nianbao/nianbao/crawler"
	"github.com/nianbao/nianbao/crawler/source"
)

func TestConfig(t *testing.T) {
	site := source.Site{ID: "real", Name: "x", Division: "990101", Columns: []source.Column{{URL: "http://www.example.gov.cn/nb/"}}}
	simulated := source.Site{ID: "sim", Name: "x", Division: "990101", Columns: []source.Column{{URL: "http://x.test/nb/"}}}
	for name, c := range map[string]struct {
		config crawler.Config
		sites  []source.Site
		want   string
	}{
		"zero":                       {crawler.Config{}, []source.Site{simulated}, ""},
		"real host without contact":  {crawler.Config{}, []source.Site{site}, `source "real" is a real portal: a contact`},
		"real host with contact":     {crawler.Config{Contact: "mailto:a@example.org"}, []source.Site{site}, ""},
		"colly in the environment":   {crawler.Config{Environ: []string{"HOME=/", "COLLY_IGNORE_ROBOTSTXT=y"}}, nil, "COLLY_IGNORE_ROBOTSTXT"},
		"colly, whatever it sets":    {crawler.Config{Environ: []string{"COLLY_X="}}, nil, "COLLY_X"},
		"other environment":          {crawler.Config{Environ: []string{"NOTCOLLY_X=1", "PATH=COLLY_"}}, nil, ""},
		"user agent with a line end": {crawler.Config{UserAgent: "nianbao/1\r\nX: y"}, nil, "user agent"},
		"user agent like a browser":  {crawler.Config{UserAgent: "Mozilla/5.0 (X11)"}, nil, "user agent"},
		"contact with a line end":    {crawler.Config{Contact: "a\nb"}, nil, "contact"},
		"negative workers":           {crawler.Config{Workers: -1}, nil, "workers"},
		"years backwards":            {crawler.Config{From: 2024, To: 2020}, nil, "backwards"},
		"unknown family":             {crawler.Config{}, []source.Site{{ID: "a", Name: "x", Division: "990101", Family: "no-such", Columns: simulated.Columns}}, `no family "no-such"`},
		"broken site":                {crawler.Config{}, []source.Site{{ID: "a"}}, "no name"},
		"site twice":                 {crawler.Config{}, []source.Site{simulated, simulated}, "given twice"},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMemory()
			_, err := crawler.New(c.config, m, m, c.sites)
			if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
	if _, err := crawler.New(crawler.Config{}, nil, nil, nil); err == nil {
		t.Error("no frontier, and no error")
	}
}

// The gap of a real host can't be configured away, that of a simulated one can.
func TestPaces(t *testing.T) {
	m := newMemory()
	gap, none := 5*time.Second, time.Duration(0)
	c, err := crawler.New(crawler.Config{Contact: "x", Pace: source.Pace{Gap: &none}}, m, m, []source.Site{
		{ID: "a", Name: "x", Division: "990101", Columns: []source.Column{{URL: "http://a.gov.example/"}, {URL: "http://shared.example/"}}},
		{ID: "b", Name: "x", Division: "990101", Columns: []source.Column{{URL: "http://shared.example/b/"}}, Pace: source.Pace{Gap: &gap}},
		{ID: "c", Name: "x", Division: "990101", Columns: []source.Column{{URL: "http://c.test/"}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]crawler.Pace{
		"a.gov.example":  {Gap: time.Second, Jitter: source.DefaultJitter, Budget: source.DefaultBudget},
		"shared.example": {Gap: 5 * time.Second, Jitter: source.DefaultJitter, Budget: source.DefaultBudget},
		"c.test":         {Gap: 0, Jitter: source.DefaultJitter, Budget: source.DefaultBudget},
	}
	if diff := cmp.Diff(want, c.Paces()); diff != "" {
		t.Error(diff)
	}
}
