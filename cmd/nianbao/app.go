package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/alecthomas/kong"
	"golang.org/x/term"

	"github.com/nianbao/nianbao/report"
)

// Exit codes.
const (
	exitDone  = 0
	exitNews  = 1 // something is new or needs a person; an input could not be read
	exitWrong = 2 // wrong use
)

// surroundings is what a process is given; tests give their own.
type surroundings struct {
	program        string // as it was called, for commands to try next
	stdin          io.Reader
	stdout, stderr io.Writer
	environ        []string
	person         bool        // somebody sits at the terminal and can be asked
	simulated      *simulation // nil in the program itself
}

// commands is the command line; kong makes flags, variables NIANBAO_* and help of it.
type commands struct {
	Shared

	Demo     demoCommand     `cmd:"" help:"Go the whole way once on the built-in simulated portals. No request leaves this machine."`
	Crawl    crawlCommand    `cmd:"" help:"Fetch new and changed reports from portals, politely, and read them."`
	Sources  sourcesCommand  `cmd:"" help:"List, check and discover the portals that are crawled."`
	Extract  extractCommand  `cmd:"" help:"Read reports from files, URLs or standard input and print them."`
	Compare  compareCommand  `cmd:"" help:"Lay bodies side by side: totals, rates as n/N, findings."`
	Show     showCommand     `cmd:"" help:"Show one report with its findings and the place of every number."`
	Search   searchCommand   `cmd:"" help:"Find bodies by name, and reports by what their prose says."`
	Export   exportCommand   `cmd:"" help:"Write the dataset as csv, parquet, xlsx, jsonl, SQLite or WARC, or as a package to hand on."`
	Releases releasesCommand `cmd:"" help:"List the releases that were given out, and what changed from each to the next."`
	Status   statusCommand   `cmd:"" help:"Tell what is stored, how the last runs went, and what needs a person."`
	Serve    serveCommand    `cmd:"" help:"Show the dataset as pages for people and JSON for programs, on this machine."`
	Reread   rereadCommand   `cmd:"" help:"Read the archive again; tell which cells changed and why."`
	Add      addCommand      `cmd:"" help:"Add pages that a person fetched, and values that a person read."`
	Backup   backupCommand   `cmd:"" help:"Copy the database, also while it is written to."`
	Doctor   doctorCommand   `cmd:"" help:"Check the database; tell whether pdftotext is installed."`
	Zoo      zooCommand      `cmd:"" help:"Simulate government portals on this machine, with a log of what is asked of them."`
	Codebook codebookCommand `cmd:"" help:"Print every key with its variable, labels, unit and source."`
	Version  versionCommand  `cmd:"" help:"Print the version of the program and of its reader."`
}

// Shared are the flags of every verb.
type Shared struct {
	DB        string          `name:"db" placeholder:"FILE" help:"The database file; nianbao.db in the current folder by default."`
	Config    kong.ConfigFlag `name:"config" placeholder:"FILE" help:"A configuration file instead of ./nianbao.yaml; its names are those of the flags."`
	Lang      string          `name:"lang" enum:"auto,zh,en" default:"auto" help:"Language of what people read: zh or en; auto asks LC_ALL, LC_MESSAGES and LANG. Keys and JSON are always English."`
	LogFormat string          `name:"log-format" enum:"auto,text,json" default:"auto" help:"Log lines for people (text) or machines (json); auto is text on a terminal."`
	Quiet     bool            `name:"quiet" short:"q" help:"No progress and no log lines but warnings and errors."`
}

// app is what a verb works with.
type app struct {
	surroundings
	shared Shared
	log    *slog.Logger
	zh     bool
	lost   error    // what kept printf from writing
	args   []string // the command line
}

// usageError is wrong use that kong cannot see.
type usageError struct{ error }

// errReported says that everything that went wrong has been told already.
var errReported = errors.New("reported")

// run is the program without the process.
func run(ctx context.Context, args []string, s surroundings) (code int) {
	defer func() {
		switch reason := recover().(type) {
		case nil:
		case exit:
			code = int(reason)
		default:
			panic(reason)
		}
	}()
	var c commands
	parser, err := kong.New(&c, options(s)...)
	if err != nil {
		return s.fail(usageError{err})
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		return s.fail(usageError{fmt.Errorf("%w (see nianbao --help)", err)})
	}
	a := newApp(s, c.Shared)
	a.args = args
	parsed.BindTo(ctx, (*context.Context)(nil))
	return s.fail(cmp.Or(parsed.Run(a), a.lost))
}

// exit is how kong's --help leaves.
type exit int

func options(s surroundings) []kong.Option {
	return []kong.Option{
		kong.Name("nianbao"),
		kong.Description(description),
		kong.Writers(s.stdout, s.stderr),
		kong.Exit(func(code int) { panic(exit(code)) }),
		kong.DefaultEnvars("NIANBAO"),
		kong.Configuration(configuration(s.environ), "nianbao.yaml"),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, FlagsLast: true, WrapUpperBound: 100}),
	}
}

const description = `nianbao reads the yearly 政府信息公开工作年度报告 of Chinese government bodies into a dataset in which every number shows where it stood.

Try first: nianbao demo`

// fail tells what went wrong in one line and gives the exit code.
func (s surroundings) fail(err error) int {
	var wrong usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errReported):
		return exitNews
	case errors.As(err, &wrong):
		s.complain(wrong.error)
		return exitWrong
	default:
		s.complain(err)
		return exitNews
	}
}

// complain writes an error as one line.
func (s surroundings) complain(err error) {
	fmt.Fprintf(s.stderr, "nianbao: %s\n", harmless(strings.ReplaceAll(strings.TrimSpace(err.Error()), "\n", " · ")))
}

func newApp(s surroundings, shared Shared) *app {
	a := &app{surroundings: s, shared: shared}
	a.zh = shared.Lang == "zh" || shared.Lang == "auto" && strings.HasPrefix(s.locale(), "zh")
	a.log = newLogger(s.stderr, shared)
	return a
}

// locale gives the first of LC_ALL, LC_MESSAGES and LANG that is set (POSIX, Environment Variables 8.2).
func (s surroundings) locale() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		for _, pair := range s.environ {
			if value, ok := strings.CutPrefix(pair, name+"="); ok && value != "" {
				return value
			}
		}
	}
	return ""
}

// named tells whether a flag stands on the command line itself.
func (a *app) named(flag string) bool {
	return slices.ContainsFunc(a.args, func(arg string) bool { return arg == flag || strings.HasPrefix(arg, flag+"=") })
}

// lang is the language of what people read.
func (a *app) lang() report.Lang {
	if a.zh {
		return report.Chinese
	}
	return report.English
}

// say picks the language of what people read.
func (a *app) say(en, zh string) string { return a.lang().Say(en, zh) }

// to gives the same program writing somewhere else.
func (a *app) to(out io.Writer) *app {
	other := *a
	other.stdout = out
	return &other
}

// width gives the places of a line of the terminal; 0 where nobody watches. COLUMNS says another width (POSIX,
// Environment Variables 8.3).
func (a *app) width() int {
	for _, pair := range a.environ {
		if value, ok := strings.CutPrefix(pair, "COLUMNS="); ok {
			if n, err := strconv.Atoi(value); err == nil && n > 0 {
				return n
			}
		}
	}
	f, ok := a.stdout.(*os.File)
	if !ok || !terminal(f) {
		return 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return width
}

// printf writes to standard output for a person to read. Scraped text can't steer the terminal. The first failure
// to write is kept and ends the verb as a failure.
func (a *app) printf(format string, args ...any) {
	_, err := io.WriteString(a.stdout, harmless(fmt.Sprintf(format, args...)))
	if err != nil && a.lost == nil {
		a.lost = fmt.Errorf("standard output: %w", err)
	}
}

// harmless takes out control characters, escape sequences with them, and marks that change the direction of text
// (Unicode Bidirectional Algorithm, section 2).
func harmless(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, text)
}

// isTerminal tells whether a person watches the stream.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && terminal(f)
}
