package division

import (
	"regexp"
	"strings"
)

// role says what a part of a name stands for, the surest first.
type role uint8

const (
	roleNone       role = iota // no body
	roleGovernment             // the administration of the division itself
	roleOffice                 // the office of that administration
	roleDepartment             // a department known by its field of work
	rolePlace                  // an unlisted township or zone within the division
	roleOrgan                  // ends like an organ
)

// committeeEndings are what the administration of a zone adds to its name.
var committeeEndings = []string{"管理委员会", "管委会"}

var (
	officeWords     = regexp.MustCompile(`^(人民政府|政府|府)?(党政)?(综合)?办(公[室厅])?$|^(人民政府|政府)办公[室厅]`)
	governmentWords = regexp.MustCompile(`^(人民政府|政府|街道办事处|地区办事处|办事处|人民政府办事处|管理委员会|管委会)?(\(?本级\)?|机关)?$`)
	placeWords      = regexp.MustCompile(`^[^()]{1,12}(镇|乡|街道|苏木)(人民政府|政府|办事处)?$`)
	zoneWords       = regexp.MustCompile(`(开发区|园区|新区|景区|示范区|试验区|实验区|度假区|保税区|管理区|合作区|集聚区|聚集区|名胜区|保护区|产业园|工业园|科技园|新城|林场|农场|牧场|港区)$`)
	zoneOffice      = regexp.MustCompile(`(管理委员会|管委会)(党政|综合)*办(公室|公厅)?$`)
)

// unitOf tells what follows the name of a division in the name of a body, and writes it in the form that keys have. The unit is empty
// for the administration of the division itself.
func unitOf(rest string) (unit string, what role) {
	switch {
	case governmentWords.MatchString(rest):
		return "", roleGovernment
	case officeWords.MatchString(rest):
		if strings.Contains(rest, "办公厅") {
			return "人民政府办公厅", roleOffice
		}
		return "人民政府办公室", roleOffice
	}
	if name, known := canonicalDepartment(rest); known {
		return name, roleDepartment
	}
	if zone, ok := zoneOf(rest); ok {
		return zone, rolePlace
	}
	if placeWords.MatchString(rest) && !menuWords.MatchString(rest) {
		return canonicalPlace(rest), rolePlace
	}
	if name, _ := canonicalDepartment(rest); len([]rune(rest)) >= 3 && endsLikeOrgan(name) && !menuWords.MatchString(rest) {
		return name, roleOrgan
	}
	return "", roleNone
}

// zoneOf writes the administration of a zone as the zone, its office as the zone's: 综合实验区管委会 → 综合实验区,
// 综合实验区管委会办公室 → 综合实验区办公室.
func zoneOf(name string) (string, bool) {
	if at := zoneOffice.FindStringIndex(name); at != nil && at[0] > 0 {
		return name[:at[0]] + "办公室", true
	}
	if cut, ok := cutEnding(name, committeeEndings); ok {
		return cut, true
	}
	return name, zoneWords.MatchString(name) && !menuWords.MatchString(name)
}

func endsLikeOrgan(name string) bool {
	_, ending := splitOrgan(name)
	return ending != ""
}
