package division

import "strings"

// Kind is what sort of division one is.
type Kind string

// The kinds, level by level. KindZone and KindSimilar are no divisions of the constitution: the statistics bureau gives codes to
// development zones, farms and the like, and many of them have an administration that publishes reports.
const (
	KindProvince     Kind = "province"            // 省
	KindRegion       Kind = "autonomous_region"   // 自治区
	KindMunicipality Kind = "municipality"        // 直辖市
	KindCity         Kind = "prefecture_city"     // 地级市
	KindPrefecture   Kind = "prefecture"          // 地区
	KindAutonomous   Kind = "auto_prefecture"     // 自治州
	KindLeague       Kind = "league"              // 盟
	KindDistrict     Kind = "district"            // 市辖区, also 林区 and 特区
	KindCounty       Kind = "county"              // 县
	KindAutoCounty   Kind = "autonomous_county"   // 自治县
	KindCountyCity   Kind = "county_city"         // 县级市
	KindBanner       Kind = "banner"              // 旗, 自治旗
	KindZone         Kind = "zone"                // development zones with a county's place in the list, codes xx71–xx80
	KindSubdistrict  Kind = "subdistrict"         // 街道, 地区: an agency of the government above
	KindTown         Kind = "town"                // 镇
	KindTownship     Kind = "township"            // 乡, 苏木
	KindEthnic       Kind = "ethnic_township"     // 民族乡, 民族苏木
	KindSimilar      Kind = "similar_to_township" // zones, farms, prisons and the like with a township's place, codes 400–599
	KindVillage      Kind = "village"             // 村, 社区
	KindPlaceholder  Kind = "placeholder"         // a row that only fills a level: 市辖区, 县, 省直辖县级行政区划, 县直辖村级区划
	KindOther        Kind = "other"               // none of these by its name
)

// placeholders are the names of rows that stand for no division.
var placeholders = map[string]bool{"市辖区": true, "县": true, "省直辖县级行政区划": true, "自治区直辖县级行政区划": true}

func isPlaceholder(name string) bool {
	return placeholders[name] || strings.HasSuffix(name, "直辖村级区划")
}

// kindOf tells the kind of a division from its code and name.
func kindOf(code Code, name string) Kind {
	if isPlaceholder(name) {
		return KindPlaceholder
	}
	switch code.Level() {
	case LevelProvince:
		return byEnding(name, ending{"自治区", KindRegion}, ending{"市", KindMunicipality}, ending{"省", KindProvince})
	case LevelPrefecture:
		return byEnding(name, ending{"市", KindCity}, ending{"自治州", KindAutonomous}, ending{"地区", KindPrefecture}, ending{"盟", KindLeague})
	case LevelCounty:
		return countyKind(code, name)
	case LevelTownship:
		kind := code.TownshipKind()
		if kind == KindTownship && (strings.HasSuffix(name, "族乡") || strings.HasSuffix(name, "民族苏木")) {
			return KindEthnic
		}
		if kind != "" {
			return kind
		}
	case LevelVillage:
		return KindVillage
	}
	return KindOther
}

// countyKind knows the codes xx71 to xx80, which GB/T 2260 leaves free and the statistics bureau uses for zones.
func countyKind(code Code, name string) Kind {
	if last := code[4:]; last >= "71" && last <= "80" {
		return KindZone
	}
	return byEnding(name, ending{"自治县", KindAutoCounty}, ending{"县", KindCounty}, ending{"旗", KindBanner},
		ending{"市", KindCountyCity}, ending{"区", KindDistrict})
}

// ending pairs the last characters of a name with the kind that they show.
type ending struct {
	suffix string
	kind   Kind
}

func byEnding(name string, endings ...ending) Kind {
	for _, e := range endings {
		if strings.HasSuffix(name, e.suffix) {
			return e.kind
		}
	}
	return KindOther
}
