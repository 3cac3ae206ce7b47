package crawler

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/nianbao/nianbao/crawler/internal/transport"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// answer is what an outcome is decided from.
type answer struct {
	kind        page.Kind
	script      bool // data was asked for: what a page shows to people does not matter
	conditional bool // the request could be answered with 304
	status      int
	header      http.Header
	page        page.Page
	sentHome    bool // redirected to the front page
	title       string
	err         error
}

// classify gives the outcome with one line for a person. That a missing page looks like the home page without a
// redirect is not seen here, see missing.go.
func (a *answer) classify() (report.Outcome, string) {
	if a.err != nil {
		outcome, detail := failureOf(a.err)
		if outcome == report.OutcomeInternal && a.status/100 == 3 {
			return report.OutcomeBadRedirect, fmt.Sprintf("status %d with the Location %q, which is no URL", a.status, a.header.Get("Location"))
		}
		return outcome, detail
	}
	a.title = titleOf(a.header, a.page.Body)
	if sign := wallSignOf(a.status, a.header, a.page.Body, a.title, a.page.Facts.URL); sign != "" {
		return report.OutcomeBlocked, fmt.Sprintf("status %d: %s", a.status, sign)
	}
	switch {
	case a.status == http.StatusNotModified && a.conditional:
		return report.OutcomeNotModified, ""
	case a.status == http.StatusOK, a.status > 200 && a.status < 300 && a.status != http.StatusPartialContent:
		return a.content()
	}
	return byStatus(a.status), fmt.Sprintf("status %d %s", a.status, http.StatusText(a.status))
}

// byStatus gives the outcome of a status that brings no page.
func byStatus(status int) report.Outcome {
	switch status {
	case http.StatusNotFound:
		return report.OutcomeNotFound
	case http.StatusGone:
		return report.OutcomeGone
	case http.StatusUnauthorized, http.StatusForbidden:
		return report.OutcomeForbidden
	case http.StatusTooManyRequests:
		return report.OutcomeRateLimited
	case http.StatusRequestTimeout:
		return report.OutcomeTimeout
	}
	switch {
	case status >= 500:
		return report.OutcomeServerError
	case status >= 400:
		return report.OutcomeClientError
	}
	return report.OutcomeProtocol // also a redirect that leads nowhere, a part of a page, an answer to nothing asked
}

// content gives the outcome of a successful answer by what it shows.
func (a *answer) content() (report.Outcome, string) {
	switch {
	case page.Sniff(a.page.Body) == page.FormatEmpty:
		return report.OutcomeEmpty, fmt.Sprintf("status %d with nothing to read", a.status)
	case a.page.Facts.CloseDelimited && unended(a.page.Body):
		return report.OutcomeTruncated, fmt.Sprintf("%d bytes of a page whose end nothing announced, without its last tag", len(a.page.Body))
	case a.sentHome:
		return report.OutcomeSoft404, "redirected to the front page"
	}
	return a.sight()
}

var (
	opening = regexp.MustCompile(`(?i)<html[\s>]`)
	closing = regexp.MustCompile(`(?i)</(html|body|frameset)\s*>`)
)

// unended tells whether a page begins as a whole page and does not end as one. A page that says its length, or comes in
// pieces of which the last says so, needs no such look.
func unended(body []byte) bool {
	return opening.Match(body[:min(len(body), signHead)]) && !closing.Match(body)
}

// failures are the outcomes of the kinds of failure.
var failures = map[transport.ErrorKind]report.Outcome{
	transport.KindUnknownHost:    report.OutcomeUnknownHost,
	transport.KindRefused:        report.OutcomeRefused,
	transport.KindReset:          report.OutcomeReset,
	transport.KindTimeout:        report.OutcomeTimeout,
	transport.KindTLS:            report.OutcomeTLS,
	transport.KindPrivateAddress: report.OutcomePrivateAddress,
	transport.KindTooLarge:       report.OutcomeTooLarge,
	transport.KindTruncated:      report.OutcomeTruncated,
	transport.KindProtocol:       report.OutcomeProtocol,
	transport.KindCancelled:      report.OutcomeCancelled,
}

// failureOf gives the outcome of an error; nothing for none.
func failureOf(err error) (report.Outcome, string) {
	var no *refused
	switch {
	case err == nil:
		return "", ""
	case errors.As(err, &no):
		return no.outcome, no.detail
	case errors.Is(err, errBudget):
		return report.OutcomeBudget, errBudget.Error()
	}
	detail := err.Error()
	var failed *transport.Error
	if errors.As(err, &failed) {
		if detail = failed.Err.Error(); !strings.Contains(detail, hostname(failed.Host)) {
			detail = failed.Host + ": " + detail
		}
	}
	if outcome, ok := failures[transport.Kind(err)]; ok {
		return outcome, detail
	}
	return report.OutcomeInternal, detail
}

// hostname is a host without its port.
func hostname(host string) string { return (&url.URL{Host: host}).Hostname() }
