package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/schollz/progressbar/v3"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/crawler"
	"github.com/nianbao/nianbao/report"
)

// progress shows a bar on a terminal and a log line for every failure; elsewhere a line now and then.
type progress struct {
	mu  sync.Mutex
	app *app
	bar *progressbar.ProgressBar
}

// lineEvery is the number of visits between two log lines where no bar is shown.
const lineEvery = 100

func newProgress(a *app) *progress {
	p := &progress{app: a}
	if isTerminal(a.stderr) && !a.shared.Quiet && a.shared.LogFormat != "json" {
		p.bar = progressbar.NewOptions(1,
			progressbar.OptionSetWriter(a.stderr), progressbar.OptionShowCount(), progressbar.OptionClearOnFinish(),
			progressbar.OptionSetDescription(a.say("crawling", "抓取")), progressbar.OptionSetWidth(30),
			progressbar.OptionSetPredictTime(false))
	}
	return p
}

// visit is told of every visit, by several goroutines at once.
func (p *progress) visit(e crawler.Event) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar != nil {
		p.bar.ChangeMax(max(e.Known, e.Done, 1))
		_ = p.bar.Set(e.Done) // a bar that cannot be drawn is no reason to stop
	} else if e.Done%lineEvery == 0 {
		p.app.log.Info("crawling", "done", e.Done, "known", e.Known, "host", e.Host)
	}
	if d, _ := e.Outcome.Def(); d.Actor != report.Nobody {
		p.clear()
		p.app.log.Warn(string(e.Outcome), "host", e.Host, "url", e.URL, "detail", e.Detail)
	}
}

func (p *progress) clear() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}

func (p *progress) done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}

// printSummary tells what a run did in a few lines.
func printSummary(a *app, s pipeline.Summary) {
	if s.Run == 0 || a.shared.Quiet {
		return
	}
	c := s.Crawl
	seconds := c.Finished.Sub(c.Started).Seconds()
	a.printf(a.say("run %d: %d requests (%d list pages, %d documents) in %.1f s\n", "第 %d 次运行:%d 次请求(列表页 %d,文档 %d),用时 %.1f 秒\n"),
		s.Run, c.Sent, c.Lists, c.Documents, seconds)
	a.printf("  %s %s\n", a.say("outcomes:", "结果:"), counts(c.Outcomes, func(o report.Outcome) string { return string(o) }))
	a.printf("  %s %s\n", a.say("read:", "读取:"), counts(s.Read.Statuses, a.lang().Status))
	for _, host := range slices.Sorted(maps.Keys(c.Closed)) {
		a.printf("  %s %s: %s (%s)\n", a.say("host closed for this run:", "本次停止访问:"), host, c.Closed[host], a.lang().Outcome(c.Closed[host]))
	}
	if s.Stopped != "" {
		a.printf("  %s %s\n", a.say("stopped cleanly:", "已正常停止:"), a.lang().Reason(s.Stopped))
	}
	if c.Resting {
		a.printf("  %s\n", a.say("hosts rest until later; the same command goes on", "部分主机需稍后再访问;再次运行同一命令可继续"))
	}
}

// counts writes "fetched 51, not_modified 3" in a fixed order.
func counts[K ~string | ~uint8, N int | int64](m map[K]N, name func(K) string) string {
	if len(m) == 0 {
		return "—"
	}
	var parts []string
	for _, k := range slices.Sorted(maps.Keys(m)) {
		parts = append(parts, fmt.Sprintf("%s %d", name(k), m[k]))
	}
	return strings.Join(parts, ", ")
}
