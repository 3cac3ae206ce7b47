package pipeline

import (
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/nianbao/nianbao/extract"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/division"
	"github.com/nianbao/nianbao/report/page"
)

// Reading turns pages into reports and decides which body each is of. It is safe for concurrent use.
type Reading struct {
	reader   *extract.Reader
	register *division.Register
}

// NewReading reads with the embedded register of divisions, or with the one given.
func NewReading(register *division.Register) (*Reading, error) {
	if register == nil {
		var err error
		if register, err = division.Embedded(); err != nil {
			return nil, err
		}
	}
	return &Reading{extract.New(extract.Config{}), register}, nil
}

// Document is a page that was read: the report, and what is known of its body.
type Document struct {
	extract.Result
	Body division.Resolution
}

// Read reads a page.
func (r *Reading) Read(p page.Page) Document { return r.read(p, func(*report.Report) {}) }

// read reads a page; enter adds what people entered before the body is judged.
func (r *Reading) read(p page.Page, enter func(*report.Report)) Document {
	result := r.reader.Read(p)
	enter(result.Report)
	body := division.Resolve(r.register, result.Claims)
	agency := &result.Report.Agency
	agency.Division = string(body.Body.Division)
	if agency.Name == "" {
		agency.Name = body.Body.Name
	}
	if agency.CreditCode == "" {
		agency.CreditCode = string(body.Body.CreditCode)
	}
	for _, c := range body.Conflicts {
		if c.Weight >= division.Middle {
			result.Report.Raise(report.Finding{
				Relation: report.RuleBody, Severity: report.Warning, Fault: report.FaultUndetermined,
				Message: "机关名称不一致 (the body is in doubt): " + conflictText(c),
			})
		}
	}
	return Document{result, body}
}

// safely reads a page of the archive. A fault of the reader costs this page and no other: the reading says so.
func (r *Reading) safely(p page.Page, enter func(*report.Report)) (d Document) {
	defer func() {
		if fault := recover(); fault != nil {
			d = Document{Result: extract.Result{Report: &report.Report{
				Reader: extract.Version, Status: report.UnreadablePage,
				Page: report.Origin{URL: p.Facts.URL, SHA256: string(p.Digest())},
				Findings: []report.Finding{{
					Relation: report.RuleGivenUp, Severity: report.Error, Fault: report.FaultReader,
					Message: fmt.Sprintf("the reader failed: %v; %s", fault, origin(debug.Stack())),
				}},
			}}}
		}
	}()
	return r.read(p, enter)
}

// origin names the first places of this program in a stack, the innermost first.
func origin(stack []byte) string {
	var places []string
	for line := range strings.Lines(string(stack)) {
		if file, found := strings.CutPrefix(line, "\t"); found && strings.Contains(file, "/extract/") && len(places) < 3 {
			place, _, _ := strings.Cut(file[strings.LastIndex(file, "/extract/")+1:], " ")
			places = append(places, strings.TrimSpace(place))
		}
	}
	return strings.Join(places, " ← ")
}

// nameOf gives the name under which a body is listed: that of the register for a township's own administration,
// so that 东浔街道 and 东浔街道办事处 are one, and otherwise the one of the page.
func (r *Reading) nameOf(ref division.BodyRef) string {
	d, listed := r.register.Lookup(ref.Division)
	if listed && ref.Unit == "" && d.Level == division.LevelTownship {
		return d.Name
	}
	return ref.Name
}

// conflictText says in one line what does not fit.
func conflictText(c division.Conflict) string {
	says := make([]string, len(c.Says))
	for i, b := range c.Says {
		says[i] = b.Name
	}
	return fmt.Sprintf("%s: %s says %q (%s)", c.Kind, c.Claim.Origin, c.Claim.Value, strings.Join(says, ", "))
}
