package main

import (
	"cmp"
	"context"
	"fmt"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/crawler"
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/fixtures/zoo"
	"github.com/nianbao/nianbao/store"
)

type demoCommand struct {
	Seed uint64 `default:"0" help:"Another seed simulates other numbers."`
}

// Help gives an example.
func (demoCommand) Help() string {
	return `A county with 16 townships is simulated on the loopback interface of this machine; its places are invented.
The dataset goes to nianbao-demo.db unless --db names another file.

Example: nianbao demo`
}

// demoDB is the database of the demo, so that it never mixes with real data.
const demoDB = "nianbao-demo.db"

// Run goes the whole way and shows the result.
func (c demoCommand) Run(ctx context.Context, a *app) error {
	if !a.named("--db") { // a name from the environment or the configuration is that of the real dataset
		a.shared.DB = demoDB
	}
	web := zoo.New(zoo.Config{Seed: c.Seed})
	_, stop, err := web.Start(ctx)
	if err != nil {
		return fmt.Errorf("the simulated portals: %w", err)
	}
	defer stop()
	sites, err := source.Parse("simulated", []byte(web.SourcesYAML()))
	if err != nil {
		return err
	}
	register, err := web.Register()
	if err != nil {
		return err
	}
	reading, err := pipeline.NewReading(register)
	if err != nil {
		return err
	}
	from, to := yearsOf(web)
	crawl := pipeline.Crawl{
		Reading: reading, Sites: sites, Resume: resumable,
		Config: crawler.Config{UserAgent: "nianbao/" + productVersion(), Contact: "https://demo.invalid/", Map: web.Map, Environ: a.environ, From: from, To: to},
		Info:   store.RunInfo{Kind: demoKind, Program: programVersion(), Arguments: c.arguments()},
	}
	if err := a.crawl(ctx, crawl, "table"); err != nil {
		return err
	}
	a.printf("\n")
	if err := (compareCommand{Years: yearRange{2023, 2023}, Minimum: 10}).Run(ctx, a); err != nil {
		return err
	}
	return printNextSteps(a)
}

const demoKind = "demo"

func (c demoCommand) arguments() []string { return []string{fmt.Sprint("seed=", c.Seed)} }

// yearsOf gives the years on which the simulated bodies report: of others nothing is to be found, and nothing is missing.
func yearsOf(web *zoo.Zoo) (from, to int) {
	for _, r := range web.Truth().Reports() {
		if from == 0 || r.Year < from {
			from = r.Year
		}
		to = max(to, r.Year)
	}
	return from, to
}

// printNextSteps names a few things to try on what the demo left behind.
func printNextSteps(a *app) error {
	a.printf("\n%s %s\n%s\n", a.say("The dataset is in", "数据集在"), a.shared.DB, a.say("Try next:", "接下来可以试试:"))
	for _, step := range []string{
		"compare --db %s --years 2022-2024 --agency " + demoTown,
		"show --db %s " + demoTown + " 2023",
		"serve --db %s",
		"export --db %s --format csv --out dataset",
	} {
		a.printf("  %s "+step+"\n", cmp.Or(a.program, "nianbao"), a.shared.DB)
	}
	return nil
}

// demoTown is a township of the simulated county whose printed sums for 2023 do not balance.
const demoTown = "东浔街道"
