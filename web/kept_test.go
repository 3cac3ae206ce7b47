package web_test

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/web"
)

// TestAnswersAreKeptForAShortTime holds what is given again while reports are stored: the overview for as long as it is
// fresh, then once more while the new one is made; a county, and everything that is asked for with other words, at once.
func TestAnswersAreKeptForAShortTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "kept.db")
		db, err := store.Open(t.Context(), path, store.Config{})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close() //nolint:errcheck // a database of the test
		save := func(name string) {
			t.Helper()
			if err := db.SaveSources(t.Context(), []store.Source{{ID: name, Name: name, Family: "static", Home: "http://" + name + ".test/", Status: "live", Division: "99"}}); err != nil {
				t.Fatal(err)
			}
		}
		save("first")
		h, err := web.New(web.Config{Store: db, Fresh: 5 * time.Second})
		if err != nil {
			t.Fatal(err)
		}
		shows := func(address string, want bool) {
			t.Helper()
			answer := get(t, h, address)
			if answer.Code != http.StatusOK || strings.Contains(answer.Body.String(), "second") != want {
				t.Errorf("%s: %d, the second source is to be there: %v", address, answer.Code, want)
			}
		}
		shows("/sources", false)
		save("second")
		shows("/sources", false)
		shows("/sources?from=1", true)  // another page of the list
		shows("/sources?lang=zh", true) // another language
		time.Sleep(6 * time.Second)
		shows("/sources", false) // the old one, and a new one is made
		synctest.Wait()
		shows("/sources", true)
		save("third")
		time.Sleep(2 * time.Minute)
		if answer := get(t, h, "/sources"); !strings.Contains(answer.Body.String(), "third") {
			t.Error("an answer of two minutes ago is given")
		}
	})
}
