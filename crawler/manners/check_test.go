package manners_test

import (
	"strings"
	"testing"
	"time"

	"github.com/nianbao/nianbao/crawler/manners"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

var noon = time.Date(2025, 2, 1, 4, 0, 0, 0, time.UTC) // 12:00 in China

func at(seconds float64) time.Time { return noon.Add(time.Duration(seconds * float64(time.Second))) }

// sent is a request that takes a second and promises three seconds of pause.
func sent(host string, began float64, change ...func(*page.Sent)) page.Sent {
	s := page.Sent{
		Host: host, URL: "http://" + host + "/", For: page.SentForPage, Allowed: true, Robots: "no rule",
		Began: at(began), Next: at(began + 3), Ended: at(began + 1), Status: 200, Outcome: report.OutcomeFetched,
	}
	for _, c := range change {
		c(&s)
	}
	return s
}

func TestCheck(t *testing.T) {
	cut := func(s *page.Sent) { s.Ended = time.Time{} }
	office, err := report.ParseHours("08:00-18:00")
	if err != nil {
		t.Fatal(err)
	}
	rules := manners.Rules{
		Budget: func(host string) int { return map[string]int{"few.test": 2}[host] },
		Quiet:  func(host string) report.Hours { return map[string]report.Hours{"office.test": office}[host] },
		Gap:    func(host string) time.Duration { return map[string]time.Duration{"slow.test": time.Minute}[host] },
	}
	for _, c := range []struct {
		name string
		log  []page.Sent
		want string // part of the only breach; empty for none
	}{
		{"two hosts at once", []page.Sent{sent("a.test", 0), sent("b.test", 0), sent("a.test", 4), sent("b.test", 4)}, ""},
		{"too early", []page.Sent{sent("a.test", 0), sent("a.test", 3.9)}, "a pause of 3s was promised"},
		{"while open", []page.Sent{sent("a.test", 0), sent("a.test", 0.5)}, "was open until"},
		{"the program died, and waits", []page.Sent{sent("a.test", 0, cut), sent("a.test", 3)}, ""},
		{"the program died, and does not wait", []page.Sent{sent("a.test", 0, cut), sent("a.test", 2)}, "nothing was to be asked before"},
		{"forbidden", []page.Sent{sent("a.test", 0, func(s *page.Sent) { s.Allowed, s.Robots = false, "Disallow: /" })}, "Disallow: /"},
		{"after a wall", []page.Sent{sent("a.test", 0, func(s *page.Sent) { s.Outcome = report.OutcomeBlocked }), sent("a.test", 9)}, "after blocked"},
		{"after a failure that is none of the host", []page.Sent{sent("a.test", 0, func(s *page.Sent) { s.Outcome = report.OutcomeServerError }), sent("a.test", 9)}, ""},
		{"over the budget", []page.Sent{sent("few.test", 0), sent("few.test", 9), sent("few.test", 18)}, "request 3"},
		{"the next day", []page.Sent{sent("few.test", 0), sent("few.test", 9), sent("few.test", 13*3600)}, ""},
		{"in quiet hours", []page.Sent{sent("office.test", 0)}, "between 08:00-18:00"},
		{"after quiet hours", []page.Sent{sent("office.test", 6*3600)}, ""},
		{"slower than it promises", []page.Sent{sent("slow.test", 0), sent("slow.test", 10)}, "a pause of 1m0s"},
	} {
		t.Run(c.name, func(t *testing.T) {
			proof := manners.Check(rules, c.log)
			if proof.Requests != len(c.log) {
				t.Errorf("%d requests", proof.Requests)
			}
			switch {
			case c.want == "" && len(proof.Breaches) > 0:
				t.Errorf("breaches %v", proof.Breaches)
			case c.want != "" && (len(proof.Breaches) != 1 || !strings.Contains(proof.Breaches[0].String(), c.want)):
				t.Errorf("breaches %v, want %q", proof.Breaches, c.want)
			}
		})
	}
	proof := manners.Check(manners.Rules{}, []page.Sent{sent("a.test", 0), sent("a.test", 5), sent("b.test", 0, cut)})
	if proof.ShortestGap != 4*time.Second || proof.Hosts != 2 || proof.CutOff != 1 {
		t.Errorf("%+v", proof)
	}
}
