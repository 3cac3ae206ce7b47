package division

import (
	"errors"
	"fmt"
	"strings"
)

// Code is a division code in its shortest written form: six digits for a province, prefecture or county (GB/T 2260: 330000, 331000,
// 331024), nine for a township (GB/T 10114: 331024106), twelve for a village or neighbourhood (the statistical code).
// A code says where a division stands in the order of divisions, not that it exists; that is the register's to say.
type Code string

// Central is the code that credit codes use for what the central authorities registered. It stands for the whole country here.
const Central Code = "100000"

// Errors of a string that is no division code. ParseCode wraps them with the string.
var (
	ErrCodeDigits = errors.New("a division code has digits only")
	ErrCodeLength = errors.New("a division code has 2, 4, 6, 9 or 12 digits")
	ErrCodeLevel  = errors.New("a division code names every level above its own and does not begin with 0")
)

// Level is the level of a division, from the country downwards.
type Level uint8

// The levels. A city without counties (东莞, 中山, 儋州) is a prefecture, with townships directly below.
const (
	LevelUnknown Level = iota // not a code
	LevelCountry
	LevelProvince   // 省级
	LevelPrefecture // 地级
	LevelCounty     // 县级
	LevelTownship   // 乡级
	LevelVillage    // 村级
)

// String gives the English name of the level.
func (l Level) String() string {
	names := [...]string{"unknown", "country", "province", "prefecture", "county", "township", "village"}
	if int(l) >= len(names) {
		return names[0]
	}
	return names[l]
}

// ParseCode reads a division code of 2, 4, 6, 9 or 12 digits and brings it to its shortest form: 33 becomes 330000, 331024000000
// becomes 331024, 331024106000 becomes 331024106. Full-width digits and surrounding white space are put right.
func ParseCode(s string) (Code, error) {
	digits := strings.TrimSpace(foldWidth(s))
	code, err := shortest(digits)
	if err != nil {
		return "", fmt.Errorf("division code %q: %w", s, err)
	}
	return code, nil
}

func shortest(digits string) (Code, error) {
	if !allDigits(digits) {
		return "", ErrCodeDigits
	}
	switch len(digits) {
	case 2, 4:
		digits = (digits + "0000")[:6]
	case 12:
		digits = strings.TrimSuffix(digits, "000")
	case 6, 9:
	default:
		return "", ErrCodeLength
	}
	if len(digits) == 9 {
		digits = strings.TrimSuffix(digits, "000")
	}
	code := Code(digits)
	if code.Level() == LevelUnknown {
		return "", ErrCodeLevel
	}
	return code, nil
}

// Level tells the level from the digits, LevelUnknown when they are no code in its shortest form.
func (c Code) Level() Level {
	s := string(c)
	if len(s) < 6 || !allDigits(s) || s[0] == '0' || s[2:4] == "00" && s[4:] != "00" {
		return LevelUnknown
	}
	switch {
	case c == Central:
		return LevelCountry
	case len(s) == 12 && s[6:9] != "000" && s[9:] != "000":
		return LevelVillage
	case len(s) == 9 && s[6:] != "000":
		return LevelTownship
	case len(s) != 6:
		return LevelUnknown
	case s[4:] != "00":
		return LevelCounty
	case s[2:4] != "00":
		return LevelPrefecture
	}
	return LevelProvince
}

// Parent gives the code one level up, by digits alone: 331024106 → 331024 → 331000 → 330000 → empty. A township of a city without
// counties goes to the city: 441900101 → 441900. The register's Division.Parent also passes over rows that are no real division.
func (c Code) Parent() Code {
	switch c.Level() {
	case LevelVillage:
		return c[:9]
	case LevelTownship:
		return c[:6]
	case LevelCounty:
		return c[:4] + "00"
	case LevelPrefecture:
		return c[:2] + "0000"
	}
	return ""
}

// Province gives the province that the code lies in or is; empty for the whole country and for no code.
func (c Code) Province() Code { return c.upTo(LevelProvince, 2) }

// Prefecture gives the prefecture that the code lies in or is; empty above.
func (c Code) Prefecture() Code { return c.upTo(LevelPrefecture, 4) }

// County gives the first six digits of a county or anything below; empty above. Of a township in a city without counties it gives
// the city (441900), which stands in the county's place.
func (c Code) County() Code {
	if c.Level() < LevelCounty {
		return ""
	}
	return c[:6]
}

func (c Code) upTo(level Level, digits int) Code {
	if c.Level() < level {
		return ""
	}
	return c[:digits] + Code("000000"[digits:])
}

// Contains tells whether d is c or lies in c, by digits. The country contains every code.
func (c Code) Contains(d Code) bool {
	if d.Level() == LevelUnknown || c.Level() == LevelUnknown {
		return false
	}
	return strings.HasPrefix(string(d), c.Prefix())
}

// Prefix gives the digits that all codes within c begin with.
func (c Code) Prefix() string {
	switch c.Level() {
	case LevelCountry:
		return ""
	case LevelProvince:
		return string(c[:2])
	case LevelPrefecture:
		return string(c[:4])
	}
	return string(c)
}

// Statistical gives the twelve digits that the statistical lists write: 331024106 → 331024106000.
func (c Code) Statistical() string {
	if c.Level() == LevelUnknown {
		return ""
	}
	return (string(c) + "000000")[:12]
}

// TownshipKind tells the kind of a township by digits 7 to 9 (GB/T 10114-2003): 001–099 subdistrict, 100–199 town,
// 200–399 township, 400–599 a unit like a township (zone, farm, forest farm). Empty for other levels and other digits.
func (c Code) TownshipKind() Kind {
	if c.Level() != LevelTownship {
		return ""
	}
	switch c[6] {
	case '0':
		return KindSubdistrict
	case '1':
		return KindTown
	case '2', '3':
		return KindTownship
	case '4', '5':
		return KindSimilar
	}
	return ""
}
