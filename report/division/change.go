package division

import (
	"slices"

	"github.com/nianbao/nianbao/report"
)

// ChangeKind says what happened to a division, or to the body that administers it, between two editions.
type ChangeKind string

// The kinds of changes. The first five keep the body: it goes on under what the later edition says.
const (
	ChangeRenamed   ChangeKind = "renamed"   // another name
	ChangeUpgraded  ChangeKind = "upgraded"  // 乡 → 镇 → 街道, 县 → 县级市 → 市辖区, 地区 or 盟 → 地级市
	ChangeConverted ChangeKind = "converted" // another kind, but no upgrade: 街道 → 镇, 镇 → 民族乡, 管理区 → 镇
	ChangeMoved     ChangeKind = "moved"     // in another county, or a county in another prefecture
	ChangeRecoded   ChangeKind = "recoded"   // only another code, mostly because the county above has a new one
	ChangeMerged    ChangeKind = "merged"    // no longer listed; most of it is in the division in To
	ChangeSplit     ChangeKind = "split"     // a new division out of parts of those in From, or a gone one whose parts are in those in To
	ChangeGone      ChangeKind = "gone"      // no longer listed, and nothing says where it is
	ChangeNew       ChangeKind = "new"       // not listed before, and nothing says out of what it is
)

// ChangeKinds lists the kinds in the order above.
func ChangeKinds() []ChangeKind {
	return []ChangeKind{
		ChangeRenamed, ChangeUpgraded, ChangeConverted, ChangeMoved, ChangeRecoded, ChangeMerged, ChangeSplit, ChangeGone, ChangeNew,
	}
}

// KeepsBody tells whether the body goes on in a change of this kind.
func (k ChangeKind) KeepsBody() bool {
	return slices.Contains(ChangeKinds()[:5], k)
}

// Rule is the reason for which a row of one edition is taken for a row of another, or for its successor. compare.go and match.go have
// them in the order in which they are tried.
type Rule string

// The rules.
const (
	RuleKept       Rule = "code_and_name"  // same code, same name: the same body
	RuleArea       Rule = "same_area"      // the same villages (of a county: the same townships), and the same code, name or stem
	RuleName       Rule = "name_in_place"  // the only one of this name within the same division, before and after
	RuleStem       Rule = "stem_in_place"  // the only one of this stem within the same division, before and after
	RuleAreaAlone  Rule = "area_alone"     // nearly the same villages, though code, name and stem are others
	RuleBlock      Rule = "moved_in_block" // the only one of this name in the prefecture, moved together with others
	RuleMovedName  Rule = "name_elsewhere" // the only one of this name in the prefecture; a guess
	RuleCode       Rule = "code"           // the same code with another name, and nothing against it
	RulePartOfArea Rule = "part_of_area"   // where its villages (townships) are, or come from
	RuleSameStem   Rule = "stem_beside"    // a division of the same stem stands in the same place; a guess
	RuleNone       Rule = "nothing"        // no other row has anything to do with it
	RuleCorrected  Rule = "corrected"      // a person said so
	RuleListAgain  Rule = "listed_again"   // an edition in between lacked it
)

// Listed is a row of an edition.
type Listed struct {
	Edition string `json:"edition"`
	Code    Code   `json:"code"`
}

// Change is what two editions say of one division, or of several that were merged or split.
type Change struct {
	Kind ChangeKind `json:"kind"`
	// Also are the other kinds that describe it: a county that became a district has another code too.
	Also []ChangeKind `json:"also,omitempty"`
	// From are rows of the earlier edition, To of the later one.
	From []Division `json:"from,omitempty"`
	To   []Division `json:"to,omitempty"`
	// Certain is false where the lists only suggest it. A merger or split is never certain from lists.
	Certain bool `json:"certain"`
	Rule    Rule `json:"rule"`
	// Evidence is what speaks for it, in words.
	Evidence []string `json:"evidence,omitempty"`
	// On is the day on which it happened, where a person named it; lists do not.
	On report.Date `json:"on,omitzero"`
}

// Comparison is the difference of two editions.
type Comparison struct {
	From string `json:"from"` // names of the editions
	To   string `json:"to"`
	// Kept counts the divisions with the same code and name; Respelled is the part of them that one list writes otherwise than the
	// other, as in 东城街道 for 东城街道办事处. Rows that only fill a level count nowhere.
	Kept      int `json:"kept"`
	Respelled int `json:"respelled"`
	// Changes has every other division of both editions: of the earlier one in the From of exactly one change that keeps the body, or
	// is a merger, a split of a gone division, or gone; of the later one in the To of exactly one, or in those of mergers.
	Changes []Change `json:"changes"`

	a, b *edition
	on   []int32 // by row of the earlier edition: the row of the later one that is certainly the same body, or less than 0
	back []int32 // by row of the later edition
}

// SameBody gives the code that a division of the earlier edition has in the later one, where that is certain.
func (c Comparison) SameBody(code Code) (Code, bool) {
	if c.a == nil {
		return "", false
	}
	i, ok := c.a.find(code)
	if !ok || c.on[i] < 0 {
		return "", false
	}
	return c.b.codes[c.on[i]], true
}
