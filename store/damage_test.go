package store_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
)

func TestASoundDatabaseHasNoProblems(t *testing.T) {
	s := panel(t)
	problems, err := s.Check(ctx, true)
	must(t, err)
	for _, p := range problems {
		t.Error(p)
	}
}

func TestDamageIsFound(t *testing.T) {
	cases := []struct {
		name, damage, where, message string
		deep                         bool
	}{
		{"a page with other bytes", "UPDATE archive SET content = (SELECT content FROM archive ORDER BY digest DESC LIMIT 1)", "archive ", "other bytes", true},
		{"a page that is no frame", "UPDATE archive SET content = x'00'", "archive ", "damaged", true},
		{"a page of another size", "UPDATE archive SET size = size + 1", "archive ", "bytes", true},
		{"a value changed", "UPDATE table_applications SET app_total_total = app_total_total + 1 WHERE reading_id = 1", "readings 1", "applications.total.total", true},
		{"a row of values lost", "DELETE FROM table_disputes WHERE reading_id = 2", "readings 2", "disputes", true},
		{"a proof damaged", "UPDATE proofs SET cells = x'0102' WHERE reading_id = 3", "readings 3", "damaged", true},
		{"a proof of an unknown version", "UPDATE proofs SET cells = x'7f' WHERE reading_id = 3", "readings 3", "version", true},
		{"a proof lost", "DELETE FROM proofs WHERE reading_id = 4", "readings 4", "no proof", false},
		{"nothing counts", "UPDATE readings SET standing = 'rival' WHERE id = 5", "bodies ", "count instead of one", false},
		{"a reading of no document", "PRAGMA foreign_keys = 0; UPDATE readings SET document_id = 999 WHERE id = 6", "readings 6", "documents", false},
		{"a document of another visit", "UPDATE documents SET visit_id = (SELECT max(id) FROM visits)", "documents ", "brought something else", false},
		{"a count that drifted", "UPDATE hosts SET waiting = 7", "hosts a.test", "7", false},
		{"a total of findings that drifted", "UPDATE finding_totals SET findings = findings + 1 WHERE area = '*'", "finding_totals", "are not what they are made from", false},
		{"a finding that no list has", "DROP TRIGGER finding_list_dropped; DELETE FROM finding_list WHERE reading_id = 1", "finding_list", "are not what they are made from", false},
		{"a released file with other bytes", `INSERT INTO releases (name, made, program, manifest) VALUES ('1', '2026-01-01T00:00:00Z', '', '{}');
			INSERT INTO release_files (release_id, path, size, digest) VALUES (1, 'wide.csv', 3, '00')`, "release_files 00", "wide.csv has other bytes", true},
		{"a total of visits that drifted", "UPDATE run_visits SET visits = 0", "run_visits", "are not what they are made from", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := panel(t)
			alter(t, s.Path(), c.damage)
			problems, err := s.Check(ctx, c.deep)
			must(t, err)
			for _, p := range problems {
				if strings.HasPrefix(p.Where, c.where) && strings.Contains(p.Message, c.message) {
					return
				}
			}
			t.Errorf("not found among %v", problems)
		})
	}
}

func TestAPageWithOtherBytesIsNotGiven(t *testing.T) {
	s, run := started(t, store.Config{Gap: -1})
	archived(t, s, run, noon, document("http://a.test/1"), document("http://a.test/2"))
	digest := page.DigestOf([]byte("page of http://a.test/1"))
	alter(t, s.Path(), "UPDATE archive SET content = (SELECT content FROM archive WHERE digest <> '"+string(digest)+"')")
	_, err := s.Archived(ctx, digest)
	want(t, err, store.ErrCorrupt, string(digest))
}

func TestAReportWithADamagedProofIsNotGiven(t *testing.T) {
	s := panel(t)
	alter(t, s.Path(), "UPDATE proofs SET cells = x'0128b52ffd' WHERE reading_id = 3")
	_, err := s.Report(ctx, 3)
	want(t, err, store.ErrCorrupt)
}

// A proof that a program with fewer keys packed is read by its own list of keys.
func TestAProofOfAnotherListOfKeysIsRead(t *testing.T) {
	s := panel(t)
	wanted, err := s.Report(ctx, 1)
	must(t, err)
	must(t, s.Close())
	alter(t, s.Path(), "UPDATE key_lists SET keys = replace(keys, 'disclosure.rules.issued', 'no.such.key')")
	s = open(t, s.Path(), store.Config{}) // has its own list beside that one
	_, err = s.Report(ctx, 1)
	want(t, err, store.ErrCorrupt, "no.such.key")

	first, second := report.Keys()[0].String(), report.Keys()[1].String()
	alter(t, s.Path(), "UPDATE key_lists SET keys = replace(replace(keys, '"+second+"', 'x'), 'no.such.key', '"+second+"')",
		"UPDATE key_lists SET keys = replace(keys, 'x\n', '"+first+"\n') WHERE id = 1")
	s2 := open(t, copied(t, s), store.Config{})
	got, err := s2.Report(ctx, 1)
	must(t, err)
	if got.Cells[0] != wanted.Cells[1] || got.Cells[1] != wanted.Cells[0] || got.Cells[2] != wanted.Cells[2] {
		t.Error("the cells were not read by their list")
	}
}

// copied closes the store and copies its file.
func copied(t *testing.T, s *store.Store) string {
	t.Helper()
	must(t, s.Close())
	content, err := os.ReadFile(s.Path())
	must(t, err)
	path := filepath.Join(t.TempDir(), "copy.db")
	must(t, os.WriteFile(path, content, 0o644))
	return path
}

func TestAFullDiskLeavesNothingHalfDone(t *testing.T) {
	s, run := started(t, store.Config{Gap: -1, MaxBytes: 600 << 10})
	enqueue(t, s, run, noon, list("http://a.test/0"))
	noise := rand.NewChaCha8([32]byte{1})
	recorded := 0
	for n := 0; ; n++ {
		l := lease(t, s, noon)
		body := make([]byte, 20<<10) // that can't be compressed
		_, _ = noise.Read(body)
		v := fetched(l.Requests[0], string(body), list(fmt.Sprintf("http://a.test/%d", n+1)))
		err := s.Record(ctx, l, v, noon)
		release(t, s, l)
		if err != nil {
			want(t, err, store.ErrFull, l.Requests[0].URL)
			break
		}
		if recorded++; recorded > 100 {
			t.Fatal("the limit was not kept")
		}
	}
	l := lease(t, s, noon)
	if len(l.Requests) != 1 || l.Requests[0].URL != fmt.Sprintf("http://a.test/%d", recorded) {
		t.Errorf("after %d visits due: %s", recorded, urls(l))
	}
	outcomes, err := s.Outcomes(ctx, run)
	must(t, err)
	if len(outcomes) != 1 || outcomes[0].Visits != int64(recorded) {
		t.Errorf("visits: %+v, want %d", outcomes, recorded)
	}
	must(t, s.Close())

	s = open(t, s.Path(), store.Config{Gap: -1}) // with room again
	problems, err := s.Check(ctx, true)
	if err != nil || len(problems) > 0 {
		t.Errorf("%v, %v", problems, err)
	}
	if got, err := s.ResumeRun(ctx, store.RunInfo{Kind: "crawl"}, noon, noon); err != nil || got != run {
		t.Fatalf("resumed %d, %v", got, err)
	}
	l = lease(t, s, noon)
	record(t, s, l, fetched(l.Requests[0], string(bytes.Repeat([]byte("x"), 20<<10))), noon)
}
