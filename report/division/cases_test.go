package division_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report/division"
)

// eyed is a change that a person looked at.
type eyed struct {
	edition  string // the later one
	from, to division.Code
	kind     division.ChangeKind
	certain  bool
	reading  string
}

var cases = []eyed{
	{"2017", "130823", "130881", division.ChangeUpgraded, true, "Right. 平泉 became a city in 2017 without a change of area."},
	{"2017", "330185", "330112", division.ChangeUpgraded, true, "Right. 临安 became a district of 杭州 in 2017."},
	{"2017", "360421", "360404", division.ChangeUpgraded, true, "Right. 九江县 became 柴桑区; only the townships tell, since code and name are new."},
	{"2017", "411023", "411003", division.ChangeUpgraded, true, "Right. 许昌县 became 建安区."},
	{"2017", "139002", "130181", division.ChangeMoved, true, "Right as to the body. 辛集 is administered by the province as before; the list only files it under 石家庄 again, so read \"moved\" as \"filed elsewhere\"."},
	{"2017", "330204", "330212", division.ChangeMerged, false, "Right. 江东区 was abolished in 2016 and its area given to 鄞州区."},
	{"2017", "130421", "130402", division.ChangeSplit, false, "Right. 邯郸县 was abolished in 2016 and parted among 邯山区 and 丛台区. The zone among the heirs shows what the lists cannot: it was there before, but the list of 2016 leaves zones out."},
	{"2018", "542400", "540600", division.ChangeUpgraded, true, "Right. 那曲地区 became the city 那曲; its counties have new codes and are the same bodies."},
	{"2018", "540529201", "540529200", division.ChangeRecoded, true, "Right. In 隆子县 the codes of several townships were exchanged: 列麦乡 has the code that was 加玉乡's. A comparison by codes alone would call it a new name."},
	{"2018", "140402", "140403", division.ChangeRenamed, false, "Rightly uncertain. 长治's 城区 and 郊区 were both abolished for a new 潞州区, half of which each is."},
	{"2018", "440306", "440311", division.ChangeSplit, false, "Right. 光明区 was made of six subdistricts of 宝安区; 宝安区 goes on."},
	{"2019", "371200", "370100", division.ChangeMerged, false, "Right. 莱芜 ceased to be a prefecture at the turn of 2018 to 2019, and 济南 took its area over."},
	{"2019", "371202", "370116", division.ChangeRenamed, true, "Right. 莱城区 became 莱芜区 of 济南, under another code, name and prefecture, with the same fifteen townships."},
	{"2019", "371203", "370117", division.ChangeMoved, true, "Right. 钢城区 went from 莱芜 to 济南; two more townships came to it."},
	{"2019", "230707", "230724", division.ChangeMerged, false, "Right. 新青, 五营 and 红星 are 丰林县 since 伊春 was reorganised in 2019."},
	{"2019", "230705", "", division.ChangeGone, true, "The list is right and says too little: 西林区 became part of 金林区. Its forest farms and neighbourhoods have other names now, so that nothing links them."},
	{"2019", "511502113", "511502121", division.ChangeMerged, false, "Right. Three towns of 宜宾 became 金秋湖镇; all villages that could be recognised are there."},
	{"2019", "411322108", "411322116", division.ChangeRecoded, true, "Right as to the body. The list of 2020 goes back to the old code: a slip of one list, without harm."},
	{"2020", "220381", "220184", division.ChangeMoved, true, "Right. 公主岭 went from 四平 to 长春 in 2020."},
	{"2020", "360105", "360112", division.ChangeMerged, false, "Right. 湾里区 was abolished and its area given to 新建区."},
	{"2020", "130503", "130503", division.ChangeRenamed, false, "Rightly uncertain. 桥西区 of 邢台 was renamed 信都区 in the same act in which it took 邢台县 over, which is the larger part."},
	{"2020", "510115104", "510115006", division.ChangeUpgraded, true, "Right. 永宁镇 of 温江 became a subdistrict in the reorganisation of 成都's townships."},
	{"2021", "330103", "330105", division.ChangeMerged, false, "Right as to the area: 下城区 and 拱墅区 are one since 2021. By law both were abolished and a new 拱墅区 founded; the list keeps the code, and so 拱墅区 keeps its id."},
	{"2021", "320602", "320613", division.ChangeRecoded, true, "Open to argument. 崇川区 and 港闸区 of 南通 were abolished for a new 崇川区 with a new code. Most of the new district is the old one of that name, so it keeps the id; an overlay can part them."},
	{"2021", "442000102", "442000007", division.ChangeUpgraded, true, "Right. 民众镇 of 中山 became a subdistrict."},
	{"2021", "450127", "450181", division.ChangeUpgraded, true, "Right. 横县 became 横州市."},
	{"2022", "511771", "511703", division.ChangeMerged, false, "Only the list changed: it no longer has the zone as a county and files its townships under 达川区. Whether the zone's administration goes on is not in the lists."},
	{"2023", "320571", "320576", division.ChangeRecoded, true, "Right. 苏州工业园区 has another code in the list and is the same zone."},
	{"2023", "411203201", "411203001", division.ChangeUpgraded, true, "Nothing speaks against it: all nineteen villages are there, and the code is that of a subdistrict. Without the villages it would be a township gone and a subdistrict new."},
	{"2023", "540530", "540581", division.ChangeUpgraded, true, "Right. 错那 became a city in 2023."},
}

// find gives the change of a case.
func (e eyed) find(t *testing.T) division.Change {
	for _, c := range embeddedHistory(t).Comparisons() {
		for _, change := range c.Changes {
			has := func(list []division.Division, code division.Code) bool {
				return code == "" && len(list) == 0 || slices.ContainsFunc(list, func(d division.Division) bool { return d.Code == code })
			}
			if c.To == e.edition && change.Kind == e.kind && has(change.From, e.from) && has(change.To, e.to) {
				return change
			}
		}
	}
	t.Errorf("%s: %s %s > %s is not there", e.edition, e.kind, e.from, e.to)
	return division.Change{}
}

// TestCases holds the cases that were looked at.
func TestCases(t *testing.T) {
	for _, e := range cases {
		if c := e.find(t); c.Certain != e.certain {
			t.Errorf("%s: %s: certain is %t", e.edition, written(c), c.Certain)
		}
	}
}

func madeCases(t *testing.T) string {
	var out strings.Builder
	for i, e := range cases {
		c := e.find(t)
		how := "certain"
		if !c.Certain {
			how = "uncertain"
		}
		fmt.Fprintf(&out, "%d. **%s → %s** (list of %s). The lists: %s", i+1, listNames(c.From), listNames(c.To), e.edition, c.Kind)
		for _, also := range c.Also {
			fmt.Fprintf(&out, ", %s", also)
		}
		fmt.Fprintf(&out, "; %s, by `%s`.", how, c.Rule)
		if len(c.Evidence) > 0 {
			fmt.Fprintf(&out, " Evidence: %s.", strings.Join(c.Evidence, "; "))
		}
		fmt.Fprintf(&out, " *Reading: %s*\n", e.reading)
	}
	return out.String()
}

func listNames(list []division.Division) string {
	if len(list) == 0 {
		return "nothing"
	}
	var names []string
	for _, d := range list {
		names = append(names, string(d.Code)+" "+d.Name)
	}
	return strings.Join(names, ", ")
}
