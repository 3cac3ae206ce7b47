package division

import (
	"regexp"
	"strings"
)

// What stands around the body's name in titles, link texts and names of portals. Applied to normalised text.
var (
	yearBook    = regexp.MustCompile(`((19|20)\d\d|二[〇○零0][〇○零一二三四五六七八九0]{2})年报(告|\P{Han}|$)`)
	yearWords   = regexp.MustCompile(`(公元)?((19|20)\d\d|二[〇○零0][〇○零一二三四五六七八九0]{2})年?度?`)
	reportStart = regexp.MustCompile(`(政府信息与政务公开|政府信息与?公开|政务信息公开|政府信息|政务公开|信息公开|年度报告|年度工作报告|工作报告|年报)`)
	reportTail  = regexp.MustCompile(`^.*(报告|年报|报告书|总结|情况表|统计表|图解|解读)`)
	portalWords = regexp.MustCompile(`(官方)?(门户网站|门户|网站|政府网|信息网|信息公开平台|公开平台|信息公开网|政务网|站群)$`)
	aboutWords  = regexp.MustCompile(`^(中国·|\((图解|图文|图片版|文字版|超链版|解读|附件\d*)\)|关于|对于|的|印发|发布|公布)+|(关于|对于|印发|发布|公布|的)+$`)
)

// Longer titles and breadcrumbs are cut before they are looked at.
const (
	longestTitle = 300  // characters
	longestTrail = 2000 // characters
	mostSteps    = 20   // of a breadcrumb, the last ones
)

// NameIn takes the name of a body out of a title, a link text or the name of a portal: 2023年下各镇政府信息公开工作年度报告 gives
// 下各镇, 仙居县财政局关于2022年度政府信息公开情况的报告 gives 仙居县财政局, 2023年政府信息公开年报—下各镇 gives 下各镇. It gives an empty
// string for a title without one. Only the first 300 characters are looked at. A plain name comes back normalised. Whether the name means a body, only [Resolve] can say.
func NameIn(title string) string {
	s := Normalise(firstRunes(title, longestTitle))
	if strings.ContainsAny(s, yearSigns) {
		s = yearBook.ReplaceAllString(s, "年报$3")
		s = yearWords.ReplaceAllString(s, "")
	}
	s = withoutAbout(s)
	at := reportStart.FindStringIndex(s)
	if at == nil {
		if strings.ContainsAny(s, portalSigns) {
			s = portalWords.ReplaceAllString(s, "")
		}
		return trimName(s)
	}
	before, after := s[:at[0]], s[at[0]:]
	if name := trimName(before); name != "" {
		if strings.HasSuffix(name, "人民") && strings.HasPrefix(after, "政府") {
			name += "政府"
		}
		return name
	}
	if tail := reportTail.FindString(after); tail != "" {
		return trimName(after[len(tail):])
	}
	return ""
}

// Characters without which a pattern above matches nothing: most names have none of them.
const (
	yearSigns   = "12二"
	portalSigns = "户站网台群"
	aboutSigns  = "中(关对的印发公"
)

func withoutAbout(s string) string {
	if !strings.ContainsAny(s, aboutSigns) {
		return s
	}
	return aboutWords.ReplaceAllString(s, "")
}

// trimName takes remains of the sentence off both ends of a name.
func trimName(s string) string {
	for {
		t := unwrap(withoutAbout(unwrap(s)))
		t = strings.Trim(t, "—–-·:")
		if strings.Count(t, "(") != strings.Count(t, ")") {
			t = strings.Trim(t, "()")
		}
		if t == s || t == "" {
			return t
		}
		s = t
	}
}

// crumbSeparators stand between the steps of a breadcrumb.
const crumbSeparators = ">＞»›→/|\\》"

// crumbs gives the steps of a breadcrumb that may name a body, from the first to the last.
func crumbs(trail string) []string {
	var steps []string
	for _, step := range strings.FieldsFunc(firstRunes(trail, longestTrail), func(r rune) bool { return strings.ContainsRune(crumbSeparators, r) || r == '\n' }) {
		step = NameIn(strings.TrimPrefix(Normalise(step), "当前位置:"))
		if step != "" && !menuWords.MatchString(step) {
			steps = append(steps, step)
		}
	}
	return steps[max(0, len(steps)-mostSteps):]
}

// menuWords are steps that name a column and no body.
var menuWords = regexp.MustCompile(`^((各|全|本)?[省市县区旗]?(级|直|属)?(乡镇|镇乡|镇街|街镇|镇街道|乡镇街道|乡镇\(街道\)|镇\(街道\)|镇|乡|街道|部门|单位|机关|政府部门|政府工作部门|直属单位|直属机构|派出机构|垂管单位|企事业单位)+` +
	`|园区|开发区|首页|主页|网站首页|政务|政府|法定主动公开内容|法定主动公开|主动公开.*|重点领域.*|.*(专栏|目录|指南|制度|栏目|年度))$`)
