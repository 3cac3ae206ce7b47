package store

import (
	"context"
	"fmt"
)

// BodyRef names a body that reports, by its natural key, with what is known of it.
type BodyRef struct {
	Key        string `json:"key"` // natural key: one body, one key, for ever
	Name       string `json:"name"`
	Kind       string `json:"kind"`
	Division   string `json:"division"` // division code
	CreditCode string `json:"credit_code"`
	Parent     string `json:"parent"` // natural key; empty for none
}

// Body is a body with its permanent id, which is neither its code nor its name.
type Body struct {
	ID int64
	BodyRef
	// Register tells that a register vouches for the attributes, and not only the pages that were read.
	Register bool
}

const (
	sqlInsertBody query = `INSERT INTO bodies (key, name, kind, division, credit_code, parent, source)
		VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (key) DO NOTHING RETURNING id`
	sqlFindBody query = `SELECT id, key, name, kind, division, credit_code, parent,
			CASE WHEN source = 'register' THEN 1 ELSE 0 END
		FROM bodies WHERE key = $1`
	sqlUpdateBody query = `UPDATE bodies SET name = $2, kind = $3, division = $4, credit_code = $5, parent = $6, source = $7
		WHERE id = $1`
)

var bodyQueries = []query{sqlInsertBody, sqlFindBody, sqlUpdateBody}

// SaveBodies enters bodies of a register. What the register says of a body replaces what pages said, except that
// an empty attribute replaces nothing.
func (s *Store) SaveBodies(ctx context.Context, bodies []BodyRef) error {
	return s.write(ctx, "save bodies", func(t *transaction) error {
		for i := range bodies {
			if _, err := t.keepBody(&bodies[i], true); err != nil {
				return fmt.Errorf("%s: %w", bodies[i].Key, err)
			}
		}
		return nil
	})
}

// keepBody gets or makes a body with its permanent id. Its readings are searched by where it stands now.
func (t *transaction) keepBody(ref *BodyRef, register bool) (Body, error) {
	if ref.Key == "" {
		return Body{}, errNoKey
	}
	r := BodyRef{clean(ref.Key), clean(ref.Name), clean(ref.Kind), clean(ref.Division), clean(ref.CreditCode), clean(ref.Parent)}
	var have Body
	found, err := t.get(sqlFindBody, []any{r.Key}, &have.ID, &have.Key, &have.Name, &have.Kind, &have.Division,
		&have.CreditCode, &have.Parent, &have.Register)
	if err != nil {
		return have, err
	}
	if !found {
		made := Body{BodyRef: r, Register: register}
		_, err := t.get(sqlInsertBody, []any{r.Key, r.Name, r.Kind, r.Division, r.CreditCode, r.Parent, sourceOf(register)}, &made.ID)
		return made, err
	}
	merged := mergeBody(have, r, register)
	if merged == have {
		return have, nil
	}
	_, err = t.exec(sqlUpdateBody, have.ID, merged.Name, merged.Kind, merged.Division, merged.CreditCode, merged.Parent,
		sourceOf(merged.Register))
	if err == nil && placed(merged.Division, merged.Kind) != placed(have.Division, have.Kind) {
		err = t.indexAgain(sqlBodyToIndex, have.ID)
	}
	return merged, err
}

// mergeBody says what is kept of two descriptions of a body, whichever came first: the register before pages,
// something before nothing, and of two pages the attribute that is first in order.
func mergeBody(have Body, ref BodyRef, register bool) Body {
	pick := func(old, new string) string {
		switch {
		case new == "" || old == new:
			return old
		case old == "" || register:
			return new
		case have.Register:
			return old
		default:
			return min(old, new)
		}
	}
	return Body{have.ID, BodyRef{
		have.Key, pick(have.Name, ref.Name), pick(have.Kind, ref.Kind), pick(have.Division, ref.Division),
		pick(have.CreditCode, ref.CreditCode), pick(have.Parent, ref.Parent),
	}, have.Register || register}
}

func sourceOf(register bool) string {
	if register {
		return "register"
	}
	return "reading"
}
