package main

import (
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
)

type addCommand struct {
	Input       string `arg:"" optional:"" name:"file|dir|list.csv" help:"A file; a folder, whose files are taken; or a list with the columns file, url and, as far as known, agency, year, why."`
	URL         string `name:"url" placeholder:"URL" help:"Where the file was had from; of a folder the address that its files lie under."`
	Agency      string `placeholder:"NAME" help:"Whose report it is, where the page does not say."`
	Year        int    `placeholder:"YEAR" help:"The year reported on, where the page does not say."`
	Corrections string `placeholder:"FILE" help:"A YAML file of values that a person read, of local notices, and of what became of bodies."`
	Who         string `placeholder:"NAME" help:"Who adds it; the name of the account by default."`
	Why         string `placeholder:"TEXT" help:"Why it is added by hand."`
}

// Help gives examples.
func (addCommand) Help() string {
	return `Adds pages that a person fetched where the crawler can't, and values that a person read where the reader can't.
Who, when and why are kept with each; both survive reading again. A corrections file binds each value to the SHA-256 of
the page (nianbao show tells it): when the publisher changes the page, the value no longer counts and a finding asks
to look again. A number that the page prints is never overwritten.

  corrections:
    - page: "3f0c…"                    # SHA-256
      key: applications.granted.total
      value: 12
      who: 王某
      why: 扫描件污损,对照原件读取
    - {page: "3f0c…", key: applications.granted.person, remove: true}
  notices:                             # local deadlines: area is a division code, due the last day
    - {area: "990125", year: 2023, due: 2024-01-25, title: 关于报送年度报告的通知, url: http://…, who: 王某}
  bodies:                              # what the lists of divisions have wrong or do not say; all pages are read again
    - who: 王某
      why: 批复写明日期
      source: 99政函〔2022〕1号
      rows:
        - {edition: "2020", code: "990125108", name: 柘墟镇}
      events:
        - {kind: merged, between: ["2020", "2021"], from: ["990125202"], to: ["990125108"], on: 2021-05-12}

Example: nianbao add report.html --url http://www.example.gov.cn/nb/2023.html --agency 青榆镇 --year 2023 --why 网站拒绝访问

Example: nianbao add list.csv

Example: nianbao add --corrections corrections.yaml`
}

// Run adds what is named.
func (c addCommand) Run(ctx context.Context, a *app) error {
	if (c.Input == "") == (c.Corrections == "") {
		return usageError{errors.New("name a file, a folder or a list, or a file with --corrections")}
	}
	if c.Corrections != "" {
		return c.correct(ctx, a)
	}
	who := cmp.Or(c.Who, a.account())
	if who == "" {
		return usageError{errors.New("name who adds it with --who NAME; this account has no name")}
	}
	additions, err := c.additions(ctx, who)
	if err != nil {
		return err
	}
	db, reading, err := a.openToRead(ctx, a.open)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // every write was a transaction of its own
	done, err := pipeline.Add(ctx, db, reading, additions, time.Now())
	if err == nil {
		a.printf(a.say("%d added; read: %s\n", "已添加 %d 份;读取:%s\n"), len(additions), counts(done.Statuses, a.lang().Status))
	}
	return err
}

// account names the user of the account.
func (s surroundings) account() string {
	for _, name := range []string{"USER", "LOGNAME", "USERNAME"} {
		for _, pair := range s.environ {
			if value, ok := strings.CutPrefix(pair, name+"="); ok && value != "" {
				return value
			}
		}
	}
	return ""
}

// additions reads everything before anything is stored.
func (c addCommand) additions(ctx context.Context, who string) ([]pipeline.Addition, error) {
	info, err := os.Stat(c.Input)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: no such file", c.Input)
	case err != nil:
		return nil, err
	case !info.IsDir() && strings.EqualFold(filepath.Ext(c.Input), ".csv"):
		return c.fromList(ctx, who)
	case c.URL == "":
		return nil, usageError{fmt.Errorf("%s: --url is required: every page keeps where it was had from", c.Input)}
	case info.IsDir():
		return c.fromFolder(ctx, who)
	}
	one, err := c.addition(ctx, c.Input, c.URL, c.Agency, c.Year, c.Why, who)
	return []pipeline.Addition{one}, err
}

func (c addCommand) addition(ctx context.Context, file, url, agency string, year int, why, who string) (pipeline.Addition, error) {
	if _, err := page.Canonical(url); err != nil {
		return pipeline.Addition{}, usageError{fmt.Errorf("%s: %w", file, err)}
	}
	body, err := readFile(ctx, file)
	if err != nil {
		return pipeline.Addition{}, err
	}
	return pipeline.Addition{
		Body: body, URL: url, Agency: agency, Year: year, By: store.By{Who: who, Why: why, File: filepath.Base(file)},
	}, nil
}

// fromFolder takes the files of a folder, in the order of their names; files whose names begin with a dot are left out.
func (c addCommand) fromFolder(ctx context.Context, who string) (all []pipeline.Addition, err error) {
	base := strings.TrimSuffix(c.URL, "/") + "/"
	err = filepath.WalkDir(c.Input, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if hidden := strings.HasPrefix(d.Name(), ".") && path != c.Input; d.IsDir() || hidden {
			if hidden && d.IsDir() {
				return filepath.SkipDir
			}
			return nil
		}
		within, err := filepath.Rel(c.Input, path)
		if err != nil {
			return err
		}
		one, err := c.addition(ctx, path, base+filepath.ToSlash(within), c.Agency, c.Year, c.Why, who)
		all = append(all, one)
		return err
	})
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("%s: no files in it", c.Input)
	}
	return all, err
}

// listColumns are the columns that a list may have.
var listColumns = []string{"file", "url", "agency", "year", "why"}

// fromList takes the files that a list names, relative to the list.
func (c addCommand) fromList(ctx context.Context, who string) (all []pipeline.Addition, err error) {
	file, err := os.Open(c.Input)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // only read
	in := csv.NewReader(file)
	head, err := in.Read()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Input, err)
	}
	head[0] = strings.TrimPrefix(head[0], "\uFEFF")
	for _, name := range head {
		if !slices.Contains(listColumns, name) {
			return nil, fmt.Errorf("%s:1: %q is no column of a list; there are %s", c.Input, name, strings.Join(listColumns, ", "))
		}
	}
	for {
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		line, _ := in.FieldPos(0)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.Input, err)
		}
		one, err := c.fromLine(ctx, head, record, who)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", c.Input, line, err)
		}
		all = append(all, one)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%s: names no files", c.Input)
	}
	return all, nil
}

func (c addCommand) fromLine(ctx context.Context, head, record []string, who string) (pipeline.Addition, error) {
	field := func(name, otherwise string) string {
		if i := slices.Index(head, name); i >= 0 && record[i] != "" {
			return record[i]
		}
		return otherwise
	}
	year, text := c.Year, field("year", "")
	if text != "" {
		var err error
		if year, err = strconv.Atoi(text); err != nil {
			return pipeline.Addition{}, fmt.Errorf("%q is no year", text)
		}
	}
	path := field("file", "")
	if path == "" {
		return pipeline.Addition{}, errors.New("names no file")
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(filepath.Dir(c.Input), path)
	}
	return c.addition(ctx, path, field("url", c.URL), field("agency", c.Agency), year, field("why", c.Why), who)
}
