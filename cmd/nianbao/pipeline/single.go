package pipeline

import (
	"context"
	"fmt"

	"github.com/nianbao/nianbao/crawler"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// FetchOne fetches a single page with all manners of a crawl (robots.txt first, guarded addresses, caps) and
// without a store.
func FetchOne(ctx context.Context, config crawler.Config, address string) (page.Page, error) {
	canonical, err := page.Canonical(address)
	if err != nil {
		return page.Page{}, err
	}
	var got *page.Visit
	_, err = crawler.Walk(ctx, config, 0, func(visit *page.Visit) (page.Request, bool) {
		got = visit
		return page.Request{URL: canonical, Kind: page.KindDocument}, visit == nil
	})
	switch {
	case err != nil:
		return page.Page{}, fmt.Errorf("%s: %w", address, err)
	case got == nil:
		return page.Page{}, fmt.Errorf("%s: the host could not be asked", address)
	case got.Outcome != report.OutcomeFetched:
		return page.Page{}, fmt.Errorf("%s: %s: %s", address, got.Outcome, got.Detail)
	}
	return got.Page, nil
}
