package main

import (
	"fmt"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
)

// printPlans tells what a crawl would begin with.
func printPlans(a *app, plans []pipeline.Plan) {
	for _, p := range plans {
		a.printf("%s %s (%s)\n", p.Site.ID, p.Site.Name, p.Site.Division)
		for _, host := range p.Site.AllHosts() {
			a.printf("  %s %s\n", a.say("host", "主机"), host)
		}
		a.printf(a.say("  pace: %s between requests, up to %s more at random, %s\n", "  节奏:每次请求间隔 %s,另加随机 0 至 %s,%s\n"), *p.Pace.Gap, *p.Pace.Jitter, budgetText(a, *p.Pace.Budget))
		for _, r := range p.Seeds {
			a.printf("  %s %s\n", a.say("first", "首批"), r.URL)
		}
	}
	a.printf("%s\n", a.say("Nothing was asked. What the lists lead to is not known before they are read.", "未发出任何请求。列表页之后的内容须读取后才知道。"))
}

func budgetText(a *app, budget int) string {
	if budget == 0 {
		return a.say("no daily limit", "不限每日次数")
	}
	return fmt.Sprintf(a.say("at most %d requests a day and host", "每台主机每日至多 %d 次"), budget)
}
