package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"

	"github.com/nianbao/nianbao/store"
)

type doctorCommand struct {
	Quick  bool   `help:"Leave out what has to read every page and report of the database."`
	Format string `enum:"table,json" default:"table" help:"table or json."`
}

// Help gives an example.
func (doctorCommand) Help() string {
	return `Checks the database: the file itself, the bytes of every page by their digest, the values of every report by their
proof, the ledger. Exit code 1 when something is damaged. It changes nothing.

Tells also whether pdftotext is installed. nianbao starts no other program by itself; extract reads the text that
pdftotext makes of a PDF.

Example: nianbao doctor

Example: nianbao doctor --quick --format json`
}

// helper is a program that a person can use beside this one, which runs none itself.
type helper struct {
	Name string `json:"name"`
	Path string `json:"path"` // empty when it is not installed
	Adds string `json:"adds"`

	zh string
}

func helpers() []helper {
	return []helper{
		{Name: "pdftotext", Adds: "the text of PDF reports, which extract reads", zh: "PDF 报告的文字,可由 extract 读取"},
	}
}

// checkup is what doctor tells.
type checkup struct {
	Program  string    `json:"program"`
	Helpers  []helper  `json:"helpers"`
	Database string    `json:"database"`
	Exists   bool      `json:"exists"`
	Schema   int64     `json:"schema"` // of the database; 0 when there is none
	Known    int64     `json:"known"`  // the newest that this program knows
	Checked  bool      `json:"checked"`
	Problems []problem `json:"problems"`
}

type problem struct {
	Where   string `json:"where"`
	Message string `json:"message"`
}

// Run looks at everything and tells.
func (c doctorCommand) Run(ctx context.Context, a *app) error {
	k := checkup{Program: programVersion(), Helpers: helpers(), Database: a.database(), Problems: []problem{}}
	for i := range k.Helpers {
		k.Helpers[i].Path, _ = exec.LookPath(k.Helpers[i].Name) // not installed is an answer
	}
	if err := c.examine(ctx, &k); err != nil {
		k.Problems = append(k.Problems, problem{k.Database, err.Error()})
	}
	if c.Format == "json" {
		if err := json.NewEncoder(a.stdout).Encode(k); err != nil {
			return err
		}
	} else {
		k.print(a)
	}
	if len(k.Problems) > 0 {
		return errReported
	}
	return nil
}

// examine looks at the database.
func (c doctorCommand) examine(ctx context.Context, k *checkup) (err error) {
	if _, err := os.Stat(k.Database); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	k.Exists = true
	if k.Schema, k.Known, err = store.SchemaOf(ctx, k.Database); err != nil {
		return err
	}
	db, err := store.OpenReadOnly(ctx, k.Database, store.Config{})
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // only read
	problems, err := db.Check(ctx, !c.Quick)
	for _, p := range problems {
		k.Problems = append(k.Problems, problem{p.Where, p.Message})
	}
	k.Checked = err == nil
	return err
}

func (k *checkup) print(a *app) {
	a.printf("nianbao %s\n", k.Program)
	for _, h := range k.Helpers {
		if h.Path != "" {
			a.printf("  %s: %s\n", h.Name, h.Path)
		} else {
			a.printf("  %s: %s %s\n", h.Name, a.say("not installed; it would add", "未安装;安装后可增加"), a.say(h.Adds, h.zh))
		}
	}
	switch {
	case !k.Exists:
		a.printf("%s: %s\n", k.Database, a.say("no such database yet", "尚无此数据库"))
		return
	case k.Known > 0:
		a.printf(a.say("%s: schema %d of %d\n", "%s:结构版本 %d / %d\n"), k.Database, k.Schema, k.Known)
	}
	for _, p := range k.Problems {
		a.printf("  %s: %s\n", p.Where, p.Message)
	}
	if k.Checked && len(k.Problems) == 0 {
		a.printf("  %s\n", a.say("sound", "完好"))
	} else {
		a.printf("  %s\n", fmt.Sprintf(a.say("%d problems", "%d 个问题"), len(k.Problems)))
	}
}
