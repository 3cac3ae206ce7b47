package division_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report/division"
	"pgregory.net/rapid"
)

const creditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// xiage is the code of a real township government, at the head of an index number.
const xiage = "1133102400268125XW"

func TestParseCreditCode(t *testing.T) {
	tests := []struct {
		name, in string
		want     division.CreditCode
		err      error
	}{
		{"as written", xiage, xiage, nil},
		{"lower case", strings.ToLower(xiage), xiage, nil},
		{"full width with spaces around", " １１３３１０２４００２６８１２５ＸＷ　", xiage, nil},
		{"too short", xiage[:17], "", division.ErrCreditLength},
		{"too long", xiage + "0", "", division.ErrCreditLength},
		{"empty", "", "", division.ErrCreditLength},
		{"letter O for zero", "1133102400268125XO", "", division.ErrCreditAlphabet},
		{"Chinese characters", "统一社会信用", "", division.ErrCreditAlphabet},
		{"letter in the division", "11A3102400268125XW", "", division.ErrCreditDivision},
		{"wrong check character", "1133102400268125X0", "", division.ErrCreditCheck},
		{"two digits exchanged", "1133104200268125XW", "", division.ErrCreditCheck},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := division.ParseCreditCode(tt.in)
			if got != tt.want || !errors.Is(err, tt.err) {
				t.Errorf("ParseCreditCode(%q) = %q, %v; want %q, %v", tt.in, got, err, tt.want, tt.err)
			}
		})
	}
}

func TestCreditCodeParts(t *testing.T) {
	code := division.CreditCode(xiage)
	if got := code.Division(); got != "331024" {
		t.Errorf("division %q", got)
	}
	if got := code.Organisation(); got != "00268125X" {
		t.Errorf("organisation %q", got)
	}
	if !code.OrganisationChecks() {
		t.Error("organisation code does not check")
	}
	if got := code.Kind(); got != division.CreditOrgan || got.Label() != "机构编制 机关" {
		t.Errorf("kind %q %q", got, got.Label())
	}
	if k := division.CreditKind("ZZ"); k.Known() {
		t.Error("ZZ is a known kind")
	}
	for _, bad := range []division.CreditCode{"", "1", "统一社会信用代码", "11ABCDEF00268125XW"} {
		if bad.Division() != "" {
			t.Errorf("%q has division %q", bad, bad.Division())
		}
	}
}

func TestOrganisationCodeChecks(t *testing.T) {
	for code, want := range map[string]bool{
		"00268125X": true, "00268125-X": true, "002681250": false, "00268152X": false, "0026812-5X-": false, "": false, "00268125x": false,
	} {
		if got := division.OrganisationCodeChecks(code); got != want {
			t.Errorf("OrganisationCodeChecks(%q) = %v", code, got)
		}
	}
}

func TestCreditCodeIn(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"index number", "1133102400268125XW/2024-104757", xiage},
		{"label before", "索引号：1133102400268125XW/2024-104757", xiage},
		{"serial number without separator", "1133102400268125XW2024104757", xiage},
		{"full width", "１１３３１０２４００２６８１２５ＸＷ／２０２４", xiage},
		{"second run", "2024-000123 1133102400268125XW", xiage},
		{"old index number with an organisation code", "002681252/2024-00012", ""},
		{"code inside a longer number", "991133102400268125XW", ""},
		{"wrong check character", "1133102400268125XY/2024-104757", ""},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, ok := division.CreditCodeIn(tt.in); string(got) != tt.want || ok != (tt.want != "") {
				t.Errorf("CreditCodeIn(%q) = %q, %v; want %q", tt.in, got, ok, tt.want)
			}
		})
	}
}

// drawCredit makes a valid credit code: 17 characters at random, and the one check character that fits.
func drawCredit(t *rapid.T) string {
	characters := rapid.SampledFrom([]byte(creditAlphabet))
	digits := rapid.SampledFrom([]byte("0123456789"))
	head := rapid.SliceOfN(characters, 2, 2).Draw(t, "kind")
	head = append(head, rapid.SliceOfN(digits, 6, 6).Draw(t, "division")...)
	head = append(head, rapid.SliceOfN(characters, 9, 9).Draw(t, "organisation")...)
	var fitting []string
	for _, check := range []byte(creditAlphabet) {
		code := string(head) + string(check)
		if _, err := division.ParseCreditCode(code); err == nil {
			fitting = append(fitting, code)
		}
	}
	if len(fitting) != 1 {
		t.Fatalf("check characters that fit: %q", fitting)
	}
	return fitting[0]
}

func TestCreditCodeCatchesOneWrongCharacter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code := drawCredit(t)
		for at := range code {
			for _, other := range []byte("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
				wrong := code[:at] + string(other) + code[at+1:]
				if _, err := division.ParseCreditCode(wrong); wrong != code && err == nil {
					t.Fatalf("%s passes for %s", wrong, code)
				}
			}
		}
	})
}

// Only an exchange of the first with the last character goes through: both weigh 1.
func TestCreditCodeCatchesExchangedCharacters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code := drawCredit(t)
		for i := range code {
			for j := i + 1; j < len(code); j++ {
				wrong := []byte(code)
				wrong[i], wrong[j] = wrong[j], wrong[i]
				_, err := division.ParseCreditCode(string(wrong))
				if string(wrong) != code && err == nil && !(i == 0 && j == 17) {
					t.Fatalf("%s passes for %s", wrong, code)
				}
			}
		}
	})
}
