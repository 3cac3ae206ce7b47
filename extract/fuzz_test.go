package extract_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// FuzzRead holds for any bytes: an outcome; numbers that stand in the page where their proof says; the same result
// again; JSON there and back.
func FuzzRead(f *testing.F) {
	// Small seeds: the engine spends its time on making large ones smaller.
	f.Add([]byte(style{}.disclosureTable(report.Edition2021, figures{})))
	f.Add([]byte(style{}.disputesTable(report.Edition2019, figures{})))
	f.Add([]byte("<h1>" + testTitle + "</h1><p>发布日期：2024-01-18</p><p>一、总体情况</p><p>" + testPeriod + "</p><img src=a><a href=b.pdf>x</a>"))
	f.Add([]byte("第二十条第(一)项\n信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n规章\n0\n0\n0\n行政规范性文件\n1|2|3"))
	f.Add([]byte("<table><tr><td>自然人<td>商业企业<td>总计<tr><td>一、本年新收政府信息公开申请数量<td>1<td colspan=3>2<td><del>3</del>4"))
	f.Add([]byte("<table><tr><td>规章<td>1<td>2<td>3"))
	f.Add([]byte("\xff\xfe<\x00t\x00"))
	f.Fuzz(func(t *testing.T, body []byte) {
		result := shared.Read(page.Page{Body: body})
		r := result.Report
		if r.Status == report.Unread || r.Reader == "" {
			t.Fatal("no outcome")
		}
		for _, k := range report.Keys() {
			c := r.Cells.At(k)
			if in := r.Forms[k.Table] != report.NoEdition && k.In(r.Forms[k.Table]); in == (c.State == report.NotInForm) {
				t.Errorf("%s is %s, in the form: %v", k, c.State, in)
			}
			if c.Place.End < c.Place.Start || c.Place.Start < 0 {
				t.Errorf("%s stands at %+v", k, c.Place)
			}
			if c.State.HasValue() && !strings.ContainsAny(c.Raw, "0123456789０１２３４５６７８９零〇") {
				t.Errorf("%s is %s, printed was %q", k, c.Value, c.Raw)
			}
		}
		first, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		var back report.Report
		if err := json.Unmarshal(first, &back); err != nil {
			t.Fatal(err)
		}
		if again, _ := json.Marshal(shared.Read(page.Page{Body: body}).Report); string(again) != string(first) {
			t.Error("a second reading differs")
		}
	})
}
