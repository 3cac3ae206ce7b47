package extract

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/extract/printed"
)

// period is the span of time that a report says it counts.
type period struct {
	from, to int // years; 0 when none was found
	text     string
	said     bool // the sentence calls it the period of the statistics
}

// periodWords matches 2023年1月1日起至2023年12月31日 in Normal spelling; the second year may be left out. Damaged dates
// (20231月1日) do not match.
var periodWords = regexp.MustCompile(`(?:^|[^0-9])((?:19|20)[0-9]{2})年(?:度)?1月1日[起]?[到至-]+(?:((?:19|20)[0-9]{2})年(?:度)?|当年|同年)?12月31日`)

// readPeriod finds the period in a block; ok is false when there is none.
func readPeriod(text string) (period, bool) {
	at := strings.Index(text, "月")
	if at < 0 || !strings.Contains(text, "31") && !strings.Contains(text, "３１") {
		return period{}, false
	}
	normal := printed.Normal(text)
	m := periodWords.FindStringSubmatch(normal)
	if m == nil {
		return period{}, false
	}
	p := period{text: m[0]}
	p.from, _ = strconv.Atoi(m[1])
	if p.to = p.from; m[2] != "" {
		p.to, _ = strconv.Atoi(m[2])
	}
	for _, word := range []string{"统计", "期限", "时限", "起止", "所列数据", "数据"} {
		p.said = p.said || strings.Contains(normal, word)
	}
	return p, true
}

// better keeps the period that the report calls its own, and of equals the first.
func (p *period) better(q period) {
	if p.from == 0 || q.said && !p.said {
		*p = q
	}
}
