package division

import (
	"cmp"
	"slices"
)

// ClaimKind says how the value of a claim is to be read.
type ClaimKind string

// The kinds of claims.
const (
	// ClaimName is a name, or a text that a name stands in: a title, a link text, a breadcrumb, the name of a portal.
	ClaimName ClaimKind = "name"
	// ClaimCreditCode is a credit code, or an index number that begins with one.
	ClaimCreditCode ClaimKind = "credit_code"
	// ClaimDivisionCode is a division code. A value that is none is read as a name.
	ClaimDivisionCode ClaimKind = "division_code"
)

// Origin says where a claim stood.
type Origin string

// The origins, in the order of trust. What the page says of itself goes before what led to it.
const (
	OriginIndexNumber   Origin = "index_number"   // 索引号
	OriginHeaderTable   Origin = "header_table"   // 发布机构 and the like in the table above the text
	OriginTitle         Origin = "title"          // the title of the page, or its heading
	OriginBreadcrumb    Origin = "breadcrumb"     // 当前位置
	OriginContentSource Origin = "content_source" // 来源, the ContentSource of the page's head
	OriginListTitle     Origin = "list_title"     // the link text in the list that led to the page
	OriginHintDivision  Origin = "hint_division"  // the division that the list was recorded for
	OriginHintSource    Origin = "hint_source"    // the name of the source that the list belongs to
)

var originOrder = []Origin{
	OriginIndexNumber, OriginHeaderTable, OriginTitle, OriginBreadcrumb, OriginContentSource, OriginListTitle, OriginHintDivision, OriginHintSource,
}

// Trust gives the place of an origin in the order of trust, 1 for the most trusted. Unknown origins come last.
func (o Origin) Trust() int {
	if i := slices.Index(originOrder, o); i >= 0 {
		return i + 1
	}
	return len(originOrder) + 1
}

// Claim is something that a page, or the way to it, says about the body whose report it is.
type Claim struct {
	Kind   ClaimKind `json:"kind"`
	Value  string    `json:"value"` // as it stood there
	Origin Origin    `json:"origin"`
}

// byTrust gives the claims by trust, equal ones once, so that the order in which they were found plays no part.
func byTrust(claims []Claim) []Claim {
	sorted := slices.Clone(claims)
	slices.SortFunc(sorted, func(a, b Claim) int {
		return cmp.Or(cmp.Compare(a.Origin.Trust(), b.Origin.Trust()), cmp.Compare(a.Origin, b.Origin),
			cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Value, b.Value))
	})
	return slices.Compact(sorted)
}
