package extract_test

import (
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report"
)

// TestClaims reads numbers out of the prose and compares them with the tables: 27 received, 2 carried in, 27 concluded,
// 2 carried out, 17 granted, 3 partial, 4 denied, 3 not held; reconsideration 3 with 2 pending, suits 1 and 4.
func TestClaims(t *testing.T) {
	for name, c := range map[string]struct {
		prose string
		want  string // meaning = value
		rule  string // of the warning; empty for none
	}{
		"received":                      {"全年收到政府信息公开申请27件。", "applications.received.total=27", ""},
		"received, with the carried in": {"全年共受理各类政府信息公开申请29件。", "applications.received.total=29", ""},
		"received, another number":      {"全年共收到政府信息公开申请31件。", "applications.received.total=31", "prose.received"},
		"none received":                 {"本年度未收到政府信息公开申请。", "applications.received.total=0", "prose.received"},
		"carried over":                  {"上年结转申请2件，结转下年度办理的有2件。", "applications.carried_in.total=2|applications.carried_out.total=2", ""},
		"carried over, wrong":           {"结转下年度5件。", "applications.carried_out.total=5", "prose.carried_out"},
		"granted and partial":           {"予以公开20件。", "applications.granted.total=20", ""},
		"granted, both named":           {"予以公开和部分公开20件。", "applications.granted.total=20", ""},
		"reconsideration, settled":      {"发生行政复议案件1件。", "disputes.reconsideration.total=1", ""},
		"reconsideration, wrong":        {"发生行政复议案件7件。", "disputes.reconsideration.total=7", "prose.reconsideration"},
		"suits":                         {"行政诉讼5件。", "disputes.direct_suit.total + disputes.suit_after.total=5", ""},
		"suits without reconsideration": {"行政诉讼1件。", "disputes.direct_suit.total + disputes.suit_after.total=1", ""},
		"new applications":              {"全年登记新申请27件。", "applications.received.total=27", ""},
		"new alone":                     {"依申请公开情况：新申请27件。", "applications.received.total=27", ""},
		"taken in":                      {"政府信息公开申请方面，全年共受理27件。", "applications.received.total=27", ""},
		"taken in, another number":      {"依法做好依申请公开工作，全年新收31件。", "applications.received.total=31", "prose.received"},
		"by its name":                   {"共收到依申请公开27件。", "applications.received.total=27", ""},
		"come in":                       {"共接到群众提出的政府信息公开申请27件。", "applications.received.total=27", ""},
		"on several ways":               {"通过网站、信函等渠道收到政府信息公开申请27件。", "applications.received.total=27", ""},
		"on one way":                    {"通过门户网站收到政府信息公开申请6件。", "", ""},
		"another matter":                {"依申请公开之外，受理信访申请6件。", "", ""},
		"reconsiderations taken in":     {"受理行政复议申请3件。", "disputes.reconsideration.total=3", ""},
		"a part of them":                {"其中收到申请6件。", "", ""},
		"by a channel":                  {"收到网上申请6件。", "", ""},
		"about":                         {"收到申请近30件。", "", ""},
		"another year":                  {"2021年收到申请31件。", "", ""},
		"all years":                     {"自建站以来累计收到申请310件。", "", ""},
		"blanks inside":                 {"全年收到政府信息公开申请 27 件。", "applications.received.total=27", ""},
	} {
		t.Run(name, func(t *testing.T) {
			page := strings.Replace(style{}.page(report.Edition2021, balancedFigures(report.Edition2021)), "</h2>", "</h2>", 1)
			at := strings.Index(page, "二、")
			before := strings.LastIndex(page[:at], "<")
			page = page[:before] + "<p>" + c.prose + "</p>" + page[before:]
			got := read(page).Report
			var claims []string
			for _, claim := range got.Claims {
				claims = append(claims, claim.Meaning+"="+claim.Value.String())
				if claim.Sentence == "" || claim.Place.Row == 0 && claim.Place.Column == 0 {
					t.Errorf("no proof: %+v", claim)
				}
			}
			if strings.Join(claims, "|") != c.want {
				t.Errorf("claims %q, want %q", claims, c.want)
			}
			for _, f := range got.Findings {
				if strings.HasPrefix(f.Relation, "prose.") && (f.Relation != c.rule || f.Left == nil || f.Right == nil || f.Severity != report.Warning) {
					t.Errorf("finding %+v", f)
				}
			}
			if c.rule != "" && !has(got, c.rule) {
				t.Errorf("no finding %s", c.rule)
			}
		})
	}
}

// TestPrivateClaims holds that what names or reaches a person stays out of the record.
func TestPrivateClaims(t *testing.T) {
	page := style{}.page(report.Edition2021, balancedFigures(report.Edition2021))
	at := strings.LastIndex(page[:strings.Index(page, "二、")], "<")
	got := read(page[:at] + "<p>村民方某致电13912345678后，全年收到政府信息公开申请27件。</p>" + page[at:]).Report
	if len(got.Claims) != 1 || strings.ContainsAny(got.Claims[0].Sentence, "方某139") {
		t.Errorf("claims %+v", got.Claims)
	}
}

// TestProseRules breaks every rule between prose and tables once, and holds that each explains itself.
func TestProseRules(t *testing.T) {
	for rule, prose := range map[string]string{
		report.RuleProseReceived:        "全年收到政府信息公开申请93件。",
		report.RuleProseCarriedIn:       "上年结转申请93件。",
		report.RuleProseCarriedOut:      "结转下年度93件。",
		report.RuleProseConcluded:       "全年收到申请27件，已办结93件。",
		report.RuleProseGranted:         "予以公开93件。",
		report.RuleProsePartial:         "其中部分公开93件。",
		report.RuleProseDenied:          "不予公开93件。",
		report.RuleProseUnavailable:     "无法提供93件。",
		report.RuleProseRejected:        "不予处理93件。",
		report.RuleProseOtherwise:       "其他处理93件。",
		report.RuleProseReconsideration: "行政复议93件。",
		report.RuleProseSuits:           "行政诉讼93件。",
		report.RuleProseDocuments:       "全年制发规范性文件93件。",
	} {
		page := style{}.page(report.Edition2021, balancedFigures(report.Edition2021))
		at := strings.LastIndex(page[:strings.Index(page, "二、")], "<")
		got := read(page[:at] + "<p>" + prose + "</p>" + page[at:]).Report
		if !has(got, rule) || report.RuleText(rule) == "" {
			t.Errorf("%s, %q: findings %+v", rule, report.RuleText(rule), got.Findings)
		}
	}
}
