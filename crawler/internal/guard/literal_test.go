package guard_test

import (
	"errors"
	"testing"

	"github.com/nianbao/nianbao/crawler/internal/guard"
)

func TestCheckLiteral(t *testing.T) {
	for authority, want := range map[string]error{
		"www.jia.test": nil, "www.jia.test:8080": nil, "1.1.1.1": nil, "1.1.1.1:81": nil, "[2606:4700::1]": nil,
		"localhost.example": nil, "10.example": nil,
		"127.0.0.1": guard.ErrPrivateAddress, "10.0.0.1:80": guard.ErrPrivateAddress, "[::1]:80": guard.ErrPrivateAddress,
		"169.254.169.254": guard.ErrPrivateAddress, "[::ffff:10.0.0.1]": guard.ErrPrivateAddress,
		"LOCALHOST": guard.ErrPrivateAddress, "a.localhost.": guard.ErrPrivateAddress,
		"2130706433": guard.ErrBadURL, "0x7f000001": guard.ErrBadURL, "127.1": guard.ErrBadURL, "0": guard.ErrBadURL,
		"0177.0.0.1": guard.ErrBadURL, "a.test:99999": guard.ErrBadURL, "a.test:0": guard.ErrBadURL, "": guard.ErrBadURL,
	} {
		if err := guard.CheckLiteral(authority); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", authority, err, want)
		}
	}
}

func TestUnderTest(t *testing.T) {
	for host, want := range map[string]bool{
		"a.test": true, "A.TEST": true, "a.test.": true, "a.test:80": true, "test": true, "test:1": true,
		"atest": false, "a.test.example": false, "test.example:80": false, "": false, "[::1]:80": false,
	} {
		if guard.UnderTest(host) != want {
			t.Errorf("%q: %v", host, !want)
		}
	}
}
