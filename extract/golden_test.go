package extract_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/nianbao/nianbao/report"
)

var update = flag.Bool("update", false, "write the goldens anew; the test fails all the same, so that they are looked at")

// TestComposites reads whole pages that have many quirks at once. Each archive of testdata holds the page and what a
// careful person reads from it.
func TestComposites(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no archives", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := summary(read(string(archive.Files[0].Data)).Report)
			if *update {
				archive.Files = append(archive.Files[:1], txtar.File{Name: "report", Data: []byte(got)})
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				t.Fatal("written anew; look at the difference")
			}
			if len(archive.Files) < 2 {
				t.Fatal("no golden; run with -update")
			}
			if diff := cmp.Diff(string(archive.Files[1].Data), got); diff != "" {
				t.Errorf("read differently (- golden, + now):\n%s", diff)
			}
		})
	}
}

// summary writes a report so that a person can compare it with the page: a line a row of a table.
func summary(r *report.Report) string {
	var out strings.Builder
	fmt.Fprintf(&out, "title: %s\nyear: %d\npublished: %s by %s\nagency: %s, scope %s\nforms: %s %s %s\nstatus: %s\n",
		r.Title, r.Year, r.Published, r.PublishedSource, strings.TrimSpace(r.Agency.Name+" "+r.Agency.CreditCode), r.Agency.Scope,
		r.Forms[0], r.Forms[1], r.Forms[2], r.Status)
	for _, s := range r.Sections {
		fmt.Fprintf(&out, "section %d: %s: %s\n", s.Number, s.Title, strings.ReplaceAll(s.Text, "\n", " / "))
	}
	row := ""
	for _, k := range r.Forms.Keys() {
		if now := k.Table.String() + "." + k.Row.String(); now != row {
			row = now
			fmt.Fprintf(&out, "\n%s:", row)
		}
		out.WriteString(" " + cellText(r.Cells.At(k)))
	}
	out.WriteString("\n")
	for _, u := range r.Unconsumed {
		fmt.Fprintf(&out, "unconsumed: %s %s %q %q\n", u.Table, u.Kind, u.Label, u.Cells)
	}
	for _, f := range r.Findings {
		fmt.Fprintf(&out, "finding: %s, %s, fault %s: %s", f.Relation, f.Severity, f.Fault, f.Message)
		for _, s := range f.Suspects {
			fmt.Fprintf(&out, "; suspect %s, %s would fit", s.Cell, s.Fits)
		}
		if len(f.Candidates) > 0 {
			fmt.Fprintf(&out, "; candidates %s", strings.Join(f.Candidates, ", "))
		}
		out.WriteString("\n")
	}
	return out.String()
}

// cellText writes 12, 251000元, a blank as _, a sign for nothing as na, and what could not be read in braces.
func cellText(c *report.Cell) string {
	switch c.State {
	case report.Printed:
		text := c.Value.String() + c.Unit.Name
		if c.Unit.Source == report.UnitForm {
			text += "(form)"
		}
		if c.Uncertain {
			text += "~"
		}
		return text
	case report.Blank:
		return "_"
	case report.Unreadable:
		return "{" + c.Raw + "}"
	}
	return c.State.String()
}
