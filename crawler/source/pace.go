package source

import (
	"fmt"
	"time"

	"github.com/nianbao/nianbao/report"
)

// The pace for a portal that asks for nothing else: one request at a time, three to five seconds between two,
// 500 a day.
const (
	DefaultGap    = 3 * time.Second
	DefaultJitter = 2 * time.Second
	DefaultBudget = 500
)

// Pace says how slowly a portal is asked. What is nil is inherited: from the file's defaults, then from the
// program. A longer Crawl-delay or Retry-After of the portal always wins.
type Pace struct {
	// Gap is the pause between the end of a request and the start of the next, at least a second; shorter ones
	// are for simulated hosts under .test only.
	Gap *time.Duration `yaml:"gap,omitempty"`
	// Jitter is the longest random addition to Gap.
	Jitter *time.Duration `yaml:"jitter,omitempty"`
	// Budget is how many requests a host gets a day; 0 for no cap.
	Budget *int `yaml:"budget,omitempty"`
	// Quiet are hours of the day in China in which the portal is not asked, as 08:00-18:00.
	Quiet *report.Hours `yaml:"quiet,omitempty"`
}

// Or gives the pace with what is missing taken from base.
func (p Pace) Or(base Pace) Pace {
	if p.Gap == nil {
		p.Gap = base.Gap
	}
	if p.Jitter == nil {
		p.Jitter = base.Jitter
	}
	if p.Budget == nil {
		p.Budget = base.Budget
	}
	if p.Quiet == nil {
		p.Quiet = base.Quiet
	}
	return p
}

// NewPace makes a pace in which nothing is missing.
func NewPace(gap, jitter time.Duration, budget int) Pace {
	return Pace{Gap: &gap, Jitter: &jitter, Budget: &budget, Quiet: &report.Hours{}}
}

// IsZero tells whether everything is inherited.
func (p Pace) IsZero() bool {
	return p.Gap == nil && p.Jitter == nil && p.Budget == nil && p.Quiet == nil
}

// longestGap bounds a gap that is surely a slip of the unit.
const longestGap = time.Hour

func (p Pace) problems(at string, simulated bool) []problem {
	var found []problem
	if p.Gap != nil {
		switch {
		case *p.Gap < 0 || *p.Gap > longestGap:
			found = append(found, problem{at + ".gap", fmt.Sprintf("a gap of %s is not between 0s and %s", *p.Gap, longestGap)})
		case *p.Gap < time.Second && !simulated:
			found = append(found, problem{at + ".gap", fmt.Sprintf("a gap of %s is too short for a real host; at least 1s", *p.Gap)})
		}
	}
	if p.Jitter != nil && (*p.Jitter < 0 || *p.Jitter > longestGap) {
		found = append(found, problem{at + ".jitter", fmt.Sprintf("a jitter of %s is not between 0s and %s", *p.Jitter, longestGap)})
	}
	if p.Budget != nil && *p.Budget < 0 {
		found = append(found, problem{at + ".budget", fmt.Sprintf("a budget of %d requests is below 0", *p.Budget)})
	}
	return found
}
