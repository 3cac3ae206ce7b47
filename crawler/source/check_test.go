package source_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report/division"
)

const province = `name: 霁川省
division: "990000"
defaults:
  pace: {gap: 5s, budget: 200}
  agent: refused
regions:
  - name: 云浔市
    division: "990100"
    defaults: {family: hanweb, tls: compatible, pace: {gap: 8s}}
    sites:
      - id: lanqiao
        name: 岚桥县人民政府
        division: "990124"
        columns: [{url: "http://www.lanqiao.example/nb/"}]
    regions:
      - name: 杼城县
        division: "990125"
        defaults: {pace: {jitter: 1s}}
        sites:
          - id: zhucheng
            name: 杼城县人民政府
            division: "990125"
            family: vsb
            agent: any
            pace: {budget: 50}
            columns: [{url: "http://www.zhucheng.example/nb/"}]
sites:
  - id: jichuan
    name: 霁川省人民政府
    division: "990000"
    columns: [{url: "http://www.jichuan.example/nb/"}]
`

// Every level of a file passes on what the one below does not say.
func TestInheritance(t *testing.T) {
	sites, err := source.Parse("province.yaml", []byte(province))
	if err != nil {
		t.Fatal(err)
	}
	type inherited struct {
		Family      string
		TLS         source.TLSProfile
		Agent       source.Agent
		Gap, Jitter time.Duration
		Budget      int
	}
	got := map[string]inherited{}
	for _, s := range sites {
		in := inherited{Family: s.Family, TLS: s.TLS, Agent: s.Agent, Gap: *s.Pace.Gap, Budget: *s.Pace.Budget}
		if s.Pace.Jitter != nil {
			in.Jitter = *s.Pace.Jitter
		}
		got[s.ID] = in
	}
	want := map[string]inherited{
		"jichuan":  {Agent: source.AgentRefused, Gap: 5 * time.Second, Budget: 200},
		"lanqiao":  {"hanweb", source.TLSCompatible, source.AgentRefused, 8 * time.Second, 0, 200},
		"zhucheng": {"vsb", source.TLSCompatible, source.AgentAny, 8 * time.Second, time.Second, 50},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// A township on a family that is known is a line of data.
func TestANewTownshipIsData(t *testing.T) {
	more := strings.Replace(province, `            columns: [{url: "http://www.zhucheng.example/nb/"}]`,
		`            columns: [{url: "http://www.zhucheng.example/nb/"}]
            bodies: [{name: 新镇, division: "990125109"}]`, 1)
	sites, err := source.Parse("province.yaml", []byte(more))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sites {
		if s.ID == "zhucheng" && (len(s.Bodies) != 1 || s.Bodies[0].Name != "新镇") {
			t.Errorf("bodies %v", s.Bodies)
		}
	}
}

func TestCheck(t *testing.T) {
	register, err := division.FromRows("2023", []division.Row{
		{Code: "110000", Name: "北京市"},
		{Code: "110100", Name: "市辖区"},
		{Code: "110118", Name: "密云区"},
		{Code: "110118100", Name: "密云镇"},
		{Code: "110119", Name: "延庆区"},
	})
	if err != nil {
		t.Fatal(err)
	}
	first := `division: "110000"
sites:
  - {id: miyun, name: 密云区, division: "110118", columns: [{url: "http://a.example/nb/"}],
     bodies: [{name: 密云镇, division: "110118100"}, {name: 密云镇, division: "110118199"}, {name: 别处, division: "110119001"}]}
  - {id: yanqing, name: 延庆区, division: "110119", family: nonesuch, columns: [{url: "http://a.example/nb/yq/"}]}
  - {id: other, name: 某区, division: "120101", columns: [{url: "http://10.0.0.1/"}, {url: "gopher://b/"}]}
`
	second := `sites:
  - {id: miyun, name: 密云区, division: "110118", columns: [{url: "http://www.a.example/nb/"}]}
  - {id: none, name: 无, division: "110999", columns: [{url: "http://c.example/"}, {url: "http://c.example/x/"}]}
  - {id: made-up, name: 岚桥县, division: "990124", columns: [{url: "http://a.zoo.test/"}]}
`
	checker := source.Checker{Register: register, Family: func(name string) bool { return name == "static" }}
	sites, mistakes := checker.Check(source.File{Name: "1.yaml", Data: []byte(first)},
		source.File{Name: "2.yaml", Data: []byte(second)}, source.File{Name: "3.yaml", Data: []byte("sites: [")})
	var got []string
	for _, m := range mistakes {
		got = append(got, m.Error())
	}
	want := []string{
		`1.yaml:4:58: the body "密云镇" is given twice`,
		`1.yaml:4:73: no edition of the register lists the division 110118199`,
		`1.yaml:4:108: the division 110119001 does not lie in 110118, that of the site`,
		`1.yaml:5:58: there is no family "nonesuch"`,
		`1.yaml:5:84: the folder /nb/yq/ overlaps /nb/, that of a column of "miyun"`,
		`1.yaml:6:37: the division 120101 does not lie in 110000, that of the region of the site`,
		`1.yaml:6:37: no edition of the register lists the division 120101`,
		`1.yaml:6:63: a sources file can't name this host: 10.0.0.1 is private (RFC 1918): not a public address`,
		`1.yaml:6:90: "gopher://b/" is no http or https URL with a host`,
		`2.yaml:2:10: the id "miyun" stands in 1.yaml too`,
		`2.yaml:2:64: the column is one of "miyun" too`,
		`2.yaml:3:35: no edition of the register lists the division 110999`,
	}
	if sites != 6 {
		t.Errorf("%d sites", sites)
	}
	if len(got) != len(want)+1 || !strings.HasPrefix(got[len(got)-1], "3.yaml:1:") {
		t.Errorf("%d mistakes:\n%s", len(got), strings.Join(got, "\n"))
	} else if diff := cmp.Diff(want, got[:len(want)]); diff != "" {
		t.Error(diff)
	}
}
