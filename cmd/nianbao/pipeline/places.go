package pipeline

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/nianbao/nianbao/report/division"
	"github.com/nianbao/nianbao/store"
)

// Places says which bodies there are: the register, by which a page is understood, and the history, by which bodies
// under several codes are one. The zero Places are the embedded ones.
type Places struct {
	Register *division.Register // nil for the embedded one
	// History must know the editions of Register. When nil, it is the embedded one, or that of the Register given.
	History *division.History
}

// places is Places made ready. The history is made when it is first asked for: reading alone needs none.
type places struct {
	register *division.Register
	history  func() *division.History
}

func (p Places) ready() (places, error) {
	if p.Register == nil {
		register, err := division.Embedded()
		if err != nil {
			return places{}, err
		}
		return places{register, sync.OnceValue(func() *division.History {
			if p.History != nil {
				return p.History
			}
			history, err := division.EmbeddedHistory()
			if err != nil {
				panic(err) // the program is damaged; a test of the embedded lists rules it out
			}
			return history
		})}, nil
	}
	history := p.History
	if history == nil {
		var err error
		if history, err = historyOf(p.Register); err != nil {
			return places{}, err
		}
	}
	return places{p.Register, func() *division.History { return history }}, nil
}

// Area names the province, prefecture, county or township with the leading digits of a division code; empty when the
// register has none.
func (p places) Area(digits string) string {
	code, err := division.ParseCode(digits + strings.Repeat("0", max(0, 6-len(digits))))
	if err != nil {
		return ""
	}
	d, _ := p.register.Lookup(code)
	return d.Name
}

// historyOf compares the editions of a register.
func historyOf(register *division.Register) (*division.History, error) {
	editions := register.Editions()
	for i := range editions {
		alone, _ := register.At(editions[i].Name) // it is one of them
		for d := range alone.Within("") {
			editions[i].Rows = append(editions[i].Rows, division.Row{Code: string(d.Code), Name: d.Name})
		}
	}
	return division.NewHistory(nil, editions...)
}

// resolve decides of which body claims for a year are. A division code of another time, as a source's file has it, is
// taken for the code that the same body had in that year; the resolution shows it as it was claimed.
func (p places) resolve(year int, claims []division.Claim) division.Resolution {
	asked, claimed := slices.Clone(claims), map[division.Claim]division.Claim{}
	for i, c := range claims {
		if code, other := p.codeAt(year, c); other {
			asked[i].Value = string(code)
			claimed[asked[i]] = c
		}
	}
	r := division.ResolveIn(p.register, year, asked)
	restore := func(c *division.Claim) {
		if was, exchanged := claimed[*c]; exchanged && !slices.Contains(claims, *c) {
			*c = was
		}
	}
	restore(&r.By)
	for i := range r.Used {
		restore(&r.Used[i])
	}
	for i := range r.Conflicts {
		restore(&r.Conflicts[i].Claim)
	}
	p.reconcile(year, &r)
	return r
}

// reconcile takes back conflicts with names and codes that the same body has in another edition: columns and
// breadcrumbs carry the names of today over the reports of yesterday.
func (p places) reconcile(year int, r *division.Resolution) {
	if len(r.Conflicts) == 0 {
		return
	}
	id, known := p.history().ID(r.Edition, r.Body.Division)
	if !known || r.Body.Unit != "" {
		return
	}
	then := p.register.In(year)
	same := func(b division.BodyRef) bool {
		d, listed := then.Lookup(b.Division)
		other, known := p.history().ID(d.Edition, b.Division)
		return listed && known && b.Unit == "" && other == id
	}
	worst, settled := division.Weight(0), false
	kept := r.Conflicts[:0:0]
	for _, c := range r.Conflicts {
		if c.Kind == division.ConflictOtherBody && slices.ContainsFunc(c.Says, same) {
			r.Used, settled = append(r.Used, c.Claim), true
			continue
		}
		worst = max(worst, c.Weight)
		kept = append(kept, c)
	}
	if !settled {
		return
	}
	r.Conflicts = kept
	slices.SortStableFunc(r.Used, func(a, b division.Claim) int { return a.Origin.Trust() - b.Origin.Trust() })
	switch {
	case worst == division.Middle:
		r.Confidence = division.Probable
	case worst < division.Middle:
		r.Confidence = division.Certain // two claims name it
	}
}

// codeAt gives the code that the body of a claimed code had in a year, where the claim has one of another time.
func (p places) codeAt(year int, c division.Claim) (division.Code, bool) {
	if c.Kind != division.ClaimDivisionCode || year == 0 {
		return "", false
	}
	code, err := division.ParseCode(c.Value)
	first := p.register.In(year).Editions()
	if err != nil || len(first) == 0 {
		return "", false
	}
	if then, _ := p.register.In(year).At(first[0].Name); then != nil {
		if _, listed := then.Lookup(code); listed || code.Level() > division.LevelTownship {
			return "", false
		}
	}
	for _, e := range p.register.Editions() { // newest first
		if id, known := p.history().ID(e.Name, code); known {
			return p.history().CodeIn(first[0].Name, id)
		}
	}
	return "", false
}

// BodyOf gives the body that a page was resolved to, as the store knows it; false when it was not resolved.
//
// Its key is the permanent one of the history, so that a body has one key under all its codes and names; what the
// history does not know keeps its natural key. Codes have six digits and more and ids fewer, so the two never meet.
// The other attributes are those of the newest edition that lists the body, whatever the year of the page: the page's
// own are in its report. So they do not depend on which page was read first.
func (p places) BodyOf(r division.Resolution) (store.BodyRef, bool) {
	ref := r.Body
	if ref.Key() == "" {
		return store.BodyRef{}, false
	}
	body := store.BodyRef{
		Key: p.key(r.Edition, ref), Name: p.nameOf(ref), Kind: string(ref.Kind),
		Division: string(ref.Division), CreditCode: string(ref.CreditCode), Parent: p.parentOf(r.Edition, ref),
	}
	id, known := p.history().ID(r.Edition, ref.Division)
	if !known {
		return body, true
	}
	newest := p.newest(id)
	body.Division = cmp.Or(newest[division.AttributeCode], body.Division)
	if own := ref.Unit == "" && ref.Division.Level() == division.LevelTownship; own {
		body.Name = cmp.Or(newest[division.AttributeName], body.Name)
		body.Kind = kindOf(division.Kind(newest[division.AttributeKindOf]), body.Kind)
	}
	if ref.Unit == "" {
		body.Parent = cmp.Or(newest[division.AttributeParent], body.Parent)
	}
	return body, true
}

// newest gives the attributes of the division of a body as the newest edition that lists it has them.
func (p places) newest(id division.BodyID) map[division.AttributeKind]string {
	values := map[division.AttributeKind]string{}
	body, _ := p.history().Body(id)
	for _, a := range body.Attributes { // of one kind, the newest is last
		values[a.Kind] = a.Value
	}
	return values
}

// kindOf gives the kind of the administration of a township by the kind of the township.
func kindOf(kind division.Kind, otherwise string) string {
	switch kind {
	case division.KindSubdistrict:
		return string(division.BodySubdistrict)
	case division.KindTown, division.KindTownship, division.KindEthnic:
		return string(division.BodyTownship)
	}
	return otherwise
}

func (p places) key(edition string, ref division.BodyRef) string {
	return cmp.Or(p.history().Key(edition, ref), ref.Key())
}

// parentOf gives the key of the government above: the division's own for an organ in it.
func (p places) parentOf(edition string, ref division.BodyRef) string {
	above := division.BodyRef{Division: ref.Division}
	if ref.Unit == "" {
		above.Division = ref.Division.Parent()
	}
	return p.key(edition, above)
}

// nameOf gives the name under which a body is listed: that of the register for a township's own administration,
// so that 东浔街道 and 东浔街道办事处 are one, and otherwise the one of the page.
func (p places) nameOf(ref division.BodyRef) string {
	d, listed := p.register.Lookup(ref.Division)
	if listed && ref.Unit == "" && d.Level == division.LevelTownship {
		return d.Name
	}
	return ref.Name
}

// Named gives the body that a source names with a division code, of the township or of the county around it, in a
// year; false when nobody knows which body is meant.
func (p places) Named(name, code string, year int) (store.BodyRef, bool) {
	claims := []division.Claim{
		{Kind: division.ClaimDivisionCode, Value: code, Origin: division.OriginHintDivision},
		{Kind: division.ClaimName, Value: name, Origin: division.OriginListTitle},
	}
	if name == "" {
		claims = claims[:1]
	}
	return p.BodyOf(p.resolve(year, claims))
}

// Existed tells whether a body of the store existed in a year. Of an organ or a zone that the register does not list it
// says what holds for the division around it, presumed.
func (p places) Existed(body store.BodyRef, year int) division.Existence {
	id, unit, known := idOf(body.Key)
	if !known {
		return division.Existence{Answer: division.Unknown, Evidence: "no edition of the register lists it"}
	}
	e := p.history().Existed(id, year)
	if unit != "" {
		e.Presumed, e.Evidence = true, fmt.Sprintf("the division around %s: %s", unit, e.Evidence)
	}
	return e
}

// idOf takes a key apart; false for one that names no body of the history. Codes have six digits and more.
func idOf(key string) (id division.BodyID, unit string, known bool) {
	number, unit, _ := strings.Cut(key, "/")
	n, err := strconv.ParseUint(number, 10, 32)
	return division.BodyID(n), unit, err == nil && len(number) < 6
}

// Coded gives the key of the body that any edition lists under a division code, of several the newest one's.
func (p places) Coded(code string) (key string, known bool) {
	parsed, err := division.ParseCode(code)
	if err != nil {
		return "", false
	}
	history := p.history()
	for _, e := range history.Editions() {
		if id, listed := history.ID(e, parsed); listed {
			return history.Now(id).String(), true
		}
	}
	return "", false
}
