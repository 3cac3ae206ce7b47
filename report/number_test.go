package report_test

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"github.com/nianbao/nianbao/report"
)

func TestParseNumberIsExactOrRefuses(t *testing.T) {
	for in, want := range map[string]string{
		"0": "0", "-0": "0", "007": "7", "+19": "19", "-2": "-2", "513555.45": "513555.45", "12.50": "12.5",
		"0.10": "0.1", "1234567890123456789": "1234567890123456789", "100.000000000000000000000": "100",
	} {
		n, err := report.ParseNumber(in)
		if err != nil || n.String() != want {
			t.Errorf("%q: %s, %v; want %s", in, n, err, want)
		}
	}
	for _, in := range []string{
		"", "+", "-", ".", ".5", "5.", "1.2.3", "--1", "+-1", "1e5", "1,000", "１２", "12 ", " 12", "0x1F", "NaN",
		"12345678901234567890", "1.00000000000000000001", "１", "1_000",
	} {
		if n, err := report.ParseNumber(in); !errors.Is(err, report.ErrNumber) {
			t.Errorf("%q: read as %s, %v", in, n, err)
		}
	}
}

func TestNumbersAddExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Int64Range(-1e15, 1e15).Draw(t, "a"), rapid.Int64Range(-1e15, 1e15).Draw(t, "b")
		sum, ok := report.Int(a).Add(report.Int(b))
		if got, fits := sum.Int64(); !ok || !fits || got != a+b {
			t.Fatalf("%d + %d = %s", a, b, sum)
		}
		back, ok := sum.Sub(report.Int(b))
		if !ok || back != report.Int(a) {
			t.Fatalf("%s - %d = %s", sum, b, back)
		}
	})
	if sum, ok := mustNumber(t, "9999999999999999999").Add(report.Int(1)); ok {
		t.Errorf("an overflow gave %s", sum)
	}
}

func TestNumberJSONIsALiteral(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`-?(0|[1-9][0-9]{0,12})(\.[0-9]{1,6})?`).Draw(t, "number")
		n, err := report.ParseNumber(text)
		if err != nil {
			t.Fatal(err)
		}
		b, _ := n.MarshalJSON()
		var back report.Number
		if err := back.UnmarshalJSON(b); err != nil || back != n {
			t.Fatalf("%s: %s, %v", text, b, err)
		}
	})
}

func mustNumber(t *testing.T, s string) report.Number {
	t.Helper()
	n, err := report.ParseNumber(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
