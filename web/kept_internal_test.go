package web

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/sync/semaphore"

	"github.com/nianbao/nianbao/store"
)

// TestOneMakesWhatManyAskFor holds that of many who ask at once one makes the answer for all, also when the one that
// began has gone away; that what was kept is given while it is made anew; and that a fault is nobody's answer for long.
func TestOneMakesWhatManyAskFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "kept.db"), store.Config{})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close() //nolint:errcheck // a database of the test
		config := Config{Store: db, Fresh: 5 * time.Second}
		s := &server{Config: config.withDefaults(), turns: make(chan struct{}, 4)}
		made, wrongs := 0, false
		slow := func(*request) (*answer, error) {
			made++
			time.Sleep(time.Second)
			if wrongs {
				panic("a fault")
			}
			return &answer{status: made}, nil
		}
		ask := func(ctx context.Context) (*answer, error) {
			r := httptest.NewRequestWithContext(ctx, http.MethodGet, "/ledger", nil)
			return s.answered(&request{Request: r, server: s, db: db}, slow)
		}
		impatient, leave := context.WithTimeout(t.Context(), time.Millisecond)
		defer leave()
		var group sync.WaitGroup
		group.Go(func() {
			if _, err := ask(impatient); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("the first, who went away, got %v", err)
			}
		})
		synctest.Wait()
		for range 20 {
			group.Go(func() {
				if a, err := ask(t.Context()); err != nil || a.status != 1 {
					t.Errorf("%v, %v", a, err)
				}
			})
		}
		group.Wait()
		time.Sleep(6 * time.Second)
		for range 3 { // not fresh: given at once, and made anew by one
			if a, err := ask(t.Context()); err != nil || a.status != 1 {
				t.Errorf("%v, %v", a, err)
			}
		}
		time.Sleep(2 * time.Second)
		if a, err := ask(t.Context()); err != nil || a.status != 2 || made != 2 {
			t.Errorf("%v, %v, made %d times", a, err, made)
		}
		wrongs = true
		time.Sleep(2 * time.Minute)
		if _, err := ask(t.Context()); err == nil {
			t.Error("a fault was given as an answer")
		}
		wrongs = false
		if a, err := ask(t.Context()); err != nil || a.status != 4 {
			t.Errorf("after a fault: %v, %v", a, err)
		}
	})
}

// TestSlowReadersOfLargeAnswers holds that answers which slow readers take don't pile up: from a bound on, others are told
// to come back, small answers still go out, and room is given back.
func TestSlowReadersOfLargeAnswers(t *testing.T) {
	s := &server{sending: semaphore.NewWeighted(mostSending)}
	const size = mostSending / 8
	large := &answer{body: make([]byte, size)}
	var taken []func()
	for n := range 9 {
		done, ok := s.room(large)
		if ok != (n < 8) {
			t.Fatalf("reader %d: %t", n, ok)
		}
		taken = append(taken, done)
	}
	if done, ok := s.room(&answer{body: make([]byte, largeAnswer-1)}); !ok {
		t.Error("no room for a small answer")
	} else {
		done()
	}
	for _, done := range taken {
		done()
	}
	if done, ok := s.room(&answer{body: make([]byte, mostSending+1)}); !ok {
		t.Error("no room when all is sent")
	} else {
		done()
	}
}
