package panel

import (
	"slices"

	"github.com/nianbao/nianbao/report"
)

// mixture gives the scopes of the reports when there is more than one known, and the kinds of the bodies that
// have a report likewise.
func mixture(rows []*Row) (scopes []report.Scope, kinds []string) {
	for _, row := range rows {
		if row.Report == nil {
			continue
		}
		if s := row.Report.Agency.Scope; s != report.ScopeUnknown && !slices.Contains(scopes, s) {
			scopes = append(scopes, s)
		}
		if row.Kind != "" && !slices.Contains(kinds, row.Kind) {
			kinds = append(kinds, row.Kind)
		}
	}
	slices.Sort(scopes)
	slices.Sort(kinds)
	if len(scopes) < 2 {
		scopes = nil
	}
	if len(kinds) < 2 {
		kinds = nil
	}
	return scopes, kinds
}
