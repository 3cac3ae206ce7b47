package store

import (
	"encoding"
	"fmt"

	"github.com/nianbao/nianbao/report"
)

// textInto is a name or decimal of the database and where it goes.
type textInto struct {
	text string
	into encoding.TextUnmarshaler
}

func unmarshalTexts(list []textInto) error {
	for _, x := range list {
		if err := x.into.UnmarshalText([]byte(x.text)); err != nil {
			return fmt.Errorf("%w: %w", ErrCorrupt, err)
		}
	}
	return nil
}

// number reads a canonical decimal; NULL is none.
func number(text *string) (*report.Number, error) {
	if text == nil {
		return nil, nil
	}
	n, err := report.ParseNumber(*text)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	return &n, nil
}
