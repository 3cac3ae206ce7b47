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
	reader *extract.Reader
	places
}

// NewReading reads with the embedded register of divisions, or with the one given, whose editions are compared.
func NewReading(register *division.Register) (*Reading, error) {
	ready, err := Places{Register: register}.ready()
	if err != nil {
		return nil, err
	}
	return &Reading{extract.New(extract.Config{}), ready}, nil
}

// Document is a page that was read: the report, and what is known of its body.
type Document struct {
	extract.Result
	Body division.Resolution
}

// Read reads a page. The body is looked up in the register as it was in the year of the report, and the division code
// in the report is the one of that time.
func (r *Reading) Read(p page.Page) Document { return r.read(p, func(*report.Report) {}) }

// read reads a page; enter adds what people entered before the body is judged.
func (r *Reading) read(p page.Page, enter func(*report.Report)) Document {
	result := r.reader.Read(p)
	enter(result.Report)
	body := r.resolve(result.Report.Year, result.Claims)
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

// conflictText says in one line what does not fit.
func conflictText(c division.Conflict) string {
	says := make([]string, len(c.Says))
	for i, b := range c.Says {
		says[i] = b.Name
	}
	return fmt.Sprintf("%s: %s says %q (%s)", c.Kind, c.Claim.Origin, c.Claim.Value, strings.Join(says, ", "))
}
