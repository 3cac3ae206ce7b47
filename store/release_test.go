package store_test

import (
	"bytes"
	"context"
	"database/sql"
	"io"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
)

func TestReleases(t *testing.T) {
	path := filepath.Join(t.TempDir(), "test.db")
	s := open(t, path, store.Config{})
	source := rand.New(rand.NewPCG(1, 2))
	large := make([]byte, 9<<20) // several pieces
	for i := range large {
		large[i] = byte(source.UintN(16))
	}
	files := map[string][]byte{"data/large.csv": large, "empty": nil, "small": []byte("a\n"), "the same": []byte("a\n")}
	content := func(path string) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(files[path])), nil }
	r := store.Release{Name: "1", Made: noon, Program: "test", Manifest: `{"x":1}`}
	for _, name := range []string{"small", "data/large.csv", "empty", "the same"} {
		r.Files = append(r.Files, store.ReleaseFile{Path: name})
	}
	must(t, s.SaveRelease(ctx, r, content))
	want(t, s.SaveRelease(ctx, r, content), store.ErrReleased, "keep release 1")
	r.Name = "2"
	must(t, s.SaveRelease(ctx, r, content))

	kept, err := s.Released(ctx, "1")
	must(t, err)
	if kept.Manifest != r.Manifest || !kept.Made.Equal(noon) || len(kept.Files) != 4 || kept.Files[0].Path != "data/large.csv" {
		t.Fatalf("%+v", kept)
	}
	for _, f := range kept.Files {
		var out bytes.Buffer
		must(t, s.CopyReleased(ctx, f, &out))
		if !bytes.Equal(out.Bytes(), files[f.Path]) || f.Size != int64(len(files[f.Path])) || f.Digest != page.DigestOf(files[f.Path]) {
			t.Errorf("%s: %d bytes, said to be %d", f.Path, out.Len(), f.Size)
		}
	}
	_, err = s.Released(ctx, "3")
	want(t, err, store.ErrNotFound, "release 3")
	if all, err := s.Releases(ctx); err != nil || len(all) != 2 || all[1].Name != "2" {
		t.Errorf("%v, %v", all, err)
	}
	must(t, s.Close())

	db, err := sql.Open("sqlite", path)
	must(t, err)
	var pieces int
	must(t, db.QueryRow(`SELECT count(*) FROM release_pieces`).Scan(&pieces))
	if pieces != 4 { // three of the large file, one of the small ones, for both releases
		t.Errorf("%d pieces are kept", pieces)
	}
	_, err = db.Exec(`UPDATE release_file_pieces SET piece = $1 WHERE file_digest = $2 AND ordinal = 1`,
		string(page.DigestOf(files["small"])), string(page.DigestOf(large)))
	must(t, err)
	must(t, db.Close())
	s = open(t, path, store.Config{})
	want(t, s.CopyReleased(ctx, kept.Files[0], io.Discard), store.ErrCorrupt, "data/large.csv")
}

// TestStill holds that what is read inside Still belongs together while others write.
func TestStill(t *testing.T) {
	s, run := started(t, store.Config{})
	archived(t, s, run, noon, hinted("http://a.test/1"))
	must(t, save(s, readingOf(pending(t, s, "1")[0])))
	must(t, s.Still(ctx, func(still context.Context) error {
		before, err := s.Reports(still, store.Filter{All: true})
		must(t, err)
		archived(t, s, run, at(60), hinted("http://a.test/2"))
		must(t, save(s, readingOf(pending(t, s, "1")[0])))
		after, err := s.Reports(still, store.Filter{All: true})
		must(t, err)
		outside, err := s.Reports(ctx, store.Filter{All: true})
		if err != nil || len(before) != 1 || len(after) != 1 || len(outside) != 2 {
			t.Errorf("%d, then %d inside, %d outside; %v", len(before), len(after), len(outside), err)
		}
		return nil
	}))
}
