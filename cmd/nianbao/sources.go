package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/nianbao/nianbao/crawler/portal"
	"github.com/nianbao/nianbao/crawler/source"
)

type sourcesCommand struct {
	List     sourcesList     `cmd:"" help:"List the portals that are known, with their family and how well they are known to work."`
	Check    sourcesCheck    `cmd:"" help:"Name every mistake of sources files at its place."`
	Discover sourcesDiscover `cmd:"" help:"Find the columns of a portal from its home page and print them as a sources file."`
}

// Help gives examples.
func (sourcesCommand) Help() string {
	return `A source is a YAML file that names a portal, its columns of yearly reports and the bodies in them.

Example: nianbao sources list --in 11

Example: nianbao sources discover http://www.example.gov.cn/ --contact you@example.org --out county.yaml

Example: nianbao sources check county.yaml`
}

// registry gives the sources of files and folders, or the built-in ones when none are named.
func registryOfFiles(paths []string) (*source.Registry, error) {
	if len(paths) == 0 {
		return source.Embedded()
	}
	return source.Load(paths...)
}

type sourcesCheck struct {
	Paths   []string `arg:"" optional:"" name:"file|dir" help:"Sources files, or folders of them; the built-in registry when none are given."`
	Network netFlags `embed:""`
}

// Help gives an example.
func (sourcesCheck) Help() string {
	return `Every mistake is one line, FILE:LINE:COLUMN: MESSAGE: what is no YAML or no known name, ids that are given twice, columns
that overlap, divisions that no edition of the register lists, families that there are not, addresses that are none or private.
Exit code 0 when there are none, 1 otherwise.

Example: nianbao sources check my-counties/`
}

// Run checks.
func (c sourcesCheck) Run(a *app) error {
	files, err := source.EmbeddedFiles()
	if len(c.Paths) > 0 {
		files, err = source.Files(c.Paths...)
	}
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return usageError{fmt.Errorf("no sources file in %s", strings.Join(c.Paths, ", "))}
	}
	register, err := a.register()
	if err != nil {
		return err
	}
	checker := source.Checker{Register: register, Family: func(name string) bool { _, ok := portal.ByName(name); return ok }}
	sites, mistakes := checker.Check(files...)
	for _, m := range mistakes {
		a.printf("%s\n", m)
	}
	if c.Network.Contact == "" {
		a.printf("%s\n", a.say("note: no contact is configured; real portals are not asked without one (--contact, NIANBAO_CONTACT, or contact: in nianbao.yaml)",
			"提示:未配置联系方式;没有联系方式不会访问真实网站(--contact、NIANBAO_CONTACT 或 nianbao.yaml 中的 contact)"))
	}
	a.printf(a.say("%d files, %d sources, %d mistakes\n", "%d 个文件,%d 个来源,%d 处错误\n"), len(files), sites, len(mistakes))
	if len(mistakes) > 0 {
		return errReported
	}
	return nil
}

type sourcesDiscover struct {
	URL      string       `arg:"" name:"url" help:"The home page of a portal."`
	Out      string       `placeholder:"FILE" help:"Write the proposal to a new file instead of standard output."`
	Discover exploreFlags `embed:""`
	Network  netFlags     `embed:""`
}

// Help gives an example.
func (sourcesDiscover) Help() string {
	return `The proposal goes to standard output as a sources file, with the reasons as comments. Look at it before you use it.

Example: nianbao sources discover http://www.example.gov.cn/ --contact you@example.org --out county.yaml`
}

// Run explores the portal and prints the proposal.
func (c sourcesDiscover) Run(ctx context.Context, a *app) error {
	config, err := c.Network.config(ctx, a)
	if err != nil {
		return err
	}
	proposal, err := a.explore(ctx, config, c.Discover, c.URL)
	switch {
	case len(proposal.Site.Columns) == 0:
		return err
	case c.Out != "" && err == nil:
		return writeNew(c.Out, proposal.YAML())
	}
	a.printf("%s", proposal.YAML())
	return err
}

// writeNew writes a file that must not be there yet: a person may have worked on it.
func writeNew(path, text string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return usageError{fmt.Errorf("%s is there already; name another file, or remove it", path)}
	}
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Close())
}
