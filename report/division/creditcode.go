package division

import (
	"errors"
	"fmt"
	"strings"
)

// creditAlphabet holds the 31 characters of GB 32100-2015 in the order of their values: digits and letters without I, O, S, V and Z.
const creditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// CreditCode is a unified social credit code (统一社会信用代码, GB 32100-2015) in its written form of 18 upper-case characters:
// registering department (1), category (1), division at registration (6), organisation code (9), check character (1).
// [ParseCreditCode] and [CreditCodeIn] give checked ones; the methods of an unchecked one give empty answers instead of failing.
type CreditCode string

// Errors of a string that is no credit code. ParseCreditCode wraps them with the string.
var (
	ErrCreditLength   = errors.New("a credit code has 18 characters")
	ErrCreditAlphabet = errors.New("a credit code has digits and letters without I, O, S, V and Z")
	ErrCreditDivision = errors.New("characters 3 to 8 of a credit code are digits")
	ErrCreditCheck    = errors.New("the check character does not fit the others")
)

// ParseCreditCode reads a credit code. Lower case, full-width characters and surrounding white space are accepted and put right;
// nothing else is. The organisation code within has a check of its own, which is not demanded here because codes that miss it
// were given out: see [CreditCode.OrganisationChecks].
func ParseCreditCode(s string) (CreditCode, error) {
	code := strings.ToUpper(strings.TrimSpace(foldWidth(s)))
	if err := checkCredit(code); err != nil {
		return "", fmt.Errorf("credit code %q: %w", s, err)
	}
	return CreditCode(code), nil
}

func checkCredit(code string) error {
	if len(code) != 18 {
		return ErrCreditLength
	}
	for i := range len(code) {
		if strings.IndexByte(creditAlphabet, code[i]) < 0 {
			return ErrCreditAlphabet
		}
	}
	if !allDigits(code[2:8]) {
		return ErrCreditDivision
	}
	if creditCheck(code[:17]) != code[17] {
		return ErrCreditCheck
	}
	return nil
}

// creditCheck computes the 18th character: weights are the powers of 3 modulo 31 (GB 32100-2015, 4.4).
// As 3 generates every residue modulo the prime 31, all weights differ and none is 0, so each single wrong character is caught, and
// each exchange of two characters except the first with the last.
func creditCheck(first17 string) byte {
	sum, weight := 0, 1
	for i := range len(first17) {
		sum += strings.IndexByte(creditAlphabet, first17[i]) * weight
		weight = weight * 3 % 31
	}
	return creditAlphabet[(31-sum%31)%31]
}

// Division gives characters 3 to 8: the division where the organisation was registered. It may be obsolete (codes change, credit
// codes stay), and 100000 means that it was registered with the central authorities. Empty when the characters are no division code.
func (c CreditCode) Division() Code {
	if len(c) != 18 {
		return ""
	}
	code, err := ParseCode(string(c[2:8]))
	if err != nil {
		return ""
	}
	return code
}

// Kind gives characters 1 and 2: the registering department and the category within it.
func (c CreditCode) Kind() CreditKind {
	if len(c) != 18 {
		return ""
	}
	return CreditKind(c[:2])
}

// Organisation gives characters 9 to 17: the organisation code (组织机构代码, GB 11714) with its check character, without hyphen.
func (c CreditCode) Organisation() string {
	if len(c) != 18 {
		return ""
	}
	return string(c[8:17])
}

// OrganisationChecks tells whether the organisation code within the credit code agrees with its own check character.
func (c CreditCode) OrganisationChecks() bool { return OrganisationCodeChecks(c.Organisation()) }

// OrganisationCodeChecks tells whether s is an organisation code of GB 11714-1997: eight digits or letters and a check character
// modulo 11, where X stands for 10; a hyphen before the check character is allowed.
func OrganisationCodeChecks(s string) bool {
	s = strings.Replace(s, "-", "", 1)
	if len(s) != 9 {
		return false
	}
	sum := 0
	for i, weight := range [8]int{3, 7, 9, 10, 5, 8, 4, 2} {
		v := strings.IndexByte("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", s[i])
		if v < 0 {
			return false
		}
		sum += v * weight
	}
	return "0X987654321"[sum%11] == s[8]
}

// CreditCodeIn finds the first credit code inside a longer text, as an index number (索引号) that begins with its publisher's code:
// 1133102400268125XW/2024-104757. The code is a whole run of letters and digits; of a longer run (code and serial number written
// together) the beginning counts only if the organisation code in it checks too and the kind is a known one.
func CreditCodeIn(s string) (CreditCode, bool) {
	runs := strings.FieldsFunc(strings.ToUpper(foldWidth(s)), func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'A' || r > 'Z')
	})
	for _, run := range runs {
		if len(run) < 18 || checkCredit(run[:18]) != nil {
			continue
		}
		code := CreditCode(run[:18])
		if len(run) == 18 || code.OrganisationChecks() && code.Kind().Known() {
			return code, true
		}
	}
	return "", false
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
