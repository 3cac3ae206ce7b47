package crawler

import (
	"bytes"
	"fmt"
	"net/http"
	"regexp"
	"strings"

	"github.com/nianbao/nianbao/crawler/portal"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// wallStatuses are statuses with which walls answer and portals don't: a GET without conditions can't fail them, and
// the others are no statuses of HTTP.
var wallStatuses = map[int]string{
	405: "a wall's refusal of GET", 412: "a wall's challenge", 468: "a wall's refusal", 493: "a wall's refusal",
	512: "a wall's challenge", 521: "a wall's challenge", 550: "a wall's refusal", 567: "a wall's refusal",
}

// wallSigns are what the challenge pages of the usual walls hold. They stand in ordinary pages behind such a wall
// as well, so they count only on pages that show nothing.
var wallSigns = []string{
	"$_ts", "__jsl_clearance", "__jsluid", "wzws_", "reason:GeoBL", "GeoBL", "FSSBBIl1UgzbN7N", "yunsuo_session",
	"acw_sc__v2", "_waf_", "safeline", "/_guard/", "aliyun_waf",
}

var (
	wallTitle   = regexp.MustCompile(`访问异常|访问被?(拒绝|拦截|阻断|禁止)|安全(验证|检查|检测)|访问验证|人机验证|身份验证失败|网站防火墙|拦截提示|WAF|[Cc]hallenge`)
	goneTitle   = regexp.MustCompile(`^(404|.{0,12}(页面|网页|文章|信息|内容|栏目)(不存在|未找到|没有找到|找不到了?|已被?删除|丢失)|.{0,6}(出错了|找不到页面|未找到页面)|.*404.*(错误|页面|[Ee]rror|[Nn]ot [Ff]ound).*|.*([Nn]ot [Ff]ound|错误页面?)$)`)
	goneText    = regexp.MustCompile(`(页面|网页|文章|信息|内容|栏目|文件|地址|链接)(已经?)?(不存在|未找到|找不到|无法找到|已被?删除|被删除|已下线|已失效)|找不到(该|您|此|相关)?.{0,8}(页面|网页|文件)|404 [Nn]ot [Ff]ound`)
	loginTitle  = regexp.MustCompile(`登录|登陆|统一身份认证|[Ll]ogin|[Ss]ign in`)
	needsScript = regexp.MustCompile(`(?i)enable javascript|javascript enabled|requires javascript|启用\s*javascript|开启\s*javascript|^(loading|加载中|正在加载|请稍候|数据加载)[.…。]*$`)
)

const (
	signHead   = 32 << 10 // bytes of a page that are searched for a wall's signs
	glanceSize = 16 << 10 // bytes below which a page is worth a look
	titleHead  = 8 << 10  // bytes within which the title of a larger page stands
	fewWords   = 60       // characters that a page shows when it shows nothing
	shortPage  = 400      // characters of a page that only says that there is none
)

// wallSign tells by which sign an answer is a wall's; empty when it is none.
func wallSign(status int, header http.Header, body []byte, address string) string {
	return wallSignOf(status, header, body, titleOf(header, body), address)
}

// wallSignOf does so for a page whose title is known.
func wallSignOf(status int, header http.Header, body []byte, title, address string) string {
	if sign, ok := wallStatuses[status]; ok {
		return sign
	}
	sign := signIn(header, body)
	if title != "" && wallTitle.MatchString(title) {
		return "a page titled " + title
	}
	if sign == "" {
		return ""
	}
	if status == http.StatusForbidden || status == http.StatusAccepted {
		return "a wall's sign: " + sign
	}
	p := page.Page{Body: body, Facts: page.Facts{URL: address, Header: header}}
	if sight, ok := portal.Look(p); ok && sight.Content <= 1 && len([]rune(sight.Text)) < fewWords {
		return "a page that shows nothing, with a wall's sign: " + sign
	}
	return ""
}

// signIn looks for the signs in the head of the page and in the names of its cookies.
func signIn(header http.Header, body []byte) string {
	head := body[:min(len(body), signHead)]
	cookies := strings.Join(header.Values("Set-Cookie"), "\n")
	for _, sign := range wallSigns {
		if bytes.Contains(head, []byte(sign)) || strings.Contains(cookies, sign) {
			return sign
		}
	}
	return ""
}

var titleShape = regexp.MustCompile(`(?is)<title[^>]*>(.{0,400}?)</title>`)

// titleOf reads the title of a page without parsing it. The head is decoded as a whole, since a few characters
// alone do not show their encoding.
func titleOf(header http.Header, body []byte) string {
	head := body[:min(len(body), titleHead)]
	if cut := bytes.LastIndexByte(head, '<'); cut > 0 && len(head) < len(body) {
		head = head[:cut] // never inside a character: no encoding but UTF-16 has this byte in one
	}
	m := titleShape.FindStringSubmatch(page.Decode(head, header.Get("Content-Type")).Text)
	if m == nil {
		return ""
	}
	return strings.Join(strings.Fields(m[1]), " ")
}

// sight looks at a page that came with success and tells whether it is one. Small pages are looked at closely;
// large ones are believed unless their title says otherwise.
func (a *answer) sight() (report.Outcome, string) {
	if goneTitle.MatchString(a.title) {
		return report.OutcomeSoft404, "a page titled " + a.title
	}
	if len(a.page.Body) > glanceSize || a.script {
		return report.OutcomeFetched, ""
	}
	sight, ok := portal.Look(a.page)
	if !ok {
		return report.OutcomeFetched, ""
	}
	words := len([]rune(sight.Text))
	switch {
	case words < shortPage && goneText.MatchString(sight.Text):
		return report.OutcomeSoft404, "the page says: " + clip(sight.Text)
	case sight.Password && (loginTitle.MatchString(sight.Title) || words < shortPage && loginTitle.MatchString(sight.Text)):
		return report.OutcomeLogin, "a page titled " + sight.Title + " asks for a password"
	case sight.Content == 0 && sight.Scripts > 0 && len(sight.Hops) == 0 && (words < fewWords/3 || needsScript.MatchString(sight.Text)):
		return report.OutcomeScriptOnly, fmt.Sprintf("%d scripts and nothing to see", sight.Scripts)
	}
	return report.OutcomeFetched, ""
}

func clip(text string) string {
	const most = 80
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}
