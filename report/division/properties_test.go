package division_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/nianbao/nianbao/report/division"
	"pgregory.net/rapid"
)

// Fragments that names are put together from: real and invented places, units, and what stands around them.
var (
	fragments = []string{
		"浙江省", "台州市", "仙居县", "仙居", "下各镇", "下各乡", "田市镇", "南峰街道", "城关镇", "太平", "朝阳区", "东莞市", "石碣镇", "嘉峪关市",
		"旧岭乡", "经济开发区", "平潭", "综合实验区", "县", "市", "镇", "街道",
		"人民政府", "政府", "办公室", "办事处", "管委会", "党政办", "财政局", "发改局", "市场监管局", "科委", "税务局", "新闻中心", "（本级）", "国家税务总局",
		"2023年", "二〇二三年", "政府信息公开工作年度报告", "年报", "关于", "首页", ">", "/", "-", " ", "（", "）", "门户网站",
	}
	codes   = []string{"331024", "331024106", "331000", "330000", "330383", "441900", "150123", "110101", "990121", "620201", "332500", "100000", "x"}
	credits = []string{xiage, xiage + "/2024-1", obsoletePlace, nextCounty, otherProvince, otherOfXianju, qingheTown, "1"}
)

func drawClaim(t *rapid.T) division.Claim {
	origin := rapid.SampledFrom([]division.Origin{
		division.OriginIndexNumber, division.OriginHeaderTable, division.OriginTitle, division.OriginBreadcrumb, division.OriginContentSource,
		division.OriginListTitle, division.OriginHintDivision, division.OriginHintSource, "unheard of",
	}).Draw(t, "origin")
	kind := rapid.SampledFrom([]division.ClaimKind{
		division.ClaimName, division.ClaimName, division.ClaimName, division.ClaimDivisionCode, division.ClaimCreditCode,
	}).Draw(t, "kind")
	claim := division.Claim{Kind: kind, Origin: origin}
	switch kind {
	case division.ClaimDivisionCode:
		claim.Value = rapid.SampledFrom(codes).Draw(t, "code")
	case division.ClaimCreditCode:
		claim.Value = rapid.SampledFrom(credits).Draw(t, "credit code")
	default:
		claim.Value = strings.Join(rapid.SliceOfN(rapid.SampledFrom(fragments), 0, 6).Draw(t, "name"), "")
	}
	return claim
}

func TestResolveProperties(t *testing.T) {
	registers := []*division.Register{embedded(t), qinghe(t), nil}
	rapid.Check(t, func(t *rapid.T) {
		register := rapid.SampledFrom(registers).Draw(t, "register")
		claims := rapid.SliceOfN(rapid.Custom(drawClaim), 0, 7).Draw(t, "claims")
		shuffled := rapid.Permutation(claims).Draw(t, "order")
		got := division.Resolve(register, claims)
		if diff := cmp.Diff(got, division.Resolve(register, shuffled)); diff != "" {
			t.Fatalf("the order of the claims matters: %s", diff)
		}
		if register == nil {
			register = &division.Register{}
		}
		checkResolution(t, register, claims, got)
	})
}
