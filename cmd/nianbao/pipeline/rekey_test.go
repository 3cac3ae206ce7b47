package pipeline_test

import (
	"bytes"
	"compress/gzip"
	"database/sql"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/report/division"
	"github.com/nianbao/nianbao/store"
)

// codesAsKeys makes a database what an earlier program left: bodies under the codes that their reports have, so that
// one that was upgraded is two.
const codesAsKeys = `
CREATE TEMP TABLE codes AS SELECT r.id AS reading, b.id AS body, b.key AS key, (SELECT c.value FROM register_attributes c
		WHERE c.body_id = b.id AND c.kind = 'code' AND substr(c.valid_from, 1, 4) <= r.year ORDER BY c.valid_from DESC LIMIT 1) AS code
	FROM readings r JOIN bodies b ON b.id = r.body_id WHERE b.key NOT LIKE '%/%';
UPDATE codes SET code = (SELECT b.division FROM bodies b WHERE b.id = codes.body) WHERE code IS NULL;
INSERT INTO bodies (key, name, kind, division, credit_code, parent, source)
	SELECT DISTINCT c.code, b.name, b.kind, c.code, b.credit_code, substr(c.code, 1, 6), b.source FROM codes c JOIN bodies b ON b.id = c.body;
UPDATE readings SET body_id = (SELECT n.id FROM codes c JOIN bodies n ON n.key = c.code WHERE c.reading = readings.id), fingerprint = ''
	WHERE id IN (SELECT reading FROM codes);
INSERT INTO source_bodies (source, body_id, named) SELECT DISTINCT s.source, n.id, s.named FROM source_bodies s
	JOIN codes c ON c.body = s.body_id JOIN bodies n ON n.key = c.code WHERE true ON CONFLICT DO NOTHING;
DELETE FROM source_bodies WHERE body_id IN (SELECT body FROM codes);
UPDATE register_attributes SET body_id = (SELECT n.id FROM codes c JOIN bodies n ON n.key = c.code WHERE c.body = register_attributes.body_id)
	WHERE origin = 'source' AND body_id IN (SELECT body FROM codes);
DELETE FROM ledger;
DELETE FROM across;
DELETE FROM bodies WHERE id IN (SELECT body FROM codes);
`

// TestADatabaseWithCodesAsKeysBecomesTheSame holds that the readings of a database whose bodies stand under their codes
// come under the bodies to which they belong, without a page being read again: the dataset is that of a new crawl.
func TestADatabaseWithCodesAsKeysBecomesTheSame(t *testing.T) {
	web, database := serve(t), filepath.Join(t.TempDir(), "a.db")
	if _, err := crawl(t.Context(), web.address, database); err != nil {
		t.Fatal(err)
	}
	wanted := dump(t, database)
	raw, err := sql.Open("sqlite", "file:"+database+"?_pragma=foreign_keys(1)")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := raw.ExecContext(t.Context(), codesAsKeys); err != nil {
		t.Fatal(err)
	}
	var under int
	err = raw.QueryRowContext(t.Context(), `SELECT count(*) FROM bodies WHERE length(key) > 5 AND key NOT LIKE '%/%'`).Scan(&under)
	if err != nil || under < 20 || raw.Close() != nil {
		t.Fatalf("%d bodies under their codes, %v", under, err)
	}
	if dumped(t, open(t, database)) == wanted {
		t.Fatal("nothing was changed")
	}
	reading, err := readingOf(web.Zoo)
	if err != nil {
		t.Fatal(err)
	}
	db := openToWrite(t, database)
	n, err := pipeline.Rekey(t.Context(), db, reading)
	if err != nil || n != under {
		t.Errorf("%d of %d bodies: %v", n, under, err)
	}
	if n, err := pipeline.Rekey(t.Context(), db, reading); err != nil || n != 0 {
		t.Errorf("again %d: %v", n, err)
	}
	if _, err := pipeline.Conclude(t.Context(), db, reading, time.Now()); err != nil {
		t.Fatal(err)
	}
	if problems, err := db.Check(t.Context(), true); err != nil || len(problems) > 0 {
		t.Error(problems, err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if got := dump(t, database); got != wanted {
		was, is := strings.Split(wanted, "\n"), strings.Split(got, "\n")
		for i := range min(len(was), len(is)) {
			if was[i] != is[i] {
				t.Fatalf("line %d of %d and %d:\n%.600s\n%.600s", i, len(was), len(is), was[i], is[i])
			}
		}
	}
}

// TestADatabaseOfAnEarlierSchemaGetsPermanentKeys holds it of a database that an earlier program wrote, whose readings
// have no claims: they go where the code leads.
func TestADatabaseOfAnEarlierSchemaGetsPermanentKeys(t *testing.T) {
	for _, name := range []string{"schema-3.db.gz", "schema-5.db.gz"} {
		packed, err := os.ReadFile(filepath.Join("..", "..", "..", "store", "testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		in, err := gzip.NewReader(bytes.NewReader(packed))
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		database := filepath.Join(t.TempDir(), "a.db")
		if err := os.WriteFile(database, content, 0o600); err != nil {
			t.Fatal(err)
		}
		register, err := division.New(division.Edition{Name: "2023", Date: "2023-06-30", Rows: []division.Row{
			{Code: "990000", Name: "甲省"}, {Code: "990100", Name: "乙市"}, {Code: "990101", Name: "丙县"}, {Code: "990101001", Name: "云溪镇"},
		}})
		if err != nil {
			t.Fatal(err)
		}
		reading, err := pipeline.NewReading(register)
		if err != nil {
			t.Fatal(err)
		}
		db := openToWrite(t, database)
		before, err := db.Reports(t.Context(), store.Filter{Division: "990101001", All: true})
		if err != nil || len(before) == 0 {
			t.Fatal(before, err)
		}
		n, err := pipeline.Rekey(t.Context(), db, reading)
		if err != nil || n == 0 {
			t.Fatal(n, err)
		}
		if _, err := pipeline.Conclude(t.Context(), db, reading, time.Now()); err != nil {
			t.Fatal(err)
		}
		after, err := db.Reports(t.Context(), store.Filter{Body: "4", All: true}) // the fourth row of the register
		if err != nil || len(after) != len(before) {
			t.Errorf("%s: %d readings, %d before: %v", name, len(after), len(before), err)
		}
		if left, err := db.BodyByKey(t.Context(), "990101001"); err == nil {
			t.Errorf("left behind: %+v", left)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
