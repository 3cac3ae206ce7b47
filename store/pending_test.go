package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
)

// TestPendingGivesHugePagesAFewAtATime: 64 pages of 16 MiB would fill the memory.
func TestPendingGivesHugePagesAFewAtATime(t *testing.T) {
	db, err := store.Open(t.Context(), t.TempDir()+"/a.db", store.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // the test is over
	const pages, size = 5, 12 << 20
	for i := range pages {
		body := append(bytes.Repeat([]byte("x"), size), fmt.Sprint(i)...)
		p := page.Page{Body: body, Facts: page.Facts{URL: fmt.Sprintf("http://a.test/%d.html", i)}}
		if err := db.Deposit(t.Context(), p, store.By{Who: "t", When: time.Unix(1_700_000_000, 0), Why: "test"}); err != nil {
			t.Fatal(err)
		}
	}
	some, err := db.Pending(t.Context(), "1", 64)
	if err != nil || len(some) != 3 {
		t.Errorf("%d pages of 12 MiB at once, %v; want 3", len(some), err)
	}
	one, err := db.Pending(t.Context(), "1", 1)
	if err != nil || len(one) != 1 {
		t.Errorf("%d pages, %v; want 1", len(one), err)
	}
}

// TestALinkIsTheSameDatabase: two names of one file have one writer.
func TestALinkIsTheSameDatabase(t *testing.T) {
	folder := t.TempDir()
	db, err := store.Open(t.Context(), folder+"/a.db", store.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // the test is over
	if err := os.Symlink(folder+"/a.db", folder+"/link.db"); err != nil {
		t.Fatal(err)
	}
	if second, err := store.Open(t.Context(), folder+"/link.db", store.Config{}); !errors.Is(err, store.ErrLocked) {
		t.Errorf("a second writer through a link: %v, %v", second, err)
	}
}
