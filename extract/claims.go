package extract

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/report"
)

// saying is a way to say a number of the tables in prose. The number is the first group of the pattern; a pattern
// without one says 0.
type saying struct {
	meaning meaning
	pattern *regexp.Regexp
}

const (
	filler = `(?:各类|有关|公民、法人[或和]其他组织(?:提出)?的?|群众|公众|社会|政府|信息|依|公开|书面|有效|新|提出|的)*`
	intake = `(?:收到|新收|受理|接收|接到|登记|共收|新增|收悉)(?:到|了)?`
	count  = `(?:共计?|总计|合计|数量|总数|案件|为|有|了|的|申请)*(\d{1,7})(?:件|条|份|宗|起)`
)

// sayings are read from text without white space. What says a part (网上申请) or about how much (近30件) matches none.
var sayings = []saying{
	{receivedMeaning, regexp.MustCompile(intake + filler + `申请` + count)},
	{receivedMeaning, regexp.MustCompile(intake + filler + `依申请公开(?:事项|办件)?` + count)},
	{receivedMeaning, regexp.MustCompile(`申请[^。;件\d]{0,45}?(?:收到|新收|受理|接收|接到|登记|共收)` + count)},
	{receivedMeaning, regexp.MustCompile(`[,。;:](?:全年|本年度?|年内)?(?:共有?)?新申请` + count)},
	{receivedMeaning, regexp.MustCompile(`(?:没有|未)(?:收到|接到)` + filler + `申请(?:事项|件)?[,。;]`)},
	{carriedInMeaning, regexp.MustCompile(`上年度?结转` + filler + count)},
	{carriedOutMeaning, regexp.MustCompile(`(?:结转|转)(?:至|到|入)?(?:下一?年度?|次年)(?:继续)?(?:办理|答复|办结)*` + count)},
	{carriedOutMeaning, regexp.MustCompile(`(\d{1,7})件(?:申请)?(?:结转|转|顺延)(?:至|到|入)?(?:下一?年|次年)`)},
	{concludedMeaning, regexp.MustCompile(`[,。;](?:已|共|均已|全部|按期|依法)*(?:答复|办结)(?:政府信息公开申请|申请)?` + count)},
	{grantedMeaning, regexp.MustCompile(`(?:予以公开|同意公开)(?:答复)?(?:[及和、]部分公开(?:答复)?)?` + count)},
	{partialMeaning, regexp.MustCompile(`[^及和、与]部分公开(?:答复)?` + count)},
	{deniedMeaning, regexp.MustCompile(`不予公开(?:答复)?` + count)},
	{unavailableMeaning, regexp.MustCompile(`无法提供` + count)},
	{rejectedMeaning, regexp.MustCompile(`不予处理` + count)},
	{otherwiseMeaning, regexp.MustCompile(`其他处理` + count)},
	{reconsiderationMeaning, regexp.MustCompile(`行政复议` + count)},
	{suitMeaning, regexp.MustCompile(`行政诉讼` + count)},
	{documentsMeaning, regexp.MustCompile(`(?:制发|印发|出台|制定|发布)(?:行政)?规范性文件` + count)},
	{disclosedMeaning, regexp.MustCompile(`主动公开(?:各类|的)*(?:政府)?(?:信息|文件)(?:数|条数)?` + count)},
}

// mostClaims bounds how often a page may say the same thing; a report says it once or twice.
const mostClaims = 20

// mostProse is the longest prose that is looked through for numbers; reports have 30 kB.
const mostProse = 1 << 20

// passage is running text without white space, with the way back to its blocks.
type passage struct {
	text   string
	blocks []Block
	origin []passageByte
}

// passageByte says where a byte of a passage stood.
type passageByte struct{ block, at int32 }

// claim reads the numbers that the sentences above section five say, compares them with the tables, and warns where
// none of the lawful meanings fits.
func (s *session) claim() {
	p := s.overview()
	if !strings.ContainsAny(p.text, "件条份") {
		return
	}
	for i := range sayings {
		say := &sayings[i]
		if say.meaning == disclosedMeaning && len(s.report.Statistics) == 0 {
			continue // the national forms do not count it
		}
		for _, m := range say.pattern.FindAllStringSubmatchIndex(p.text, mostClaims) {
			s.oneClaim(p, say, m)
		}
	}
}

// overview joins the sentences of the first sections, tables left out; in a report from before the national forms, whose
// sections have other headings, also those above.
func (s *session) overview() *passage {
	p := &passage{blocks: s.doc.blocks}
	var out strings.Builder
	from := s.outline.first
	if !s.report.Forms.Any() {
		from = 0
	}
	for i, end := from, s.outline.end(4, len(s.doc.blocks)); i < end; i++ {
		b := &s.doc.blocks[i]
		if b.Kind != Paragraph || s.outline.heads[i] > 0 && len(b.Text) < 120 || s.outline.skip[i] || b.Linked || isPageNumber(b.Text) || isFooter(b.Text) {
			continue
		}
		if out.Len()+len(b.Text)/2 > mostProse { // half of it may be blanks
			return &passage{}
		}
		for at, r := range b.Text {
			size := utf8.RuneLen(r)
			if size < 1 || r <= ' ' || r == 0xa0 || r == 0x3000 {
				continue
			}
			normal := b.Text[at : at+size]
			if r != '。' { // which is not the point of a number
				normal = printed.Normal(normal)
			}
			out.WriteString(normal)
			for range len(normal) {
				p.origin = append(p.origin, passageByte{int32(i), int32(at)})
			}
		}
		if b.node != nil {
			out.WriteByte(';')
			p.origin = append(p.origin, passageByte{int32(i), int32(len(b.Text))})
		}
	}
	p.text = out.String()
	if len(p.text) > mostProse {
		return &passage{}
	}
	return p
}

// oneClaim takes one number of the prose in, unless it is about another year or a part of the whole.
func (s *session) oneClaim(p *passage, say *saying, m []int) {
	from, to := m[0], m[1]
	value := int64(0)
	if len(m) > 2 && m[2] >= 0 {
		n, err := strconv.ParseInt(p.text[m[2]:m[3]], 10, 64)
		if err != nil {
			return
		}
		value, from, to = n, m[2], m[3]
	}
	start, end := p.sentence(m[0], m[1])
	before := p.text[start:m[0]]
	if strings.ContainsFunc(p.original(start, end), printed.Turns) {
		return
	}
	if s.otherTime(p.text[start:end]) || strings.Contains(before, "其中") && say.meaning == receivedMeaning {
		return
	}
	if say.meaning == receivedMeaning && (oneChannel(before[strings.LastIndexAny(before, ",:")+1:]+p.text[m[0]:from]) || otherMatter.MatchString(p.text[m[0]:to])) {
		return
	}
	whole := s.ofTheWhole(before)
	if say.meaning == disclosedMeaning && !whole {
		return
	}
	claim := report.Claim{
		Meaning: say.meaning.text(), Value: report.Int(value), Sentence: discreet(p.original(start, end), p.original(m[0], m[1])), Place: p.place(from, to),
	}
	if slices.ContainsFunc(s.report.Claims, func(c report.Claim) bool { return c.Place == claim.Place && c.Meaning == claim.Meaning }) {
		return
	}
	s.report.Claims = append(s.report.Claims, claim)
	if len(s.glued) > 0 {
		s.said = append(s.said, counted{claim, say.meaning, unitAt(p.text[to:]), whole})
	}
	s.compareClaim(&claim, say.meaning)
}

// otherMatter matches what is received and is no application: 受理行政复议申请, 受理信访.
var otherMatter = regexp.MustCompile(`复议|诉讼|信访|投诉|举报|来电|来信|热线|咨询|仲裁|许可`)

// channels are the ways on which applications come, and the kinds of applicants.
var channels = regexp.MustCompile(`网上|网络|网站|平台|信函|邮寄|邮件|邮箱|当面|现场|窗口|传真|自然人|企业|律师|科研机构`)

// oneChannel tells whether a clause speaks of one way or one kind of applicant alone.
func oneChannel(clause string) bool {
	found := channels.FindAllString(clause, 2)
	return len(found) == 1 && !strings.ContainsAny(clause, "等各多")
}

// otherTime tells whether a sentence speaks of another year, or of more than one year together.
func (s *session) otherTime(sentence string) bool {
	for _, year := range printed.Years(sentence) {
		if year != s.report.Year {
			return true
		}
	}
	for _, word := range []string{"累计", "以来", "上年同期", "去年", "季度", "上半年", "同比"} {
		if strings.Contains(sentence, word) {
			return true
		}
	}
	return false
}

// sentence finds the ends of the sentence round a part of the text.
func (p *passage) sentence(from, to int) (start, end int) {
	const reach = 600
	start, end = p.character(from-reach), p.character(to+reach)
	if i := strings.LastIndexAny(p.text[start:from], "。;!"); i >= 0 {
		_, size := utf8.DecodeRuneInString(p.text[start+i:])
		start += i + size
	}
	if strings.ContainsAny(p.text[from:to], "。;!") {
		return min(start, from), to
	}
	if i := strings.IndexAny(p.text[to:end], "。;!"); i >= 0 {
		_, size := utf8.DecodeRuneInString(p.text[to+i:])
		end = to + i + size
	}
	return min(start, from), end
}

// character moves a place to the beginning of a character within the text.
func (p *passage) character(at int) int {
	at = min(max(at, 0), len(p.text))
	for at > 0 && at < len(p.text) && !utf8.RuneStart(p.text[at]) {
		at--
	}
	return at
}

// original gives a part as it was printed, white space left out between blocks.
func (p *passage) original(from, to int) string {
	var out strings.Builder
	for from < to {
		at := p.origin[from]
		last := from
		for last+1 < to && p.origin[last+1].block == at.block {
			last++
		}
		text := p.blocks[at.block].Text
		stop := int(p.origin[last].at)
		if stop < len(text) {
			_, size := utf8.DecodeRuneInString(text[stop:])
			stop += size
		}
		out.WriteString(text[at.at:stop])
		from = last + 1
	}
	return strings.TrimSpace(out.String())
}

// place says where a number of the prose stands.
func (p *passage) place(from, to int) report.Place {
	at := p.origin[from]
	b := &p.blocks[at.block]
	place := b.Place
	if b.Place.End-b.Place.Start == len(b.Text) {
		place.Start = b.Place.Start + int(at.at)
		place.End = place.Start + to - from
	}
	place.Column = 1 + len(strings.Fields(b.Text[:at.at]))
	return place
}

// private matches what may name or reach a person.
var private = regexp.MustCompile(`1[3-9]\d{9}|联系人|电话|手机|先生|女士|某|公民[^、,，]|村民|居民|市民`)

// discreet keeps of a sentence only the words that say the number, when it may speak of a person.
func discreet(sentence, words string) string {
	if private.MatchString(sentence) {
		return words
	}
	return sentence
}
