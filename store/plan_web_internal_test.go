package store

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report"
)

// whole lists the prepared statements that go over all of a table that grows with the reports. None of them is behind a
// page: they check, dump and make the ledger, or are for a person who waits at a terminal.
func whole() []query {
	return slices.Concat(checkQueries, keptQueries(), dumpQueries, ledgerReadQueries, valueQueries(), []query{
		sqlDumpAcross, sqlAcrossWhere, sqlComparedIn, sqlUnexplained, sqlNotIndexed, sqlOnlyIndex, sqlIndexSizes, // across and search
		sqlPending, sqlContents, sqlCorrected, // what is read again
		sqlStatuses, sqlSourceTotals, sqlAilingSources, // nianbao status; an index in the order of its groups
		sqlMatchSaidAny,                                                                          // a single character that no present name has
		sqlNewest,                                                                                // from the last reading until there are enough that count
		sqlDumpAttributes, sqlAllEvents, sqlNewPages, sqlChangedPages, sqlGonePages, sqlLedPages, // nianbao status and bodies
	})
}

// passable are the indexes of nothing but the keys or names of bodies, which a page may pass over.
var passable = regexp.MustCompile(`USING COVERING INDEX (bodies_name|bodies_order|sqlite_autoindex_bodies_1|register_attributes_name)$`)

// scans gives the lines of a plan that go over all of a table that grows.
func scans(plan string, aliases map[string]string) (found []string) {
	for line := range strings.Lines(plan) {
		line = strings.TrimSpace(line)
		words := strings.Fields(line)
		if words[0] == "SCAN" && (growing[aliases[words[1]]] || growing[words[1]]) && !passable.MatchString(line) {
			found = append(found, line)
		}
	}
	return found
}

// growing are the tables that have a row, or several, for each report or body.
var growing = map[string]bool{
	"readings": true, "findings": true, "across": true, "proofs": true, "ledger": true, "frontier": true, "visits": true, "documents": true,
	"sightings": true, "manners": true, "archive": true, "bodies": true, "register_attributes": true, "finding_list": true, "finding_totals": true,
	"ledger_totals": true, "source_bodies": true, "body_events": true, "body_event_sides": true,
}

var named = regexp.MustCompile(`(?:FROM|JOIN|,) ([a-z_]+)(?: AS)? ([a-z])\b`)

// aliasesOf tells which table a name of one letter stands for; one that stands for several is taken for one that grows.
func aliasesOf(statement string) map[string]string {
	aliases := map[string]string{}
	for _, m := range named.FindAllStringSubmatch(statement, -1) {
		if !growing[aliases[m[2]]] {
			aliases[m[2]] = m[1]
		}
	}
	return aliases
}

// TestNoPageGoesOverEverything holds that no prepared statement of the readers goes over all of a table that grows with
// the reports but those that whole lists.
func TestNoPageGoesOverEverything(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "plan.db"), Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close() //nolint:errcheck // a database of the test
	marks := regexp.MustCompile(`\$(\d+)`)
	exempt := whole()
	for _, q := range reading() {
		if slices.Contains(exempt, q) {
			continue
		}
		most := 0
		for _, m := range marks.FindAllStringSubmatch(string(q), -1) {
			n, _ := strconv.Atoi(m[1])
			most = max(most, n)
		}
		values := make([]any, most)
		for i := range values {
			values[i] = "1"
		}
		if found := scans(planOf(t, s, string(q), values), aliasesOf(string(q))); len(found) > 0 {
			t.Errorf("%s\n  %s", q, strings.Join(found, "\n  "))
		}
	}
}

// TestPagesOfListsAreFoundWhereTheyBegin holds that no page of a list goes over all of it or puts more in order than
// what a prefecture has, whatever narrows it down and wherever it begins.
func TestPagesOfListsAreFoundWhereTheyBegin(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "plan.db"), Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close() //nolint:errcheck // a database of the test
	check := func(name, statement string, values []any, few bool) {
		t.Helper()
		plan := planOf(t, s, statement, values)
		chosen, rest, cut := strings.Cut(plan, "SCAN chosen")
		switch found := scans(plan, aliasesOf(statement)); {
		case !cut || len(found) > 0:
			t.Errorf("%s goes over %v:\n%s", name, found, plan)
		case strings.Contains(chosen, "TEMP B-TREE") && !few:
			t.Errorf("%s is put in order:\n%s", name, plan)
		case few && !strings.Contains(chosen, "bodies_division (division>? AND division<?)"):
			t.Errorf("%s does not begin at its bodies:\n%s", name, plan)
		case strings.Contains(rest, "SCAN"):
			t.Errorf("%s:\n%s", name, plan)
		}
	}
	at := &Place{"k", 2020, report.ScopeOrgan, 0}
	for _, place := range [][2]*Place{{}, {at, nil}, {nil, at}} {
		for _, division := range []string{"", "99", "9901", "990101"} {
			for _, year := range []int{0, 2020} {
				few := len(division) >= 4
				for _, relation := range []string{"", "applications.balance.total"} {
					f := Filter{Division: division, Relation: relation, From: year, To: year, Limit: 100, After: place[0], Before: place[1]}
					for _, kind := range []kindOfRows{rowsOfReadings, rowsOfFindings, rowsOfAcross} {
						text, values := f.rows(kind)
						check(fmt.Sprintf("%s of %+v", kind.table, f), "SELECT r.id"+text, values, few)
					}
				}
				for _, states := range [][]report.State{nil, {report.StateBlocked}} {
					f := LedgerFilter{Division: division, States: states, From: year, To: year, Limit: 100, After: place[0], Before: place[1]}
					text, values := f.rows()
					check(fmt.Sprintf("ledger of %+v", f), ledgerColumns+text, values, few)
				}
			}
		}
	}
}
