package solve_test

import (
	"strings"
	"testing"

	"github.com/nianbao/nianbao/extract/solve"
	"github.com/nianbao/nianbao/report"
)

// TestApart holds that digits are not spread over cells by their count where the page keeps the numbers of other rows apart.
func TestApart(t *testing.T) {
	documents := rowsOf(report.Disclosure)["normative_documents"]
	granted := rowsOf(report.Applications)["granted"]
	for _, c := range []struct {
		name, text string
		keys       []report.Key
		apart      bool
		want       string
		reason     solve.Reason // 0 for none
	}{
		{"as many digits as cells", "1 21", documents, false, "1 2 1", solve.Counted},
		{"the same, apart", "1 21", documents, true, "- - -", solve.Collapsed},
		{"several cuts, apart", "365 0", documents, true, "- - -", solve.Collapsed},
		{"several cuts, glued", "3650", documents, false, "- - -", solve.Several},
		{"in one, apart", "121", documents, true, "- - -", solve.Collapsed},
		{"a number a cell, apart", "3 1 21", documents, true, "3 1 21", 0},
		{"zeros, apart", "0 00", documents, true, "0 0 0", 0},
		{"one cell, apart", "1036", rowsOf(report.Disclosure)["licensing"], true, "1036", 0},
		{"table three, apart", "3 1 2 5 4 27", granted, true, "- - - - - - -", solve.Collapsed},
	} {
		r := &report.Report{Forms: report.Forms{report.Edition2021, report.Edition2021, report.Edition2021}}
		got := solve.Solve(&r.Cells, r.Forms, []solve.Run{{Keys: c.keys, Chunks: strings.Fields(c.text), Apart: c.apart}}, solve.Config{})
		reason := solve.Reason(0)
		if len(got.Doubts) > 0 {
			reason = got.Doubts[0].Reason
		}
		if row := show(r, c.keys); row != c.want || reason != c.reason {
			t.Errorf("%s: %s, want %s; doubts %+v", c.name, row, c.want, got.Doubts)
		}
	}
}
