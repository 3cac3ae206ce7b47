package panel_test

import (
	"fmt"
	"testing"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/panel"
)

func TestDifferentScopesAndKindsAreNotSummed(t *testing.T) {
	scoped := func(received int64, s report.Scope) *report.Report {
		r := reportWith(received, 5, 0, received)
		r.Agency.Scope = s
		return r
	}
	organ, area, unknown := report.ScopeOrgan, report.ScopeArea, report.ScopeUnknown
	for name, c := range map[string]struct {
		scopes [2]report.Scope
		kinds  [2]string
		config panel.Config
		sum    int64 // 0: withheld
	}{
		"the same":                      {[2]report.Scope{organ, organ}, [2]string{"township", "township"}, panel.Config{}, 110},
		"organ and area":                {[2]report.Scope{organ, area}, [2]string{}, panel.Config{}, 0},
		"organ and area, asked for":     {[2]report.Scope{organ, area}, [2]string{}, panel.Config{AllowMixed: true}, 110},
		"organ and not known":           {[2]report.Scope{organ, unknown}, [2]string{}, panel.Config{}, 110},
		"township and department":       {[2]report.Scope{}, [2]string{"department", "township"}, panel.Config{}, 0},
		"both, asked for":               {[2]report.Scope{}, [2]string{"department", "township"}, panel.Config{AllowKinds: true}, 110},
		"scopes asked for, kinds not":   {[2]report.Scope{organ, area}, [2]string{"department", "township"}, panel.Config{AllowMixed: true}, 0},
		"a kind that is not known":      {[2]report.Scope{}, [2]string{"", "township"}, panel.Config{}, 110},
		"kinds asked for, scopes mixed": {[2]report.Scope{organ, area}, [2]string{}, panel.Config{AllowKinds: true}, 0},
	} {
		p := panel.Build([]panel.Entry{
			{Body: "a", Year: 2023, Kind: c.kinds[0], Report: scoped(10, c.scopes[0])},
			{Body: "b", Year: 2023, Kind: c.kinds[1], Report: scoped(100, c.scopes[1])},
		}, indicators(t, "received"), c.config)
		withheld := c.sum == 0
		for _, s := range []panel.Summary{p.Summaries[0], p.Years[0].Summaries[0]} {
			if s.Withheld != withheld || s.HasMedian == withheld || s.Numerator != report.Int(c.sum) || withheld != (s.Why == report.NullMixed) || s.Known != 2 {
				t.Errorf("%s: %+v", name, s)
			}
		}
		for _, row := range p.Rows {
			if (row.Ranks[0] == 0) != withheld || (row.Unranked[0] == report.NullMixed) != withheld {
				t.Errorf("%s: rank %d of %s, %q", name, row.Ranks[0], row.Body, row.Unranked[0])
			}
		}
		if fmt.Sprint(p.Mixed) != fmt.Sprint(p.Years[0].Mixed) || fmt.Sprint(p.MixedKinds) != fmt.Sprint(p.Years[0].MixedKinds) {
			t.Errorf("%s: the year's mixture is another than the panel's", name)
		}
	}
}

func TestAYearOfItsOwnScopeIsSummedByItself(t *testing.T) {
	first, second := reportWith(10, 5, 0, 10), reportWith(100, 5, 0, 100)
	first.Agency.Scope, second.Agency.Scope = report.ScopeOrgan, report.ScopeArea
	p := panel.Build([]panel.Entry{{Body: "a", Year: 2022, Report: first}, {Body: "a", Year: 2023, Report: second}}, indicators(t, "received"), panel.Config{})
	if !p.Summaries[0].Withheld || p.Years[0].Summaries[0].Withheld || p.Years[1].Summaries[0].Numerator != report.Int(100) {
		t.Errorf("%+v\n%+v", p.Summaries, p.Years)
	}
}
