package report

// Outcome says how a request to a portal ended.
type Outcome string

// The outcomes.
const (
	OutcomeFetched          Outcome = "fetched"
	OutcomeNotModified      Outcome = "not_modified"
	OutcomeUnchanged        Outcome = "unchanged"
	OutcomeNotFound         Outcome = "not_found"
	OutcomeGone             Outcome = "gone"
	OutcomeSoft404          Outcome = "soft_404"
	OutcomeEmpty            Outcome = "empty"
	OutcomeLogin            Outcome = "login_required"
	OutcomeScriptOnly       Outcome = "script_only"
	OutcomeForbidden        Outcome = "forbidden"
	OutcomeBlocked          Outcome = "blocked"
	OutcomeRobotsDenied     Outcome = "robots_denied"
	OutcomeRobotsUnknown    Outcome = "robots_unavailable"
	OutcomeRateLimited      Outcome = "rate_limited"
	OutcomeServerError      Outcome = "server_error"
	OutcomeClientError      Outcome = "client_error"
	OutcomeTimeout          Outcome = "timeout"
	OutcomeUnknownHost      Outcome = "unknown_host"
	OutcomeRefused          Outcome = "connection_refused"
	OutcomeReset            Outcome = "connection_reset"
	OutcomeTLS              Outcome = "tls_error"
	OutcomeTruncated        Outcome = "truncated"
	OutcomeTooLarge         Outcome = "too_large"
	OutcomeRedirectLoop     Outcome = "redirect_loop"
	OutcomeTooManyRedirects Outcome = "too_many_redirects"
	OutcomeOffsite          Outcome = "offsite_redirect"
	OutcomePrivateAddress   Outcome = "private_address"
	OutcomeBadRedirect      Outcome = "bad_redirect"
	OutcomeProtocol         Outcome = "protocol_error"
	OutcomeBudget           Outcome = "budget_spent"
	OutcomeHostLeft         Outcome = "host_left"
	OutcomeHostResting      Outcome = "host_resting"
	OutcomeNoSource         Outcome = "no_source"
	OutcomeCancelled        Outcome = "cancelled"
	OutcomeFamilyUnreadable Outcome = "list_unreadable"
	OutcomeInternal         Outcome = "internal_error"
)

// Class groups outcomes by what they mean for the document behind the URL.
type Class string

// The classes.
const (
	ClassOK      Class = "ok"      // the bytes are there, or are those of last time
	ClassAbsent  Class = "absent"  // the portal says that there is no such page
	ClassRefused Class = "refused" // the portal does not want the request: stop
	ClassTrouble Class = "trouble" // something broke on the way: try later
	ClassFault   Class = "fault"   // the request or the program is wrong
	ClassWaiting Class = "waiting" // not asked yet
)

// Retry says whether and when a request is made again.
type Retry string

// The retries.
const (
	RetryNever   Retry = "never"    // not before the URL is found again in a list
	RetrySoon    Retry = "soon"     // minutes later in the same run, a few times
	RetryNextRun Retry = "next_run" // the host rests until the next run
)

// OutcomeDef explains an outcome.
type OutcomeDef struct {
	Outcome Outcome
	Class   Class
	Retry   Retry
	// CloseHost: no further request to the host in this run. Outcomes that may concern a single address (forbidden,
	// private_address, tls_error) close the host only when the crawler finds that they concern the host.
	CloseHost bool
	Actor     Actor
	Meaning   string
}

// OutcomeDefs is the closed table of outcomes.
func OutcomeDefs() []OutcomeDef { return outcomeDefs[:] }

// Def explains the outcome; false when it is not in the table.
func (o Outcome) Def() (OutcomeDef, bool) {
	return find(outcomeDefs[:], func(d OutcomeDef) bool { return d.Outcome == o })
}

var outcomeDefs = [...]OutcomeDef{
	{OutcomeFetched, ClassOK, RetryNever, false, Nobody, "200 with a whole body"},
	{OutcomeNotModified, ClassOK, RetryNever, false, Nobody, "304: the copy in the archive is still the page (RFC 9110 15.4.5)"},
	{OutcomeUnchanged, ClassOK, RetryNever, false, Nobody, "200, and the article is that of the copy in the archive, whatever else the page shows now (counters, the date, bars to share)"},
	{OutcomeNotFound, ClassAbsent, RetryNever, false, Nobody, "404"},
	{OutcomeGone, ClassAbsent, RetryNever, false, Nobody, "410"},
	{OutcomeSoft404, ClassAbsent, RetryNever, false, Nobody, "200, but the page says that there is no such page, or is what the host shows for every address that it does not have"},
	{OutcomeEmpty, ClassTrouble, RetryNextRun, false, Program, "200 without a body"},
	{OutcomeLogin, ClassRefused, RetryNever, false, Operator, "a page that asks for a login"},
	{OutcomeScriptOnly, ClassFault, RetryNever, false, Developer, "a page that only a script fills"},
	{OutcomeForbidden, ClassRefused, RetryNextRun, false, Operator, "401 or 403; the host is left when its robots.txt, its front page or only column, or three different paths in a row are refused so"},
	{OutcomeBlocked, ClassRefused, RetryNextRun, true, Operator, "a wall (challenge page of a web application firewall); it is never solved. Reached by a redirect to another host, it leaves that host, and the one it comes from when three different paths in a row lead there"},
	{OutcomeRobotsDenied, ClassRefused, RetryNever, false, Nobody, "robots.txt forbids the path (RFC 9309); it is not asked for"},
	{OutcomeRobotsUnknown, ClassTrouble, RetryNextRun, true, Program, "robots.txt could not be had: not today (RFC 9309 2.3.1.4)"},
	{OutcomeRateLimited, ClassTrouble, RetrySoon, false, Program, "429: the host asks for a slower pace (RFC 6585 4)"},
	{OutcomeServerError, ClassTrouble, RetrySoon, false, Program, "5xx"},
	{OutcomeClientError, ClassFault, RetryNever, false, Developer, "another 4xx"},
	{OutcomeTimeout, ClassTrouble, RetrySoon, false, Program, "the answer did not come whole in time"},
	{OutcomeUnknownHost, ClassTrouble, RetryNextRun, true, Operator, "the name does not resolve"},
	{OutcomeRefused, ClassTrouble, RetryNextRun, true, Program, "the host refused the connection"},
	{OutcomeReset, ClassTrouble, RetrySoon, false, Program, "the connection broke"},
	{OutcomeTLS, ClassTrouble, RetryNextRun, false, Operator, "certificate or TLS parameters do not fit; https of the host is not asked again in the run, http is"},
	{OutcomeTruncated, ClassTrouble, RetrySoon, false, Program, "the body ended before its announced end, or announced none and stops in the middle of a page; it is not kept"},
	{OutcomeTooLarge, ClassFault, RetryNever, false, Operator, "the body is larger than the cap; it is not kept"},
	{OutcomeRedirectLoop, ClassFault, RetryNever, false, Operator, "redirects come back to where they began"},
	{OutcomeTooManyRedirects, ClassFault, RetryNever, false, Operator, "more redirects than the cap"},
	{OutcomeOffsite, ClassFault, RetryNever, false, Operator, "a redirect to a host that no source names; not followed"},
	{OutcomePrivateAddress, ClassRefused, RetryNever, false, Operator, "the name leads to a private or loopback address, or hides one; not connected, and that host is left"},
	{OutcomeBadRedirect, ClassTrouble, RetryNextRun, false, Operator, "a redirect to what is no acceptable URL, or to a host that refuses (a wall is blocked) or does not answer; the host it comes from stays open"},
	{OutcomeProtocol, ClassTrouble, RetryNextRun, false, Developer, "the answer is no valid HTTP"},
	{OutcomeBudget, ClassWaiting, RetryNextRun, true, Nobody, "the host's requests of the day are spent"},
	{OutcomeHostLeft, ClassWaiting, RetryNextRun, true, Nobody, "not asked: the host was left in this run for what it refused before"},
	{OutcomeHostResting, ClassWaiting, RetryNextRun, false, Program, "not asked: the host wants a longer rest (Crawl-delay, Retry-After) than the run waits"},
	{OutcomeNoSource, ClassWaiting, RetryNextRun, false, Program, "not asked: no source of the run names its source or its host any more"},
	{OutcomeCancelled, ClassWaiting, RetrySoon, false, Program, "the run was stopped before the answer"},
	{OutcomeFamilyUnreadable, ClassFault, RetryNextRun, false, Developer, "a list page in which its CMS family finds nothing it knows"},
	{OutcomeInternal, ClassFault, RetryNextRun, false, Developer, "a fault of this program"},
}
