package pipeline_test

import (
	"fmt"
	"net/http"
	"regexp"
	"testing"

	"github.com/nianbao/nianbao/fixtures/zoo"
)

// TestFamiliesBehave holds, from the zoo's own log, that a crawl met what is peculiar about each family: a theme that
// lost its peculiarity would prove nothing.
func TestFamiliesBehave(t *testing.T) {
	for id, c := range map[string]struct{ seen, never []string }{
		"vsb": {
			// Two pages of the first list make way for a third one, which only 上页 leads to.
			seen: []string{`^200 /zfxxgk/zfxxgknb/qxj10\.htm$`, `^200 /zfxxgk/zfxxgknb/qxj10/1\.htm$`, `^200 /zfxxgk/zfxxgknb/qxj10/2\.htm$`, `^200 /info/\d+/\d+\.htm$`},
		},
		"lonsun": {
			seen:  []string{`^302 /site/label/8888\?`, `^200 /site/label/8888\?.*pageIndex=1$`, `^200 /site/label/8888\?.*pageIndex=2$`, `^200 /public/column/24\d\d\?type=3`},
			never: []string{`label/8888.*[?&]_=`},
		},
		"shangwang": {
			seen:  []string{`^200 /XxgkAnnualReport/show/\d+\.html$`, `^200 /XxgkContent/showList/31/305/page_2\.html$`, `^200 /XxgkContent/showList/32/305/page_2\.html$`},
			never: []string{`/uploadfiles/`},
		},
		"gkmlpt": {
			seen:  []string{`^200 /\w+/gkmlpt/index$`, `^200 /\w+/gkmlpt/api/all/\d+\?page=1&sid=\d+$`, `^200 /\w+/gkmlpt/api/all/\d+\?page=2&sid=\d+$`, `^200 /\w+/zfxxgknb/index_2\.html$`},
			never: []string{`mpost_`, `page=3`, `jichuan`},
		},
		"hcms": {
			seen:  []string{`^200 /common/search/[0-9a-f]{32}\?.*&page=2$`, `^200 /searchList/[0-9a-f]{32}\?.*&page=2$`, `^200 .*/common_list_2\.shtml$`},
			never: []string{`/files/nb\.pdf`},
		},
		"hanweb": {
			seen: []string{
				`^200 /module/web/jpage/dataproxy\.jsp\?.*startrecord=5&`, `^200 .*startrecord=8&.*totalrecord=\d+$`,
				`^200 .*unitid=3002&.*startrecord=8&endrecord=\d+&perpage=2$`, // nobody says how many there are
			},
			never: []string{`unitid=9000`}, // the news beside the first list
		},
		"hanweb-b": {
			seen: []string{
				`^200 /module/jpage/dataproxy\.jsp\?page=1&`, `^200 /module/jpage/dataproxy\.jsp\?page=2&.*webname=%25`, `^200 /module/xxgk/tree\.jsp\?area=\w{18}$`,
				`^200 POST /module/xxgk/search\.jsp$`, `^200 /module/xxgk/xxgkAnnualReport\.jsp\?area=\w{18}&fbtime=2025$`,
			},
			never: []string{`xxgkAnnualReport\.jsp\?area=\w+$`, `fbtime=20[01]`, `fbtime=2026`},
		},
		"jpaas": {
			seen:  []string{`^503 /api-gateway/.*pageNo%22%3A2`, `^200 /api-gateway/.*pageNo%22%3A2`, `^200 .*parseType=bulidstatic`, `^200 .*parseType=buildstatic`},
			never: []string{`^403 `},
		},
		"static-b": {
			seen: []string{`/3\.html$`, `_1\.shtml$`, `/list_1\.html$`, `/list_7/index_1\.html$`, `/20\d{17}/(index\.html)?$`, `/\d{7}/\d{7}/(index\.html)?$`},
		},
	} {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			config := zoo.Config{Counties: []string{id}}
			web, database := crawledZoo(t, config)
			var lines []string
			for _, e := range web.Log() {
				if e.Method != http.MethodGet {
					e.Path = e.Method + " " + e.Path
				}
				lines = append(lines, fmt.Sprint(e.Status, " ", e.Path))
			}
			for _, pattern := range c.seen {
				if !matches(lines, pattern) {
					t.Errorf("nothing like %s was asked for", pattern)
				}
			}
			for _, pattern := range c.never {
				if matches(lines, pattern) {
					t.Errorf("something like %s was asked for", pattern)
				}
			}
			secondCrawl(t, config, web, database)
		})
	}
}

func matches(lines []string, pattern string) bool {
	for _, line := range lines {
		if regexp.MustCompile(pattern).MatchString(line) {
			return true
		}
	}
	return false
}

// secondCrawl crawls once more: pages that count their visitors come with other bytes, and no report says anything else.
func secondCrawl(t *testing.T, config zoo.Config, web *served, database string) {
	t.Helper()
	if _, err := crawlOf(t.Context(), config, web.address, database); err != nil {
		t.Fatal(err)
	}
	db := open(t, database)
	compareWithTruth(t, db, web.Truth())
	for _, r := range web.Truth().Reports() {
		bodies, err := db.FindBodies(t.Context(), r.Body.CreditCode, 0)
		if err != nil || len(bodies) != 1 {
			t.Fatalf("%s is %d bodies: %v", r.Body.Name, len(bodies), err)
		}
		_, steps, err := db.Versions(t.Context(), bodies[0].Key, r.Year)
		if err != nil {
			t.Fatal(err)
		}
		for _, step := range steps {
			if !step.Empty() {
				t.Errorf("%s %d changed: %+v", r.Body.Name, r.Year, step)
			}
		}
	}
}
