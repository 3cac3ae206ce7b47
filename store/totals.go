package store

import "database/sql"

// kept is what triggers of the migration keep, with the statement that makes it anew from what it is made of.
type kept struct{ table, columns, anew string }

const (
	foundAnew   = `SELECT 0, b.key, r.year, r.scope, x.ordinal, r.id, x.relation, substr(b.division, 1, 6) FROM findings x` + ofCounting
	acrossAnew  = `SELECT 1, b.key, r.year, r.scope, x.ordinal, r.id, x.relation, substr(b.division, 1, 6) FROM across x` + ofCounting
	ofCounting  = ` JOIN readings r ON r.id = x.reading_id JOIN bodies b ON b.id = r.body_id WHERE r.standing = 'current'`
	ledgerPlace = ` FROM ledger l JOIN bodies b ON b.id = l.body_id`
)

var keptTables = []kept{
	{"finding_list", "across, body_key, year, scope, ordinal, reading_id, relation, area", foundAnew + " UNION ALL " + acrossAnew},
	{
		"finding_totals", "area, across, relation, year, findings",
		`SELECT area, across, relation, year, count(*) FROM finding_list GROUP BY area, across, relation, year
			UNION ALL SELECT '*', across, relation, year, count(*) FROM finding_list GROUP BY across, relation, year`,
	},
	{"ledger", "body_id, year, body_key, area", "SELECT b.id, l.year, b.key, substr(b.division, 1, 6)" + ledgerPlace},
	{
		"ledger_totals", "area, year, state, bodies", "SELECT substr(b.division, 1, 6), l.year, l.state, count(*)" + ledgerPlace + " GROUP BY substr(b.division, 1, 6), l.year, l.state" +
			" UNION ALL SELECT '*', year, state, count(*) FROM ledger GROUP BY year, state",
	},
	{"run_visits", "run_id, outcome, visits", "SELECT run_id, outcome, count(*) FROM visits WHERE run_id IS NOT NULL GROUP BY run_id, outcome"},
}

// differing counts the rows that are only in one of the two.
func (k kept) differing() query {
	has := "SELECT " + k.columns + " FROM " + k.table
	return query("SELECT count(*) FROM (SELECT * FROM (SELECT * FROM (" + k.anew + ") EXCEPT " + has + ")" +
		" UNION ALL SELECT * FROM (" + has + " EXCEPT SELECT * FROM (" + k.anew + ")))")
}

func keptQueries() (list []query) {
	for _, k := range keptTables {
		list = append(list, k.differing())
	}
	return list
}

// lists compares the lists and totals that pages are made from with what they are made of.
func (c *checker) lists() error {
	for _, k := range keptTables {
		err := c.t.each(k.differing(), nil, func(rows *sql.Rows) error {
			var n int
			err := rows.Scan(&n)
			if n > 0 {
				c.add(k.table, "%d rows are not what they are made from", n)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
