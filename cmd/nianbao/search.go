package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

type searchCommand struct {
	Words  []string  `arg:"" help:"Words of two characters or more; every one has to be there."`
	In     area      `placeholder:"DIVISION" help:"Only reports of bodies in this division, and in those within it."`
	Years  yearRange `placeholder:"2019-2025" help:"Only these years reported on."`
	Kind   kindName  `placeholder:"KIND" help:"Only reports of bodies of this kind."`
	Limit  int       `default:"20" help:"How many reports to list, 100 at most."`
	Before int64     `placeholder:"N" help:"The next ones, as the line below the list says."`
	Format string    `env:"NIANBAO_SEARCH_FORMAT" enum:"table,json" default:"table" help:"table or json."`
}

// Help gives an example.
func (searchCommand) Help() string {
	return `Finds bodies by a part of their name, and reports by what their titles and prose say, those that were read last
first. Words mean themselves: width and case make no difference, punctuation parts a text.

Example: nianbao search 依申请公开 行政诉讼

Example: nianbao search 信访 --in 331024 --years 2022-2024 --format json`
}

// searchJSON is what a search finds.
type searchJSON struct {
	Bodies  []foundBody   `json:"bodies"`
	Reports []foundReport `json:"reports"`
	Next    *int64        `json:"next"` // for --before; null at the end
}

type foundBody struct {
	Key      string `json:"key"`
	Name     string `json:"name"`
	Division string `json:"division"`
	Called   string `json:"called"` // the name that has the words
}

type foundReport struct {
	Body     string        `json:"body"`
	Name     string        `json:"name"`
	Year     int           `json:"year"`
	Scope    report.Scope  `json:"scope"`
	Title    string        `json:"title"`
	URL      string        `json:"url"`
	SHA256   string        `json:"sha256"`
	Section  int           `json:"section"`
	Heading  string        `json:"heading"`
	InTitle  bool          `json:"in_title"`
	Excerpt  []store.Piece `json:"excerpt"`
	division string
}

// mostNamed is how many bodies a search names.
const mostNamed = 10

// Run searches.
func (c searchCommand) Run(ctx context.Context, a *app) error {
	if c.Limit < 1 || c.Limit > 100 || c.Before < 0 {
		return usageError{errors.New("--limit is a number from 1 to 100, --before one that a search printed")}
	}
	db, err := a.openReadOnly(ctx)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // only read
	found, err := c.search(ctx, db)
	if errors.Is(err, store.ErrWords) {
		return usageError{err}
	}
	if err != nil {
		return err
	}
	if c.Format == "json" {
		return json.NewEncoder(a.stdout).Encode(found)
	}
	c.print(a, found)
	return nil
}

func (c searchCommand) search(ctx context.Context, db *store.Store) (searchJSON, error) {
	out := searchJSON{Bodies: []foundBody{}, Reports: []foundReport{}}
	text := strings.Join(c.Words, " ")
	found, err := db.Search(ctx, store.SearchQuery{
		Text: text, Division: c.In.prefix, Kind: string(c.Kind), From: c.Years.from, To: c.Years.to, Limit: c.Limit, Before: c.Before,
	})
	if err != nil {
		return out, err
	}
	for _, h := range found.Hits {
		out.Reports = append(out.Reports, foundReport{
			h.Body.Key, cmp.Or(h.Body.Name, h.Agency), h.Year, h.Scope, h.Title, h.URL, string(h.Document.Digest), h.Section, h.Heading,
			h.InTitle, h.Excerpt, h.Body.Division,
		})
	}
	if found.Next != 0 {
		out.Next = &found.Next
	}
	bodies, err := db.MatchBodies(ctx, text, mostNamed)
	for _, b := range bodies {
		if c.Before == 0 && strings.HasPrefix(b.Division, c.In.prefix) && (c.Kind == "" || b.Kind == string(c.Kind)) {
			out.Bodies = append(out.Bodies, foundBody{b.Key, b.Name, b.Division, b.Value})
		}
	}
	return out, err
}

func (c searchCommand) print(a *app, found searchJSON) {
	for _, b := range found.Bodies {
		called := ""
		if b.Called != b.Name {
			called = " (" + b.Called + ")"
		}
		a.printf("%s %s%s\n", b.Division, b.Name, called)
	}
	if len(found.Bodies) > 0 && len(found.Reports) > 0 {
		a.printf("\n")
	}
	for _, r := range found.Reports {
		where := r.Heading
		switch {
		case r.InTitle:
			where = a.say("title", "标题")
		case where == "":
			where = a.say("opening", "开头")
		}
		a.printf("%s %s · %s · %s\n  %s\n", orDash(r.Name), r.division, orDash(yearText(r.Year)), where, marked(r.Excerpt))
	}
	switch {
	case len(found.Bodies)+len(found.Reports) == 0:
		a.printf("%s\n", a.say("nothing was found", "未找到"))
	case found.Next != nil:
		a.printf("%s\n", fmt.Sprintf(a.say("there are more: --before %s", "还有更多:--before %s"), strconv.FormatInt(*found.Next, 10)))
	}
}

// marked writes an excerpt with what was searched in brackets.
func marked(excerpt []store.Piece) string {
	var out strings.Builder
	for _, p := range excerpt {
		if p.Match {
			out.WriteString("【" + p.Text + "】")
		} else {
			out.WriteString(p.Text)
		}
	}
	return out.String()
}
