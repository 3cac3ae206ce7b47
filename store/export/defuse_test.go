package export_test

import (
	"bytes"
	"testing"

	"github.com/nianbao/nianbao/store/export"
)

func TestFormulas(t *testing.T) {
	defused := []string{
		"=1+1", "=HYPERLINK(\"http://a.test\",\"x\")", "=cmd|' /C calc'!A0", "+1+1", "+SUM(A1)", "-1+1", "-cmd|x", "@SUM(A1)", "@x",
		"\t=1", "\r=1", "\n=1", " =1", "\u3000=1", "\ufeff=1", "＝1", "＋1+1", "－1+1", "＠x", "=", "+", "@", "\tx", "\rx", "-1\n=1", "+1\t",
		"==x", "=-1", "+-1", "-=1", "--1", "-1e5", "=\"\"", "-A1", "+A1", "-(1)", "+(1)", "-1,=1",
	}
	kept := []string{
		"", "0", "12", "-5", "+3", "-3.25", "+1,234.5", "－7", "-12%", "-", "--", "——", "－", "/", "无", "a=b", "1+1", "'=1", "云溪镇", "http://a.test/?x=1",
	}
	for _, s := range defused {
		if got := throughCSV(t, s); got != "'"+s {
			t.Errorf("%q became %q", s, got)
		}
	}
	for _, s := range kept {
		if got := throughCSV(t, s); got != s {
			t.Errorf("%q became %q", s, got)
		}
	}
}

// throughCSV gives what the title of a report becomes.
func throughCSV(t *testing.T, title string) string {
	t.Helper()
	l := reading("990101001", 2023)
	l.Title = title
	var out bytes.Buffer
	if _, err := export.Wide(&out, readings(l), export.Options{}); err != nil {
		t.Fatal(err)
	}
	_, rows := records(t, out.String())
	return rows[0]["title"]
}
