package discover

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/nianbao/nianbao/crawler/portal"
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report/division"
)

// place is what is known of the portal's division.
type place struct {
	division  division.Division
	known     bool
	reason    string
	townships []string // names of its townships that govern themselves
}

var siteCode = regexp.MustCompile(`^\d{10}$`)

// locate finds the division of the portal, its name and its townships by the home page.
func (e *explorer) locate(o *portal.Overview) {
	e.site.Name = siteName(o)
	e.place = e.placeOf(o)
	if !e.place.known {
		return
	}
	d := e.place.division
	e.site.Division = string(d.Code)
	if e.site.Name == "" {
		e.site.Name = d.Name + "人民政府"
	}
	for _, t := range e.config.Register.Children(d.Code) {
		if t.Level != division.LevelTownship {
			continue
		}
		e.site.Bodies = append(e.site.Bodies, source.Body{Name: t.Name, Division: string(t.Code), Aliases: shortNames(t.Name)})
		if t.Kind != division.KindSimilar {
			e.place.townships = append(e.place.townships, t.Name)
		}
	}
}

// shortNames gives the names under which a township that the register lists with its office stands on portals.
func shortNames(name string) []string {
	if short, ok := strings.CutSuffix(name, "街道办事处"); ok && short != "" {
		return []string{short + "街道"}
	}
	return nil
}

// siteName gives the name of the authority: that of the standard tags, else the title without its tail.
func siteName(o *portal.Overview) string {
	for _, text := range []string{o.SiteName, o.Title} {
		name := strings.TrimSpace(portalTail.ReplaceAllString(clean(text, 60), ""))
		if name != "" && name != "null" && !portal.NamesColumn(name) {
			return name
		}
	}
	return ""
}

var portalTail = regexp.MustCompile(`([-_—|\s]+.*|(官方)?(门户网站|门户网|门户|网站|官网|网|首页))$`)

// placeOf takes the division that a person named, or the one on which name and identification code of the page agree,
// or the one that only one of them names. Where they contradict each other the name that people see decides, and the
// reason says so.
func (e *explorer) placeOf(o *portal.Overview) place {
	if e.config.Division != "" {
		code, _ := division.ParseCode(e.config.Division) // Validate has looked
		d, listed := e.config.Register.Lookup(code)
		if !listed {
			d = division.Division{Code: code, Name: string(code)}
		}
		return place{division: d, known: true, reason: "as given"}
	}
	byCode, coded := e.byCode(o.SiteCode)
	named := e.byName(o)
	switch {
	case len(named) == 0 && coded:
		return place{division: byCode, known: true, reason: "by the identification code " + o.SiteCode + " of the home page"}
	case len(named) == 1 && coded && named[0].Code != byCode.Code:
		return place{division: named[0], known: true, reason: fmt.Sprintf(
			"by the name on the home page; its identification code %s would be %s %s, please check", o.SiteCode, byCode.Code, byCode.Name)}
	case len(named) == 1:
		return place{division: named[0], known: true, reason: "by the name on the home page"}
	}
	for _, d := range named {
		if coded && d.Code == byCode.Code {
			return place{division: d, known: true, reason: "by name and identification code of the home page"}
		}
	}
	return place{}
}

// byCode gives the division whose code the identification code of the site begins with.
func (e *explorer) byCode(text string) (division.Division, bool) {
	if !siteCode.MatchString(text) {
		return division.Division{}, false
	}
	code, err := division.ParseCode(text[:6])
	if err != nil {
		return division.Division{}, false
	}
	return e.config.Register.Lookup(code)
}

// byName gives the divisions above the townships that the site's name or title may mean.
func (e *explorer) byName(o *portal.Overview) []division.Division {
	for _, text := range []string{o.SiteName, o.Title} {
		name := division.NameIn(clean(text, 100))
		if name == "" {
			continue
		}
		var found []division.Division
		for _, m := range e.config.Register.Find(name, "") {
			if m.Level < division.LevelTownship && m.By != division.MatchStem {
				found = append(found, m.Division)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}
