package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/crawler"
	"github.com/nianbao/nianbao/crawler/source"
)

// plan tells what a crawl would ask, and how long it would take, without a request.
func (c crawlCommand) plan(ctx context.Context, a *app, config crawler.Config, sites []source.Site, unknown []string) error {
	sizes, err := a.sizes(ctx)
	if err != nil {
		return err
	}
	plans := pipeline.PlanOf(config, sites, sizes, time.Now())
	for i := range plans {
		printPlan(a, &plans[i])
	}
	for _, address := range unknown {
		a.printf(a.say("%s is not among the sources: its columns would be looked for with at most %d requests, and shown\n",
			"%s 不在来源中:将先以至多 %d 次请求查找其栏目并显示\n"), address, c.Explore.Requests)
	}
	printHosts(a, pipeline.HostsOf(plans))
	a.printf("%s\n", a.say("Nothing was asked. What the lists lead to is not known before they are read.", "未发出任何请求。列表页之后的内容须读取后才知道。"))
	return nil
}

// sizes gives what earlier runs know of the sources; nothing when there is no database.
func (a *app) sizes(ctx context.Context) (map[string]pipeline.Size, error) {
	if _, err := os.Stat(a.database()); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	db, err := a.openReadOnly(ctx)
	if err != nil {
		return nil, err
	}
	defer db.Close() //nolint:errcheck // only read
	return pipeline.SizesOf(ctx, db)
}

// mostSeeds is how many first requests of a source are shown.
const mostSeeds = 5

func printPlan(a *app, p *pipeline.Plan) {
	a.printf("%s %s (%s)\n", p.Site.ID, p.Site.Name, p.Site.Division)
	for _, host := range p.Site.AllHosts() {
		a.printf("  %s %s\n", a.say("host", "主机"), host)
	}
	a.printf(a.say("  pace: %s between requests, up to %s more at random, %s\n", "  节奏:每次请求间隔 %s,另加随机 0 至 %s,%s\n"), *p.Pace.Gap, *p.Pace.Jitter, budgetText(a, *p.Pace.Budget))
	for i := range p.Seeds[:min(mostSeeds, len(p.Seeds))] {
		a.printf("  %s %s\n", a.say("first", "首批"), p.Seeds[i].URL)
	}
	if more := len(p.Seeds) - mostSeeds; more > 0 {
		a.printf(a.say("  and %d more columns\n", "  以及另外 %d 个栏目\n"), more)
	}
	switch {
	case p.Known:
		a.printf(a.say("  at most %d list pages and %d documents, those of earlier runs, and what is new\n",
			"  至多 %d 个列表页、%d 个文档(以往运行所知),以及新增内容\n"), p.Lists, p.Documents)
	case p.Documents == 0:
		a.printf(a.say("  %d list pages to begin with; how many reports they lead to is not known\n",
			"  先读 %d 个列表页;其后有多少年报未知\n"), p.Lists)
	default:
		a.printf(a.say("  at least %d list pages; at most about %d reports, if every body named has one for every year\n",
			"  至少 %d 个列表页;若所列机关每年均有年报,至多约 %d 份\n"), p.Lists, p.Documents)
	}
}

// printHosts tells about how long each host takes; hosts are asked side by side.
func printHosts(a *app, hosts []pipeline.HostPlan) {
	if len(hosts) == 0 {
		return
	}
	total := 0
	for _, h := range hosts {
		total += h.Requests
		days := ""
		if h.Days > 1 {
			days = fmt.Sprintf(a.say(", over %d days by its budget", ",按每日上限需 %d 天"), h.Days)
		}
		a.printf(a.say("%s: about %d requests, %s%s\n", "%s:约 %d 次请求,%s%s\n"), h.Host, h.Requests, minutes(a, h.Takes), days)
	}
	a.printf(a.say("%d hosts, side by side: about %d requests, %s for the slowest\n", "共 %d 台主机,同时进行:约 %d 次请求,最慢者 %s\n"),
		len(hosts), total, minutes(a, hosts[0].Takes))
}

func minutes(a *app, d time.Duration) string {
	return fmt.Sprintf(a.say("%d minutes", "%d 分钟"), int((d+time.Minute-1)/time.Minute))
}

func budgetText(a *app, budget int) string {
	if budget == 0 {
		return a.say("no daily limit", "不限每日次数")
	}
	return fmt.Sprintf(a.say("at most %d requests a day and host", "每台主机每日至多 %d 次"), budget)
}
