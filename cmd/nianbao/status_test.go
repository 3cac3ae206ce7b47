package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/report"
)

// TestManyTroublesAreSummedUp holds that a night in which hundreds of sources refuse is told in some lines, and one with
// few troubles in full.
func TestManyTroublesAreSummedUp(t *testing.T) {
	kinds := []string{"blocked", "timeout", pipeline.TroubleFewerListed}
	for _, c := range []struct{ troubles, lines int }{{0, 0}, {3, 6}, {mostTroubles, 2 * mostTroubles}, {900, 1 + 2*len(kinds)}} {
		var all []pipeline.TroubleEnd
		for n := range c.troubles {
			kind := kinds[n%len(kinds)]
			all = append(all, pipeline.TroubleEnd{Source: fmt.Sprint("s", n), Kind: kind, Actor: report.Operator, Count: 1, URL: "http://a.test/", Meaning: pipeline.MeaningOf(kind)})
		}
		var out strings.Builder
		printTroubles(&app{surroundings: surroundings{stdout: &out}}, "new trouble:", all)
		if lines := strings.Count(out.String(), "\n"); lines != c.lines {
			t.Errorf("%d troubles are told in %d lines, want %d:\n%s", c.troubles, lines, c.lines, out.String())
		}
		if c.troubles == 900 && !strings.Contains(out.String(), "new trouble: 900: blocked 300, fewer_listed 300, timeout 300") {
			t.Errorf("the sum is missing:\n%s", out.String())
		}
	}
}
