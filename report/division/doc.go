// Package division knows where bodies are, which body is meant, and which is the same over the years: division codes, the register of
// divisions by edition, credit codes, the resolving of a body from what a page and its surroundings say, and the history of bodies.
//
//	code.go        Code: division codes of GB/T 2260 and GB/T 10114; levels, parents, containment, all by digits
//	kind.go        Kind: province, county, town, subdistrict …, and rows that are no divisions
//	creditcode.go  CreditCode: 统一社会信用代码 with its two check characters; creditkind.go: who registered whom
//
//	register.go    Register: editions of the list of divisions as a value; lookup, children, path
//	edition.go     one edition made ready for questions; rows.go reads rows from CSV
//	embedded.go    the register and history that the program carries; lists.go: the lists they are made of, difference.go: how they are
//	               kept small; internal/make makes the files in lists/, NOTICE.md names their source
//	year.go        In, ResolveIn: the register, and resolving, for the reports of a year
//	find.go        Find: divisions by name, by official variants of a name, by its stem
//	text.go        how names are normalised; stem.go: what a name is without the word for its kind
//
//	change.go      Change, Comparison: what two editions say of a division; counts.go adds them up
//	compare.go     Compare: the rules by which rows of two editions are one body; matcher.go, match.go, overlap.go and respelt.go carry
//	               them out
//	succession.go  what became of the divisions that do not go on
//	villages.go    VillageFlow: where the villages of a township went; listname.go: names in the form in which lists are compared
//	history.go     History: bodies over all editions, and their permanent ids
//	bodies.go      Body, Attribute, Event; existed.go: whether a body existed in a year; span.go: by days that people named
//	overlay.go     Overlay: what a person puts right; correct.go carries it out
//
//	claim.go       Claim: what a page says about its body, and where it says so, in the order of trust
//	body.go        BodyRef: a body, its natural key, and how two bodies stand to each other
//	resolve.go     Resolve: from claims to a body; the rules are written there
//	understand.go  what a claim says by itself; context.go: the places that the claims name
//	candidates.go  the bodies that a name may mean in that context; unlisted.go: those that no edition lists
//	decide.go      comparing every claim with the most trusted; conflict.go: what may be wrong, and how sure the answer is
//	reading.go     a name as a chain of divisions and a unit; unit.go and department.go: what the unit is; title.go: names in titles
//
// Everything here is pure: no network, no clock, and no files but the embedded lists.
package division
