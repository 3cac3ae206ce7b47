package pipeline

import (
	"context"
	"strings"

	"github.com/nianbao/nianbao/report/division"
	"github.com/nianbao/nianbao/store"
)

// Rekey brings the bodies of a database under the permanent keys of the history: those that an earlier program kept
// under their division codes, and those that turned out to be one body with another. Each reading goes where its own
// claims lead, as if its page were read again: a code may have been that of several bodies, and a body may have had
// several codes. It tells how many bodies had other keys. Whoever calls it concludes afterwards.
func Rekey(ctx context.Context, db *store.Store, reading *Reading) (changed int, err error) {
	bodies, err := db.Bodies(ctx, store.BodyFilter{})
	if err != nil {
		return 0, err
	}
	var list []store.Rekeyed
	for _, b := range bodies {
		to, other := reading.permanent(b.BodyRef)
		if !other {
			continue
		}
		moved := store.Rekeyed{Body: b.Key, To: to, Readings: map[int64]store.BodyRef{}}
		for l, err := range db.Load(ctx, store.Filter{Body: b.Key, All: true}) {
			if err != nil {
				return 0, err
			}
			if ref, known := reading.BodyOf(reading.resolve(l.Year, claimsOf(l.Resolution))); known && l.Body.ID == b.ID {
				moved.Readings[l.ID] = ref
			}
		}
		list = append(list, moved)
	}
	if len(list) == 0 {
		return 0, nil
	}
	return len(list), db.Rekey(ctx, list)
}

// permanent gives a body of a database as it is kept today; false where nothing else is known of it.
func (p places) permanent(b store.BodyRef) (store.BodyRef, bool) {
	number, unit, _ := strings.Cut(b.Key, "/")
	ref := division.BodyRef{Unit: unit, Name: b.Name, CreditCode: division.CreditCode(b.CreditCode), Kind: division.BodyKind(b.Kind)}
	for _, e := range p.history().Editions() {
		if id, _, known := idOf(number); known {
			ref.Division, _ = p.history().CodeIn(e, id)
		} else {
			ref.Division = division.Code(number)
		}
		if _, listed := p.history().ID(e, ref.Division); listed {
			now, _ := p.BodyOf(division.Resolution{Edition: e, Body: ref})
			return now, now.Key != b.Key
		}
	}
	return b, false
}

// claimsOf gives the claims of a stored reading in the order in which they were made.
func claimsOf(r store.Resolution) []division.Claim {
	claims := make([]division.Claim, len(r.Claims))
	for i, c := range r.Claims {
		claims[i] = division.Claim{Kind: division.ClaimKind(c.Kind), Value: c.Value, Origin: division.Origin(c.Origin)}
	}
	return claims
}
