package crawler

import (
	"testing"
	"testing/synctest"
)

// Large pages take turns at being read; small ones don't wait.
func TestLargePagesTakeTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &Crawler{large: make(chan struct{}, 2)}
		first, second := c.takeTurn(make([]byte, largePage)), c.takeTurn(make([]byte, largePage))
		third := make(chan struct{})
		go func() {
			defer close(third)
			c.takeTurn(make([]byte, largePage))()
		}()
		synctest.Wait()
		select {
		case <-third:
			t.Error("a third large page was read beside two")
		default:
		}
		c.takeTurn(make([]byte, largePage-1))()
		first()
		<-third
		second()
	})
}
