package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"strings"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/crawler"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

type extractCommand struct {
	Format  string   `env:"NIANBAO_EXTRACT_FORMAT" enum:"json,table" default:"json" help:"json: one object a line; table: the statutory tables."`
	URL     string   `name:"url" placeholder:"URL" help:"The address that a file came from, for its record."`
	Explain string   `placeholder:"KEY" help:"Show the path from the page to this cell instead of the report."`
	Network netFlags `embed:""`
	Inputs  []string `arg:"" name:"input" help:"Files, http(s) URLs, or - for standard input."`
}

// Help gives an example.
func (extractCommand) Help() string {
	return `Every input is read; those that cannot be are named on standard error, one line each.
Exit code 0 when every input was read as a report, 1 when some were not.

Example: nianbao extract --format table report.html

Example: nianbao extract --explain applications.granted.total report.html`
}

// maxInput is the largest file that is read, in bytes.
const maxInput = 64 << 20

// Run reads the inputs one after the other.
func (c extractCommand) Run(ctx context.Context, a *app) error {
	if c.Explain != "" {
		if _, err := report.ParseKey(c.Explain); err != nil {
			return usageError{err}
		}
	}
	if c.URL != "" && len(c.Inputs) > 1 {
		return usageError{errors.New("--url names the address of one file; give one input")}
	}
	network, err := c.Network.config(ctx, a)
	if err != nil {
		return err
	}
	for _, input := range c.Inputs {
		if err := a.mayAsk(network, input); isURL(input) && err != nil {
			return err
		}
	}
	read, err := pipeline.NewReading(a.simulatedRegister())
	if err != nil {
		return err
	}
	failed := false
	for _, input := range c.Inputs {
		if ctx.Err() != nil {
			return fmt.Errorf("stopped before %s: %w", input, ctx.Err())
		}
		if err := c.one(ctx, a, read, network, input); err != nil {
			a.complain(err)
			failed = true
		}
	}
	if failed {
		return errReported
	}
	return nil
}

func (c extractCommand) one(ctx context.Context, a *app, read *pipeline.Reading, network crawler.Config, input string) error {
	p, err := c.fetch(ctx, a, network, input)
	if err != nil {
		return err
	}
	result := read.Read(p)
	if err := c.print(a, result); err != nil {
		return err
	}
	if s := result.Report.Status; !s.IsReport() {
		return fmt.Errorf("%s: %s", input, statusText(a, s))
	}
	return nil
}

// fetch brings the bytes of an input.
func (c extractCommand) fetch(ctx context.Context, a *app, network crawler.Config, input string) (page.Page, error) {
	switch {
	case input == "-":
		body, err := readLimited(ctx, a.stdin, "standard input")
		return page.Page{Body: body, Facts: page.Facts{URL: c.URL, ByHand: true}}, err
	case isURL(input):
		return pipeline.FetchOne(ctx, network, input)
	default:
		body, err := readFile(ctx, input)
		return page.Page{Body: body, Facts: page.Facts{URL: c.URL, ByHand: true}}, err
	}
}

func isURL(input string) bool {
	u, err := url.Parse(input)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

func readFile(ctx context.Context, path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: no such file", path)
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, fmt.Errorf("%s: is a folder; name the files in it", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // only read
	return readLimited(ctx, f, path)
}

// readLimited reads all of a stream that may never end, until the context does.
func readLimited(ctx context.Context, r io.Reader, name string) ([]byte, error) {
	var body []byte
	var err error
	whole := make(chan struct{})
	go func() {
		body, err = io.ReadAll(io.LimitReader(r, maxInput+1))
		close(whole)
	}()
	select {
	case <-whole:
	case <-ctx.Done():
		return nil, fmt.Errorf("%s: %w", name, context.Cause(ctx))
	}
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %w", name, err)
	case len(body) > maxInput:
		return nil, fmt.Errorf("%s: larger than %d MiB", name, maxInput>>20)
	case len(body) == 0:
		return nil, fmt.Errorf("%s: is empty", name)
	}
	return body, nil
}

func (c extractCommand) print(a *app, result pipeline.Document) error {
	if c.Explain != "" {
		key, err := report.ParseKey(c.Explain)
		if err != nil {
			return err
		}
		a.printf("%s\n", strings.Join(result.Explain(key), "\n"))
		return nil
	}
	if c.Format == "table" {
		printReport(a, result.Report)
		return nil
	}
	return printJSON(a, result.Report)
}

// printJSON writes a report as one line.
func printJSON(a *app, r *report.Report) error {
	out := json.NewEncoder(a.stdout)
	out.SetEscapeHTML(false)
	return out.Encode(r)
}

// statusText says in words why a page was not read as a report.
func statusText(a *app, s report.Status) string {
	texts := map[report.Status][2]string{
		report.NotAReport:     {"is not a report (an explanation, a notice or another paper)", "不是年度报告"},
		report.UnreadablePage: {"nothing could be read from it", "无法读取"},
		report.Unsupported:    {"is a document of a kind that is not read yet", "暂不支持的文件格式"},
		report.ImageOnly:      {"holds the report as a picture only", "报告仅有图片"},
	}
	if t, ok := texts[s]; ok {
		return a.say(t[0], t[1]) + " (" + s.String() + ")"
	}
	return s.String()
}
