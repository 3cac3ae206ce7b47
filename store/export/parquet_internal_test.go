package export

import (
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestUnscaled compares with the arithmetic of the standard library.
func TestUnscaled(t *testing.T) {
	wanted := func(decimal string) [16]byte {
		whole, fraction, _ := strings.Cut(decimal, ".")
		n, ok := new(big.Int).SetString(whole+fraction+strings.Repeat("0", decimalPlaces-len(fraction)), 10)
		if !ok {
			t.Fatal(decimal)
		}
		if n.Sign() < 0 {
			n.Add(n, new(big.Int).Lsh(big.NewInt(1), 128))
		}
		return [16]byte(n.FillBytes(make([]byte, 16)))
	}
	list := []string{"0", "-0", "1", "-1", "0.0000000000000000001", "-0.0000000000000000001", "9999999999999999999", "-9999999999999999999.9999999999999999999"}
	random := rand.New(rand.NewPCG(1, 1)) //nolint:gosec // nothing is secret
	for range 2000 {
		digits := []byte("-")
		for range 1 + random.IntN(19) {
			digits = append(digits, byte('0'+random.IntN(10)))
		}
		text := string(digits[random.IntN(2):])
		if random.IntN(2) == 0 {
			text += "." + string(digits[1:])
		}
		list = append(list, text)
	}
	for _, text := range list {
		if got, err := unscaled(text); err != nil || got != wanted(text) {
			t.Errorf("%s: %x, %v; want %x", text, got, err, wanted(text))
		}
	}
	for _, text := range []string{"", "-", ".5", "1e3", "1,0", "1.00000000000000000001", "99999999999999999999", "170141183460469231731687303715884105728"} {
		if got, err := unscaled(text); err == nil {
			t.Errorf("%q: %x", text, got)
		}
	}
}
