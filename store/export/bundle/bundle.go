package bundle

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/store/export"
)

// Config says what a package holds and who answers for it.
type Config struct {
	Options export.Options
	// Evidence adds the pages, the prose and a statement of rights. Without it neither is in the package.
	Evidence    bool
	Title       string // a plain one when empty
	Description string
	Authors     []string
	Publisher   string // the first author when empty
	// Licence is an SPDX identifier such as CC-BY-4.0, or a name; a package must have one.
	Licence    string
	LicenceURL string
	Version    string // the name of the release; empty for none
	// Date is the day of the release; zero leaves it out, so that the same dataset gives the same bytes.
	Date    report.Date
	Program string // with its version
}

// Validate tells what is wrong with the configuration.
func (c *Config) Validate() error {
	switch {
	case c.Licence == "":
		return errors.New("a package needs a licence: name one, such as CC-BY-4.0, or say what may be done with it")
	case len(c.Authors) == 0:
		return errors.New("a package needs an author: a person or an institution that answers for it")
	case c.Version != "" && !versionForm.MatchString(c.Version):
		return fmt.Errorf("%q is no name of a release: letters, digits, dots, hyphens and underscores, at most 64", c.Version)
	}
	for _, s := range append([]string{c.Title, c.Description, c.Publisher, c.Licence, c.LicenceURL}, c.Authors...) {
		if strings.ContainsAny(s, "\r\n") {
			return fmt.Errorf("%q has more than one line", s)
		}
	}
	o := c.options()
	return o.Validate()
}

var versionForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)

func (c *Config) title() string {
	if c.Title != "" {
		return c.Title
	}
	return "政府信息公开工作年度报告数据 · Chinese government information disclosure reports, cell by cell"
}

func (c *Config) publisher() string {
	if c.Publisher != "" {
		return c.Publisher
	}
	return c.Authors[0]
}

func (c *Config) options() export.Options {
	o := c.Options
	o.NoProse = !c.Evidence
	if len(o.Tables) == 0 {
		csv, _ := export.FormatByName("csv")
		o.Tables = csv.Tables
		if c.Evidence {
			o.Tables = append(o.Tables, "sections")
		}
	}
	return o
}

// Result tells what a package holds.
type Result struct {
	Counts  []export.Count
	Changed int // texts made harmless for spreadsheets
	Totals  Totals
	Readers map[string]int // reports by version of the reader
	Pages   export.WARCCount
}

// Folders of a package.
const (
	dataFolder    = "data"
	parquetFolder = "parquet"
)

// making is a package that is being written.
type making struct {
	*Config
	stage  *export.Stage
	tables []export.Table // that are in the package
	tally  *tally
	result Result
}

// Write writes a package into the stage, without its list of sums, which Seal writes.
func Write(ctx context.Context, db *store.Store, stage *export.Stage, config Config) (Result, error) {
	if err := config.Validate(); err != nil {
		return Result{}, fmt.Errorf("package: %w", err)
	}
	m := &making{Config: &config, stage: stage}
	o := config.options()
	for _, t := range export.Tables(&o) {
		if slices.Contains(o.Tables, t.Name) {
			m.tables = append(m.tables, t)
		}
	}
	err := db.Still(ctx, func(ctx context.Context) error { return m.data(ctx, db, o) })
	if err == nil {
		err = m.about()
	}
	if err != nil {
		return m.result, fmt.Errorf("package: %w", err)
	}
	return m.result, nil
}

func (m *making) data(ctx context.Context, db *store.Store, o export.Options) error {
	csv, err := export.NewCSV(m.stage.In(dataFolder), false)
	if err != nil {
		return err
	}
	m.tally = &tally{Encoder: export.Tee(csv, export.NewParquet(m.stage.In(parquetFolder))), readers: map[string]int{}}
	m.result.Counts, err = export.Write(ctx, db, o, m.tally)
	if err := errors.Join(err, m.tally.Close()); err != nil {
		return err
	}
	if changing, ok := csv.(interface{ Changed() int }); ok {
		m.result.Changed = changing.Changed()
	}
	m.result.Totals, m.result.Readers = m.tally.totals, m.tally.readers
	if m.Evidence {
		m.result.Pages, err = export.WARC(ctx, db, m.stage.In("pages"), o.Filter, m.Program)
	}
	return err
}

// about writes everything but the data.
func (m *making) about() error {
	made := []struct {
		name  string
		write func(io.Writer) error
	}{
		{"codebook.csv", func(w io.Writer) error { return export.WriteCodebook(w, m.tables) }},
		{"words.csv", func(w io.Writer) error { return export.WriteLists(w, m.tables) }},
		{"fill.csv", m.tally.writeFill},
		{"README.md", m.readme},
		{"CITATION.cff", m.citation},
		{"datacite.json", m.datacite},
		{"load.R", loader("load.R")},
		{"load.py", loader("load.py")},
		{"load.do", m.stata},
	}
	if m.Evidence {
		made = append(made, struct {
			name  string
			write func(io.Writer) error
		}{"RIGHTS.md", m.rights})
	}
	for _, f := range made {
		if err := create(m.stage, f.name, f.write); err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
	}
	return create(m.stage, "datapackage.json", m.datapackage) // the last: it has the sizes of the others
}

func create(stage *export.Stage, name string, write func(io.Writer) error) error {
	out, err := stage.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(write(out), out.Close())
}

// Seal writes the list of SHA-256 sums of every file of the stage.
func Seal(stage *export.Stage) error {
	names, err := stage.Files()
	if err != nil {
		return fmt.Errorf("package: %w", err)
	}
	return create(stage, export.SumsName, func(w io.Writer) error {
		for _, name := range names {
			sum, _, err := digest(stage.Path(name))
			if err != nil {
				return err
			}
			if _, err := fmt.Fprintf(w, "%s  %s\n", sum, name); err != nil {
				return err
			}
		}
		return nil
	})
}

// digest gives the SHA-256 and the size of a file.
func digest(path string) (sum string, size int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer f.Close() //nolint:errcheck // only read
	hash := sha256.New()
	size, err = io.Copy(hash, bufio.NewReader(f))
	return hex.EncodeToString(hash.Sum(nil)), size, err
}
