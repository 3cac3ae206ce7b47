package flat_test

import (
	"strings"
	"testing"

	"github.com/nianbao/nianbao/extract/flat"
	"github.com/nianbao/nianbao/report"
)

// TestFourInParts reads table four where a copy put heads between its numbers: 7 5 11 3 26 of reconsideration, 2 1 4 6 13 of direct
// suits, 3 8 0 9 20 of suits after. It is read only where sums and heads leave one reading.
func TestFourInParts(t *testing.T) {
	const (
		official = "7 5 11 3 26 2 1 4 6 13 3 8 0 9 20"
		labels   = "行政复议/行政诉讼/"
		wide     = "结果/维持/结果/纠正/其他/结果/尚未/审结/总计/"
	)
	four := func(values string) string {
		heads := []string{"结果/维持", "结果/纠正", "其他/结果", "尚未/审结", "总计"}
		var out strings.Builder
		for i, v := range strings.Fields(values) {
			out.WriteString(heads[i%5] + "/" + v + "/")
		}
		return out.String()
	}
	for name, c := range map[string]struct{ text, want string }{
		"the last head slipped behind its line": {
			labels + "未经复议直接起诉/复议后起诉/结果/维持/结果/纠正/其他/结果/尚未/总 计 结果 结果 其他/审结/维持 纠正 结果/尚未/结果 结果 其他 尚未/总 计/审结/维持 纠正 结果 审结/" +
				"7/5/11/3/26/2/1/4/6/13/3/8/0/9/总计/20/", official,
		},
		"the same, sums that do not close": {
			labels + "未经复议直接起诉/复议后起诉/" + strings.Repeat("结果维持/结果纠正/其他结果/尚未审结/总计/", 2) + "结果维持/结果纠正/其他结果/尚未审结/7/5/11/3/0/2/1/4/6/0/3/8/0/9/总计/0/",
			"7 5 11 3 0 2 1 4 6 0 3 8 0 9 0",
		},
		"a head of the second group slipped": {
			labels + "未经复议直接起诉/复议后起诉/" + wide + "结果维持/结果纠正/其他结果/尚未审结/结果维持/结果纠正/其他结果/尚未审结/总计/7/5/11/3/26/2/1/4/6/3/8/0/9/20/总计/13/", "",
		},
		"column by column under its heads": {
			labels + four("7 5 11 3 26") + "未经复议直接起诉/" + four("2 1 4 6 13") + "复议后起诉/" + four("3 8 0 9 20"), official,
		},
		"column by column, sums that do not close": {
			labels + four("7 5 11 3 0") + "未经复议直接起诉/" + four("2 1 4 6 0") + "复议后起诉/" + four("3 8 0 9 0"), "7 5 11 3 0 2 1 4 6 0 3 8 0 9 0",
		},
		"column by column, groups exchanged": {
			labels + four("7 5 11 3 26") + "复议后起诉/" + four("3 8 0 9 20") + "未经复议直接起诉/" + four("2 1 4 6 13"), "",
		},
		"column by column, heads exchanged": {
			labels + strings.Replace(four("7 5 11 3 26"), "纠正", "维持", 1) + "未经复议直接起诉/" + four("2 1 4 6 13") + "复议后起诉/" + four("3 8 0 9 20"), "",
		},
		"group by group": {
			labels + wide + "7 5 11 3 26/未经复议直接起诉/" + wide + "2 1 4 6 13/复议后起诉/" + wide + "3 8 0 9 20/", official,
		},
		"group by group, sums that do not close": {
			labels + wide + "7 5 11 3 0/未经复议直接起诉/" + wide + "2 1 4 6 0/复议后起诉/" + wide + "3 8 0 9 0/", "7 5 11 3 0 2 1 4 6 0 3 8 0 9 0",
		},
		"totals behind, groups in order": {
			labels + "结果/维持/结果/纠正/其他/结果/尚未/审结/7/5/11/3/总计/26/未经复议直接起诉/结果/维持/结果/纠正/其他/结果/尚未/审结/2/1/4/6/总计/13/复议后起诉/结果/维持/结果/纠正/其他/结果/尚未/审结/3/8/0/9/总计/20/", official,
		},
		"the last group first, told by a broken head": {
			labels + "未经复议直接起诉/结果/结果/其他结/尚未/维持/纠正/果/审结/总计/7/5/11/3/结 果/结果/其他/复议后起诉/尚未/结果/结果/其他/尚未审/维持/纠正/结果/结/3/8/0/9/总计/26/维持/纠正/结果/审结/2/1/4/6/13/总计/20/", official,
		},
		"the same, no head broken otherwise": {
			labels + "未经复议直接起诉/结果/结果/其他结/尚未/维持/纠正/果/审结/总计/7/5/11/3/结 果/结果/其他/复议后起诉/尚未/结果/结果/其他/尚未/维持/纠正/结果/审结/3/8/0/9/总计/26/维持/纠正/结果/审结/2/1/4/6/13/总计/20/", "",
		},
		"label and broken head disagree": {
			labels + "未经复议直接起诉/结果/结果/其他结/尚未/维持/纠正/果/审结/总计/7/5/11/3/结 果/结果/其他/复议后起诉/尚未/结果/结果/其他/尚未审/维持/纠正/结果/审结/2/1/4/6/总计/26/维持/纠正/结果/结/3/8/0/9/20/总计/13/", "",
		},
		"nothing tells the groups apart": {
			labels + "未经复议直接起诉/复议后起诉/" + wide + "7 5 11 3 26/" + wide + "2 1 4 6 13/" + wide + "3 8 0 9 20/", "",
		},
		"two groups with the same numbers": {
			labels + "未经复议直接起诉/复议后起诉/" + wide + "7 5 11 3 26/" + wide + "2 1 4 6 13/" + wide + "2 1 4 6 13/", "7 5 11 3 26 2 1 4 6 13 2 1 4 6 13",
		},
		"groups of which two have the same total": { // which total is whose does not matter then, which outcomes do
			labels + wide + "7 5 11 3/未经复议直接起诉/维持/纠正/其他/尚未审结/2 1 4 6/复议后起诉/维持/纠正/其他/尚未审结/1 2 6 4/总计/26/总计/13/总计/13/", "7 5 11 3 26 2 1 4 6 13 1 2 6 4 13",
		},
		"a sum that does not close": {
			labels + "未经复议直接起诉/结果/结果/其他结/尚未/维持/纠正/果/审结/总计/7/5/11/3/结 果/结果/其他/复议后起诉/尚未/结果/结果/其他/尚未审/维持/纠正/结果/结/3/8/0/9/总计/27/维持/纠正/结果/审结/2/1/4/6/13/总计/20/", "",
		},
		"two ways to close the sums": { // 1 0 0 0 = 1 whichever 1 is meant
			labels + wide + "0 0 0 1/未经复议直接起诉/维持/纠正/1/0 0 0 1/总计/1/复议后起诉/维持/0 0 0 0/总计/0/", "",
		},
		"a number missing":      {labels + four("7 5 11 3 26") + "未经复议直接起诉/" + four("2 1 4 6 13") + "复议后起诉/" + four("3 8 0 9"), ""},
		"a number more":         {labels + "未经复议直接起诉/复议后起诉/" + wide + "7 5 11 3 26 2 1 4 6 13 3 8 0 9/总计/20/1/", ""},
		"a sentence between":    {labels + four("7 5 11 3 26") + "另有调解结案的/未经复议直接起诉/" + four("2 1 4 6 13") + "复议后起诉/" + four("3 8 0 9 20"), ""},
		"a dash for a number":   {labels + four("7 5 11 3 26") + "未经复议直接起诉/" + four("2 1 4 - 13") + "复议后起诉/" + four("3 8 0 9 20"), ""},
		"the groups unlabelled": {labels + four("7 5 11 3 26") + four("2 1 4 6 13") + four("3 8 0 9 20"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			text := "四、政府信息公开行政复议、行政诉讼情况/" + c.text + "五、存在的主要问题及改进情况/公开得还不够。"
			got := flat.New().Read(lines(strings.ReplaceAll(text, "/", "\n\n")), func(table report.Table) bool { return table == report.Disputes })
			row := ""
			for _, r := range got.Rows {
				if r.Fits() {
					row += raws(r)
				}
			}
			if row != c.want {
				t.Errorf("%q, want %q", row, c.want)
			}
		})
	}
}
