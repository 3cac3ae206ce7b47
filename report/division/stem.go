package division

import (
	"strings"
	"unicode/utf8"
)

// divisionEndings are what a stem lacks, the longer ones first.
var divisionEndings = []string{
	"街道办事处", "民族苏木", "民族乡", "自治区", "自治州", "自治县", "自治旗", "办事处", "街道", "地区", "苏木", "林区", "特区",
	"省", "市", "盟", "县", "区", "旗", "镇", "乡",
}

// peoples are the names of the recognised peoples as they stand in names of divisions, without 族 where it may be left out.
var peoples = []string{
	"各族", "蒙古族", "蒙古", "回族", "藏族", "维吾尔族", "维吾尔", "苗族", "彝族", "壮族", "布依族", "朝鲜族", "满族", "侗族", "瑶族",
	"白族", "土家族", "哈尼族", "哈萨克族", "哈萨克", "傣族", "黎族", "傈僳族", "佤族", "畲族", "高山族", "拉祜族", "水族", "东乡族",
	"纳西族", "景颇族", "柯尔克孜族", "柯尔克孜", "土族", "达斡尔族", "达斡尔", "仫佬族", "羌族", "布朗族", "撒拉族", "毛南族",
	"仡佬族", "锡伯族", "锡伯", "阿昌族", "普米族", "塔吉克族", "塔吉克", "怒族", "乌孜别克族", "乌孜别克", "俄罗斯族", "鄂温克族",
	"鄂温克", "德昂族", "保安族", "裕固族", "京族", "塔塔尔族", "塔塔尔", "独龙族", "鄂伦春族", "鄂伦春", "赫哲族", "门巴族",
	"珞巴族", "基诺族",
}

// stemOf gives a division's name without the word for its kind and without the peoples that it is named after: 下各镇 → 下各,
// 景宁畲族自治县 → 景宁, 双江拉祜族佤族布朗族傣族自治县 → 双江. What peoples leave has two characters or more.
func stemOf(name string) string {
	stem, found := cutEnding(name, divisionEndings)
	if !found {
		return name
	}
	ethnic := strings.HasSuffix(stem, "族") || strings.Contains(name, "自治") || strings.Contains(name, "民族")
	for ethnic {
		shorter, cut := cutEnding(stem, peoples)
		if !cut || utf8.RuneCountInString(shorter) < 2 {
			break
		}
		stem = shorter
	}
	return stem
}

// cutEnding takes the first ending that fits off a name, but never the whole name.
func cutEnding(name string, endings []string) (string, bool) {
	for _, e := range endings {
		if len(name) > len(e) && strings.HasSuffix(name, e) {
			return name[:len(name)-len(e)], true
		}
	}
	return name, false
}
