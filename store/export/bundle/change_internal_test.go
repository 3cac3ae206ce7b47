package bundle

import (
	"encoding/csv"
	"strings"
	"testing"
)

// TestCauses holds why a value of a release is said to differ from the one before: what a portal or another reader did is never
// laid at a person's door, nor what a reader did at the publisher's.
func TestCauses(t *testing.T) {
	const head, tail = "body,year,scope,url,page_sha256,reader,app_total_total\n", "b,2023,organ,"
	const ledger = "body,year,state,basis,url\n"
	for name, tt := range map[string]struct {
		wide, states, entry [2]string // before and now
		want                string    // table and cause of each line
	}{
		"another document":               {wide: [2]string{"u,1,1,5", "v,2,2,6"}, want: "wide:document"},
		"the page changed":               {wide: [2]string{"u,1,1,5", "u,2,1,6"}, want: "wide:page"},
		"another reader":                 {wide: [2]string{"u,1,1,5", "u,1,2,6"}, want: "wide:reader"},
		"the page and the reader":        {wide: [2]string{"u,1,1,5", "u,2,2,6"}, want: "wide:both"},
		"a person":                       {wide: [2]string{"u,1,1,5", "u,1,1,6"}, want: "wide:other"},
		"a state that follows a page":    {wide: [2]string{"u,1,1,5", "u,2,1,6"}, entry: [2]string{"flagged,x,u", "consistent,y,u"}, want: "wide:page ledger:page"},
		"a state that follows a reader":  {states: [2]string{"u,1,1,blank", "u,1,2,implied"}, entry: [2]string{"partial,x,u", "consistent,y,u"}, want: "wide_states:reader ledger:reader"},
		"a state of a report found now":  {entry: [2]string{"not_found,x,", "consistent,y,u"}, want: "ledger:document"},
		"a state of another look":        {entry: [2]string{"not_yet_due,x,", "not_found,y,"}, want: "ledger:looked"},
		"a basis, its report unchanged":  {wide: [2]string{"u,1,1,5", "u,1,1,5"}, entry: [2]string{"consistent,x,u", "consistent,y,u"}, want: "ledger:looked"},
		"nothing":                        {wide: [2]string{"u,1,1,5", "u,1,1,5"}, entry: [2]string{"consistent,x,u", "consistent,x,u"}},
		"a state beside another's cause": {wide: [2]string{"u,1,1,5", "u,1,1,6"}, entry: [2]string{"flagged,x,u", "consistent,y,u"}, want: "wide:other ledger:other"},
	} {
		t.Run(name, func(t *testing.T) {
			var out strings.Builder
			c := &changeLog{out: csv.NewWriter(&out), counts: map[string]int{}, causes: map[[2]string]string{}}
			for i, rows := range [][2]string{tt.wide, tt.states, tt.entry} {
				if rows[0] == "" {
					continue
				}
				before, start := head, tail
				if comparedTables[i].name == "ledger" {
					before, start = ledger, "b,2023,"
				}
				if err := c.compareRows(comparedTables[i], strings.NewReader(before+start+rows[0]+"\n"), strings.NewReader(before+start+rows[1]+"\n")); err != nil {
					t.Fatal(err)
				}
			}
			c.out.Flush()
			var got []string
			for line := range strings.Lines(out.String()) {
				fields := strings.Split(strings.TrimSpace(line), ",")
				if one := fields[0] + ":" + fields[len(fields)-1]; len(got) == 0 || got[len(got)-1] != one {
					got = append(got, one)
				}
			}
			if strings.Join(got, " ") != tt.want {
				t.Errorf("got %v, want %s", got, tt.want)
			}
		})
	}
}
