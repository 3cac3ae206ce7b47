package portal

import (
	"regexp"
	"strings"

	"github.com/nianbao/nianbao/crawler/source"
)

var (
	// columnName: what columns of reports are called, with whatever body stands before.
	columnName = regexp.MustCompile(`^.{0,24}?(政府|政务|部门|乡镇|街道)*(信息)?公开(工作)?(年报|年度报告|年度工作报告|工作报告)(专栏|栏目|列表|公开)?$`)
	// plainName: shorter names, which mean the same inside a column.
	plainName = regexp.MustCompile(`^(历年|往年|历史|各|本级|县级|区级|市级|部门|单位|乡镇|街道|镇街|乡镇街道|镇|乡)*(年报|年度报告|公开年报)(专栏|栏目|列表|汇总|公开)?$`)
	// branchName: the way to the townships.
	branchName = regexp.MustCompile(`^(各|县辖|区辖|市辖|全县|全区|全市)?(乡镇|镇乡|街道|镇街|街镇|乡镇街道|街道乡镇|镇办|乡镇办|乡镇场|镇村|乡|镇|乡（镇）|乡\(镇\))` +
		`(、|和|及|\(|（)?(街道|办事处|镇|乡|场)?(\)|）)?(办事处|政府|人民政府|单位)?(政府|政务)?(信息公开)?(年报|年度报告|平台|专栏)?$`)
	// yearName: a year's own branch.
	yearName = regexp.MustCompile(`^(20\d\d)(年|年度)?(政府)?(信息公开)?(工作)?(年报|年度报告)?$`)
	suffixes = []string{"人民政府办公室", "街道办事处", "人民政府", "办事处", "政府"}
)

// branch is where a link with such a name leads: into a column, a year's folder, the townships, or one body.
type branch struct {
	year int          // of a year's folder
	body *source.Body // whose column it is; nil when it is nobody's own
}

// bareName is the text of a link without what stands around it for decoration.
func bareName(text string) string {
	return strings.Trim(plain(text), "【】[]()（）<>《》·.•»-—:： ")
}

// branchOf reads the name of a link to a further list page; false when it is none.
func branchOf(name string, site *source.Site) (branch, bool) {
	name = bareName(name)
	if name == "" {
		return branch{}, false
	}
	if m := yearName.FindStringSubmatch(name); m != nil {
		return branch{year: Year(m[1])}, true
	}
	if body, rest := bodyNamed(name, site); body != nil {
		if m := yearName.FindStringSubmatch(rest); m != nil {
			return branch{body: body, year: Year(m[1])}, true
		}
		if rest == "" || columnName.MatchString(rest) || plainName.MatchString(rest) {
			return branch{body: body}, true
		}
	}
	if columnName.MatchString(name) || plainName.MatchString(name) || branchName.MatchString(name) {
		return branch{year: Year(name)}, true
	}
	return branch{}, false
}

// bodyNamed finds the body of the site with whose name the text begins, and what follows the name. The longest
// name wins; the site's own name may stand before it.
func bodyNamed(text string, site *source.Site) (*source.Body, string) {
	var found *source.Body
	rest, longest := "", 0
	for i := range site.Bodies {
		for _, name := range site.Bodies[i].Names() {
			name = plain(name)
			at := strings.Index(text, name)
			if name == "" || at < 0 || len(name) <= longest || !plausiblePrefix(text[:at], site) {
				continue
			}
			found, rest, longest = &site.Bodies[i], text[at+len(name):], len(name)
		}
	}
	for _, s := range suffixes {
		if after, ok := strings.CutPrefix(rest, s); ok {
			return found, after
		}
	}
	return found, rest
}

// plausiblePrefix tells whether the text may stand before a body's name: nothing, or the beginning of the site's.
func plausiblePrefix(text string, site *source.Site) bool {
	return text == "" || strings.HasPrefix(plain(site.Name), text)
}
