package report_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report"
)

// TestRuleTexts holds that every rule named in finding.go has a text, and that no two rules share an id.
func TestRuleTexts(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "finding.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || !strings.HasPrefix(spec.Names[0].Name, "Rule") || len(spec.Values) != 1 {
			return true
		}
		lit, ok := spec.Values[0].(*ast.BasicLit)
		if !ok {
			return true
		}
		id, _ := strconv.Unquote(lit.Value)
		if ids[id] != "" {
			t.Errorf("%s and %s are both %s", ids[id], spec.Names[0].Name, id)
		}
		if ids[id] = spec.Names[0].Name; report.RuleText(id) == "" {
			t.Errorf("%s has no text", id)
		}
		return true
	})
	if ids[report.RuleCumulative] = "RuleCumulative"; len(ids) != len(report.Rules()) {
		t.Errorf("%d rules are named, %d have a text", len(ids), len(report.Rules()))
	}
}
