package migration_test

import (
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nianbao/nianbao/store/migration"
)

var update = flag.Bool("update", false, "write 00003_tables.sql, then fail")

func TestTheWideTablesAreThoseOfTheForms(t *testing.T) {
	const file = "00003_tables.sql"
	if *update {
		if err := os.WriteFile(file, []byte(migration.Tables()), 0o644); err != nil {
			t.Fatal(err)
		}
		t.Fatal(file, "written; look at it and run again without -update")
	}
	sql, err := migration.Files.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(migration.Tables(), string(sql)); diff != "" {
		t.Errorf("%s is not what package report says (-report +file):\n%s", file, diff)
	}
}
