package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/extract/solve"
	"github.com/nianbao/nianbao/report"
)

// TestMessagesAreSaidInChinese finds every message that a rule writes down, in the sources, and holds that a Chinese
// reader gets it in Chinese. The verbs of a format are filled with numbers.
func TestMessagesAreSaidInChinese(t *testing.T) {
	verb, latin := regexp.MustCompile(`%[.\d]*[a-z]`), regexp.MustCompile(`[A-Za-z]{3,}`)
	rules := ruleNames(t)
	seen := 0
	for _, folder := range []string{"../../extract", "../../report", "pipeline"} {
		for _, m := range messagesIn(t, folder) {
			rule, known := rules[m.rule]
			if !known {
				continue // a relation: the words of all rules
			}
			text := verb.ReplaceAllStringFunc(m.format, func(v string) string {
				if v == "%q" {
					return `"1"`
				}
				return "1"
			})
			seen++
			if said := report.Chinese.Message(report.Finding{Relation: rule, Severity: report.Warning, Message: text}); latin.MatchString(said) {
				t.Errorf("%s: a message of %s has no Chinese: add it to report/sentence_data.go\n%s\n%s", m.where, rule, text, said)
			}
		}
	}
	for r := solve.Several; r <= solve.Thin; r++ {
		if said := report.Chinese.Message(report.Finding{Relation: report.RuleUnreadable, Message: r.String()}); latin.MatchString(said) {
			t.Errorf("no Chinese of %q", r)
		}
	}
	if seen < 65 {
		t.Errorf("only %d messages were found", seen)
	}
}

// written is a message in the sources.
type written struct{ rule, format, where string }

// messagesIn finds the findings that a folder's sources make with a rule and a message or a format of one.
func messagesIn(t *testing.T, folder string) (list []written) {
	t.Helper()
	files := token.NewFileSet()
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if m := messageOf(n); m.rule != "" && m.format != "" {
				m.where = files.Position(n.Pos()).String()
				list = append(list, m)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// messageOf gives the rule and the message or format of a node that makes a finding: a literal of one, or a call or
// assignment that hands one of its texts over.
func messageOf(n ast.Node) (m written) {
	switch n := n.(type) {
	case *ast.CompositeLit:
		for _, e := range n.Elts {
			field, ok := e.(*ast.KeyValueExpr)
			if !ok {
				continue
			}
			switch lastName(field.Key) {
			case "Relation":
				m.rule = lastName(field.Value)
			case "Message":
				m.format = firstText(field.Value)
			}
		}
		if m.format == "row %q: %s" || m.format == "row %q: %s: %s" {
			m.format = "" // the shapes are found where they are assigned
		}
	case *ast.CallExpr:
		switch maker := makers[lastName(n.Fun)]; {
		case len(n.Args) <= maker.text:
		case maker.rule != "":
			m.rule, m.format = maker.rule, firstText(n.Args[maker.text])
		case lastName(n.Fun) == "across":
			m.rule, m.format = lastName(n.Args[0]), firstText(n.Args[maker.text])
		}
	case *ast.ReturnStmt:
		if len(n.Results) != 3 {
			break
		}
		if m.rule, m.format = lastName(n.Results[2]), firstText(n.Results[1]); m.rule == "false" {
			m.rule = "RuleGivenUp" // a document that is not read
		}
	case *ast.AssignStmt:
		switch lastName(n.Lhs[0]) {
		case "Shape":
			m.rule, m.format = "RuleShape", firstText(n.Rhs[0])
			if m.format != "" {
				m.format = "row %q: " + m.format + ": %s"
			}
		case "state":
			m.rule, m.format = "RuleLabel", firstText(n.Rhs[0])
		}
	}
	return m
}

// makers are the functions that make findings of a text, with the place of the text among their arguments.
var makers = map[string]struct {
	rule string
	text int
}{
	"across": {"", 2}, "odd": {"RuleCount", 1}, "note": {"RuleLabel", 0}, "giveUp": {"RuleGivenUp", 1},
}

// lastName gives RuleLabel of report.RuleLabel.
func lastName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	case *ast.BinaryExpr: // RuleMoneyJump + "." + row
		return lastName(e.X)
	}
	return ""
}

// firstText gives the text of a message: a literal, or the format of a Sprintf.
func firstText(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, _ := strconv.Unquote(e.Value)
		return text
	case *ast.CallExpr:
		if lastName(e.Fun) == "Sprintf" && len(e.Args) > 0 {
			return firstText(e.Args[0])
		}
	}
	return ""
}

// ruleNames gives the ids of the rules by the names of their constants.
func ruleNames(t *testing.T) map[string]string {
	t.Helper()
	names := map[string]string{}
	for _, file := range []string{"finding.go", "series_rules.go", "statistics_relation.go"} {
		parsed, err := parser.ParseFile(token.NewFileSet(), "../../report/"+file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			if v, ok := n.(*ast.ValueSpec); ok && len(v.Values) == 1 && strings.HasPrefix(v.Names[0].Name, "Rule") {
				names[v.Names[0].Name] = firstText(v.Values[0])
			}
			return true
		})
	}
	return names
}
