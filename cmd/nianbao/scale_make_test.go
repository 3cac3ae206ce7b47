//go:build unix

package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/division"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
)

// panelMade is an invented panel: counties of twenty bodies, each with a report on each of seven years. The same seed
// gives the same panel.
type panelMade struct {
	seed     uint64
	counties int
}

const (
	bodiesACounty = 20
	firstYear     = 2018
	yearsMade     = 7
	reportsCounty = bodiesACounty * yearsMade
)

var nightOfScale = time.Date(2025, 3, 1, 16, 0, 0, 0, time.UTC)

// county is the code of a county; divisions that begin with 9 are invented.
func (panelMade) county(n int) string {
	return fmt.Sprintf("%d%02d%02d", 91+n/250, 1+n%250/12, 21+n%12)
}

var (
	firstSigns  = []rune("榆柳桐梨槐杉枫樟梓楝葭苇蒲荻萍藻蓼蕨菱芷")
	secondSigns = []rune("汀浔渚湾浦滩洲塘堰圩坞坪垄墩岙岭坳陂塬碛")
)

// name invents a name that no other body of the county has.
func (p panelMade) name(county, body int) string {
	pair := func(n int) string {
		return string(firstSigns[n%20]) + string(secondSigns[(n/20+n)%20])
	}
	if body == 0 {
		return pair(county) + string(secondSigns[county/400%20]) + "县人民政府"
	}
	return pair(county*7+body*41) + []string{"镇", "乡", "街道办事处"}[body%3]
}

func (p panelMade) body(county, body int) store.BodyRef {
	code := fmt.Sprintf("%s%03d", p.county(county), 100+body)
	ref := store.BodyRef{Key: "scale" + code, Name: p.name(county, body), Kind: string(division.BodyTownship), Division: code, Parent: "scale" + p.county(county) + "100"}
	if body == 0 {
		ref.Kind, ref.Parent, ref.Division = string(division.BodyGovernment), "", p.county(county)
	}
	return ref
}

// words of prose; the last of them are rare.
var (
	common = strings.Fields(`政府信息公开 主动公开 依申请公开 政务新媒体 公开目录 重点领域 规范性文件 政策解读 平台建设 监督保障 教育培训 社会评议 责任追究
		乡村振兴 民生实事 财政预算 安全生产 生态环境 医疗卫生 公共服务 群众关切 及时更新 专人负责 工作机制 进一步完善 不断提高 认真落实 全年 本级 网站 栏目`)
	seldom = strings.Fields(`行政诉讼 行政复议 信访事项 征地补偿 拆迁安置 河道整治 古树名木 渔港码头 温泉供暖 雪道养护`)
)

func prose(r *rand.Rand, length int) string {
	var out strings.Builder
	for n := 0; n < length; n += 4 {
		switch {
		case r.IntN(200) == 0:
			out.WriteString(seldom[min(r.IntN(len(seldom)), r.IntN(len(seldom)))])
		default:
			out.WriteString(common[r.IntN(len(common))])
		}
		if r.IntN(4) == 0 {
			out.WriteString([]string{",", "。", "、", ";"}[r.IntN(4)])
		}
	}
	return out.String() + "。"
}

// report invents a report in the form of its year. Its numbers balance, but for one in fifty.
func (p panelMade) report(county, body, year int) *report.Report {
	random := rand.New(rand.NewPCG(p.seed, uint64((county*bodiesACounty+body)*100+year-firstYear))) //nolint:gosec // counts are small; nothing is secret
	edition := report.Edition2021
	if year < 2021 {
		edition = report.Edition2019
	}
	name := p.name(county, body)
	r := &report.Report{
		Reader: "1", Year: year, Title: fmt.Sprintf("%s%d年政府信息公开工作年度报告", name, year), Status: report.Consistent,
		Agency: report.Agency{Name: name, Division: p.county(county), Scope: report.ScopeOrgan},
		Forms:  report.Forms{edition, edition, edition}, PublishedSource: "page",
	}
	r.Published, _ = report.NewDate(year+1, 1, 5+random.IntN(25))
	for n, title := range []string{"总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "行政复议和行政诉讼情况", "存在的主要问题及改进情况", "其他需要报告的事项"} {
		if n == 0 || n > 3 {
			r.Sections = append(r.Sections, report.Section{Number: n + 1, Title: title, Text: prose(random, []int{700, 0, 0, 0, 350, 80}[n])})
		}
	}
	numbers := figures(random)
	if random.IntN(50) == 0 {
		numbers[report.Key{Table: report.Applications, Row: report.RowTotal, Column: report.ColumnTotal}]++
	}
	for i, k := range r.Forms.Keys() {
		n := numbers[k]
		raw := fmt.Sprint(n)
		*r.Cells.At(k) = report.Cell{State: report.Printed, Value: report.Int(n), Raw: raw, Place: report.Place{Table: 1 + int(k.Table), Row: i / 8, Column: i % 8, Start: 4000 + 40*i, End: 4000 + 40*i + len(raw)}}
	}
	r.Findings = report.Check(r)
	if len(r.Findings) > 0 {
		r.Status = report.Flagged
	}
	return r
}

// figures are those that are not 0: applications of persons, granted, carried over, and the sums that follow.
func figures(random *rand.Rand) map[report.Key]int64 {
	numbers := map[report.Key]int64{}
	granted, open := int64(random.IntN(30)), int64(random.IntN(3))
	for _, c := range []report.Column{report.ColumnPerson, report.ColumnTotal} {
		for row, n := range map[report.Row]int64{report.RowReceived: granted + open, report.RowGranted: granted, report.RowTotal: granted, report.RowCarriedOut: open} {
			numbers[report.Key{Table: report.Applications, Row: row, Column: c}] = n
		}
		if c == report.ColumnPerson {
			c = report.ColumnUpheld
		}
		numbers[report.Key{Table: report.Disputes, Row: report.RowReconsideration, Column: c}] = open
	}
	numbers[report.Key{Table: report.Disclosure, Row: report.RowLicensing, Column: report.ColumnDecisions}] = int64(random.IntN(4000))
	return numbers
}

func (p panelMade) request(county, body, year int) page.Request {
	ref := p.body(county, body)
	return page.Request{
		URL:  fmt.Sprintf("http://county%d.test/%s/%d", county, ref.Key, year),
		Kind: page.KindDocument, Depth: 1,
		Hints: page.Hints{Source: sourceOfCounty(county), Division: ref.Division, ListTitle: fmt.Sprintf("%d年政府信息公开工作年度报告", year)},
	}
}

func sourceOfCounty(county int) string { return fmt.Sprintf("scale-%d", county) }

// html is the page of a report: its prose, and its numbers one below the other.
func html(r *report.Report) []byte {
	var out strings.Builder
	fmt.Fprintf(&out, "<!doctype html><meta charset=utf-8><title>%s</title>\n", r.Title)
	for _, s := range r.Sections {
		fmt.Fprintf(&out, "<h2>%s</h2><p>%s</p>\n", s.Title, s.Text)
	}
	out.WriteString("<table>")
	for _, k := range r.Forms.Keys() {
		fmt.Fprintf(&out, "<tr><td>%s<td>%s\n", k, r.Cells.At(k).Raw)
	}
	out.WriteString("</table>")
	return []byte(out.String())
}

// load stores some counties as a crawl would: bodies, source, requests, visits with pages, readings, ledger. It tells
// how long the readings alone took to save.
func (p panelMade) load(ctx context.Context, db *store.Store, run int64, from, to int) (saving time.Duration, err error) {
	reports := map[string]*report.Report{}
	refs := map[string]store.BodyRef{}
	var requests []page.Request
	for county := from; county < to; county++ {
		bodies, err := p.loadBodies(ctx, db, county)
		if err != nil {
			return 0, err
		}
		for body, ref := range bodies {
			for year := firstYear; year < firstYear+yearsMade; year++ {
				request := p.request(county, body, year)
				r := p.report(county, body, year)
				r.Page.URL = request.URL
				requests, reports[request.URL], refs[request.URL] = append(requests, request), r, ref
			}
		}
	}
	if _, err := db.Enqueue(ctx, run, requests, nightOfScale); err != nil {
		return 0, err
	}
	if err := visitAll(ctx, db, reports); err != nil {
		return 0, err
	}
	for {
		waiting, err := db.Pending(ctx, "1", 100)
		if err != nil || len(waiting) == 0 {
			return saving, err
		}
		readings := make([]store.Reading, len(waiting))
		for i, w := range waiting {
			r, ref := reports[w.Document.URL], refs[w.Document.URL]
			r.Page.SHA256, r.Page.Encoding, r.Page.Fetched = string(w.Document.Digest), "utf-8", nightOfScale.Format(time.RFC3339)
			readings[i] = store.Reading{Document: w.Document, Report: r, Body: &ref, Own: true, Resolution: store.Resolution{Confidence: "certain"}}
		}
		began := time.Now()
		if err := db.SaveReadings(ctx, readings); err != nil {
			return saving, err
		}
		saving += time.Since(began)
	}
}

func (p panelMade) loadBodies(ctx context.Context, db *store.Store, county int) ([]store.BodyRef, error) {
	bodies := make([]store.BodyRef, bodiesACounty)
	for i := range bodies {
		bodies[i] = p.body(county, i)
	}
	if err := db.SaveBodies(ctx, bodies); err != nil {
		return nil, err
	}
	s := store.Source{ID: sourceOfCounty(county), Name: p.name(county, 0), Division: p.county(county), Family: "static", Home: fmt.Sprintf("http://county%d.test/", county), Status: "live", Expected: bodiesACounty}
	if err := db.SaveSources(ctx, []store.Source{s}); err != nil {
		return nil, err
	}
	return bodies, db.SaveScope(ctx, s.ID, bodies, nil, firstYear, firstYear+yearsMade-1)
}

// visitAll answers every request that is due with the page of its report.
func visitAll(ctx context.Context, db *store.Store, reports map[string]*report.Report) error {
	for now := nightOfScale; ; now = now.Add(time.Second) {
		lease, err := db.Lease(ctx, now)
		if err != nil || lease.Empty() {
			return err
		}
		for _, r := range lease.Requests {
			visit := page.Visit{Request: r, Outcome: report.OutcomeFetched, Attempts: 1, Page: page.Page{Body: html(reports[r.URL]), Hints: r.Hints, Facts: page.Facts{
				URL: r.URL, Requested: r.URL, Status: http.StatusOK, Fetched: now, Took: time.Second, Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}},
			}}}
			if err := db.Record(ctx, lease, visit, now); err != nil {
				return err
			}
		}
		if err := db.Release(ctx, lease); err != nil {
			return err
		}
	}
}

// loadLedger gives every body and year its state, and every body what a list of divisions says of it.
func (p panelMade) loadLedger(ctx context.Context, db *store.Store) error {
	bodies, err := db.Bodies(ctx, store.BodyFilter{})
	if err != nil {
		return err
	}
	var entries []store.LedgerEntry
	var said []store.Attribute
	today, _ := report.NewDate(2025, 3, 1)
	first, _ := report.NewDate(2017, 12, 31)
	for _, b := range bodies {
		for year := firstYear; year < firstYear+yearsMade; year++ {
			evidence := report.Evidence{Today: today, Existence: report.Existence{Basis: "invented"}, Reading: &report.CountedReading{Status: report.Consistent}}
			entries = append(entries, store.LedgerEntry{Body: b, Year: year, Verdict: report.Decide(&evidence), Evidence: evidence})
		}
		for kind, value := range map[division.AttributeKind]string{division.AttributeName: b.Name, division.AttributeCode: b.Division} {
			said = append(said, store.Attribute{Body: b.Key, Kind: kind, Value: value, From: first, To: today, Origin: store.OriginEdition, Source: "invented"})
		}
	}
	if _, err := db.SaveLedger(ctx, store.LedgerOf(entries)); err != nil {
		return err
	}
	_, err = db.SaveHistory(ctx, &store.History{Of: store.AttributesBy(said)})
	return err
}
