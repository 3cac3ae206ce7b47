package report_test

import (
	"testing"
	"unicode"

	"github.com/nianbao/nianbao/report"
)

// TestEverythingHasWordsInBothLanguages holds that no name that people meet is left out of either language.
func TestEverythingHasWordsInBothLanguages(t *testing.T) {
	said := map[string]func(report.Lang) string{}
	for _, s := range report.CellStates() {
		said["cell "+s.String()] = func(l report.Lang) string { return l.Cell(s) }
	}
	for _, d := range report.StateDefs() {
		said["state "+string(d.State)] = func(l report.Lang) string { return l.State(d.State) }
	}
	for _, s := range report.Statuses() {
		said["status "+s.String()] = func(l report.Lang) string { return l.Status(s) }
	}
	for _, s := range []report.Severity{report.Note, report.Warning, report.Error} {
		said["severity "+s.String()] = func(l report.Lang) string { return l.Severity(s) }
	}
	for _, s := range []report.Scope{report.ScopeUnknown, report.ScopeOrgan, report.ScopeArea, report.ScopeSystem} {
		said["scope "+s.String()] = func(l report.Lang) string { return l.Scope(s) }
	}
	for _, b := range report.Breaks() {
		said["break "+b.ID] = func(l report.Lang) string { return l.Break(b) }
	}
	for _, n := range report.Nulls() {
		said["null "+n.String()] = func(l report.Lang) string { return l.Null(n) }
	}
	for _, i := range report.AllIndicators() {
		said["indicator "+i.ID] = func(l report.Lang) string { return l.Indicator(i) }
	}
	for name, say := range said {
		if hasHan(say(report.English)) || say(report.English) == "" {
			t.Errorf("%s in English: %q", name, say(report.English))
		}
		if !hasHan(say(report.Chinese)) {
			t.Errorf("%s in Chinese: %q", name, say(report.Chinese))
		}
	}
	if report.Chinese.Kind("township") != "乡镇" || report.English.Kind("bureau") != "bureau" {
		t.Error("kinds of bodies")
	}
}

// TestMessagesAreInOneLanguage holds what of a message stands beside its severity.
func TestMessagesAreInOneLanguage(t *testing.T) {
	for _, c := range []struct {
		severity         report.Severity
		message, en, chi string
	}{
		{report.Error, "数据不平衡 (numbers do not balance): 合计; left 1, right 2", "合计; left 1, right 2", "合计;左边 1,右边 2"},
		{report.Note, "值得核对 (worth a look): 合计", "worth a look: 合计", "值得核对: 合计"},
		{report.Warning, "a plain text (with brackets): x", "a plain text (with brackets): x", "a plain text (with brackets): x"},
	} {
		f := report.Finding{Severity: c.severity, Message: c.message}
		if en, chi := report.English.Message(f), report.Chinese.Message(f); en != c.en || chi != c.chi {
			t.Errorf("%q, %q", en, chi)
		}
	}
}

func hasHan(text string) bool {
	for _, r := range text {
		if unicode.Is(unicode.Han, r) {
			return true
		}
	}
	return false
}
