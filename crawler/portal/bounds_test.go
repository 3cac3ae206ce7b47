package portal_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/crawler/portal"
	"github.com/nianbao/nianbao/report/page"
)

// A page that would take more memory than the bounds say is refused by name, or read all the same.
func TestBounds(t *testing.T) {
	const row = `<li><a href="./t20240116_1.html">甲县2023年政府信息公开工作年度报告</a></li>`
	open := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "<b id=%d>", i)
		}
		return b.String()
	}
	for name, c := range map[string]struct{ body, problem string }{
		"an honest list":               {strings.Repeat("<li><b><a href=x.html>植树节</a></b></li>", 5000) + row, ""},
		"15 MB of tags":                {strings.Repeat("<p>x", 15<<20/4), "larger than 4 MiB"},
		"3 MB of tags":                 {strings.Repeat("<p>x", 3<<20/4), "786438 tags"},
		"just too many tags":           {strings.Repeat("<p>x", 99_995), "100001 tags"},
		"just not too many":            {row + strings.Repeat("<p>x", 90_000), ""},
		"a large page of few tags":     {row + strings.Repeat("x", 3<<20), ""},
		"formats opened in each p":     {open(400) + row + strings.Repeat("<p>x", 90_000), ""},
		"formats in capital letters":   {strings.ToUpper(open(400)) + row + strings.Repeat("<p>x", 90_000), ""},
		"formats closed in a comment":  {strings.ReplaceAll(open(400), ">", "><!-- </b> -->") + row + strings.Repeat("<p>x", 80_000), ""},
		"nothing but formats":          {strings.Repeat("<font>", 90_000), "512"},
		"deeper than the parser goes":  {strings.Repeat("<div>", 5000), "512"},
		"attributes instead of tags":   {row + "<p " + strings.Repeat("a ", 1<<20) + ">", ""},
		"formats, honestly closed too": {strings.Repeat("<p><font color=red>x</font>", 20_000) + row, ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := page.Page{Body: []byte("<html><head><title>政府信息公开年报</title></head><body>" + c.body), Facts: page.Facts{URL: "http://www.jia.test/nb/"}}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			reading := portal.Read(portal.Scope{Site: jia()}, page.Request{URL: p.Facts.URL, Kind: page.KindList}, p, nil)
			runtime.ReadMemStats(&after)
			if used := after.TotalAlloc - before.TotalAlloc; used > 256<<20 {
				t.Errorf("%d MiB were taken", used>>20)
			}
			if (reading.Problem == "") != (c.problem == "") || !strings.Contains(reading.Problem, c.problem) {
				t.Errorf("problem %q, want %q", reading.Problem, c.problem)
			}
			if c.problem == "" && reading.Listing.Found != 1 {
				t.Errorf("%d reports found", reading.Listing.Found)
			}
			if _, ok := portal.Look(p); ok != (c.problem == "") {
				t.Errorf("a glance at it: %v", ok)
			}
		})
	}
}
