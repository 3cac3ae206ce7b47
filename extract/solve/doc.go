// Package solve decides what stood in cells that a page shows unclearly, by the arithmetic that the statutory forms
// prescribe: numbers whose digits stand glued to their neighbours, and cells left empty. It looks at numbers only;
// labels, rows and columns were found before.
//
// # The question
//
// A page allows a set of readings. A cell printed alone has one number. A Run (a stretch of text such as 401000041
// over seven cells) has every cut into as many numbers as it has cells: a number is 0 or has no leading zero, and
// keeps within the boundaries that the layout left. An empty cell may stand for any number ≥ 0, and so may a cell
// that is missing or could not be read. A reading balances when every equation of its table holds. The equations are
// those of report.RelationsOf with the sign =; bounds and notes between tables decide nothing.
//
// That one reading balances is not enough: publishers misprint, and a misprint can make a wrong reading balance. So
// the rule is stricter.
//
// # The rule
//
// A number is read from a run (Split), or put into an empty cell (Implied), when every reading that balances has it
// and it stays so whichever single number of the table is disbelieved. To disbelieve a number is to leave out the
// equations it stands in: two or three in table three, one in table four.
//
// What it gives: if at most one number of a table is not what the arithmetic asks for, then every number read from a
// run is the one that was printed, right or wrong, and every implied number is the one that makes the table right.
// The proof is short. The page as it was printed, with the true numbers in its empty cells, is one of the readings
// considered when the misprint is disbelieved, for it breaks no other equation; what all readings considered have in
// common it has too. (Numbers read as Thin or from another text, both below, have weaker ground, and a run that its
// digits force is what it is.) All approximations below only add readings, or leave equations out, and so can leave a cell
// undecided, never decide it wrongly. The digit of a misprint may be a leading zero; the numbers that are
// disbelieved may begin with one.
//
// In the words of the codebook: an equation that a number was found with is spent and confirms nothing. Where a
// number survives the loss of the equations of any other number, one equation may be spent on it and another,
// unspent one still agrees.
//
// # Runs
//
//   - A run whose chunks are its numbers is Printed, and a run that can be cut in one way only (as many digits as
//     cells, or zeros) is Split, whatever the equations say. No equation is spent on it; when one fails, the number
//     stays and report.Check says so; cells of the run beyond the failing equation get the doubt Shifted. Where no equation speaks of the cells, in table two, a number other than 0
//     gets the doubt Counted.
//   - The other runs are units. Each gets the list of its cuts that satisfy the equations inside it (cut.go), and
//     readings that no choice of the other units can balance are taken out: first by comparing bounds, then by
//     supposing each reading in turn and comparing bounds again (scene.go). Both only take out what cannot be.
//   - The same is done for every disbelief (disbelief.go). A cell is read when all readings left in all of them cut
//     it at the same place.
//   - When nothing balances, the page has a misprint. The disbeliefs under which the rest balances tell where it may
//     be. A run that may hold it stays unread with its readings as candidates. Any other run is read when these
//     disbeliefs agree on it, the equations inside it leave one reading, and each other cut of it breaks two
//     equations or more that hold no suspect: a lost digit may find a false balance where only columns decide.
//   - Where a run may be taken in several ways (Run.Otherwise), the first is tried alone. If that does not decide
//     the run, the text is chosen that balances, provided that every cut of the others breaks at least two
//     equations.
//   - When some run of the page has fewer digits than cells, empty cells have vanished from the text. Then as many
//     digits as cells prove nothing, and runs that only their count decides stay unread unless they are zeros. The same
//     holds for a run of a text that keeps the numbers of its other rows apart (Run.Apart).
//
// Table four has no cell in two equations, so nothing there can survive a disbelief, except by its count. Its
// fifteen numbers in one run are one decision: it is taken when exactly one cut satisfies the three sums, when some
// of the sums single it out, and when another sum, one that other cuts break, agrees. The numbers then carry the
// doubt Thin, for a misprint of the right digits could hide there: a group of 1, 30, 0, 0 with the misprinted total
// 13 has the digits of 13, 0, 0, 0 with 13.
//
// # Empty cells
//
// An equation with one unknown cell gives it; one whose unknown cells stand on one side with nothing left to share
// makes all of them 0 (spread.go). What follows in this way, and still follows under every disbelief, is firm
// (blank.go). A firm number is written when it also stands in an equation all of whose cells have numbers and that
// no implied number was found with (confirm.go). Two orders of spending are tried, rows first and columns first, and
// the one that leaves more cells confirmed is taken. A cell of the body is implied as 0 only; that the sums ask for
// another number there is a doubt, NotEmpty. A sum may be implied as any number, but not where / or 无 stood. When
// the page contradicts itself, the equations of every number that alone could explain it are left out of all this
// (broken.go).
//
// So a blank leaf needs its row and its column, a blank total its row and its column of totals; where a publisher
// leaves zeros and all totals of a table empty, most stay empty, each with its candidate in a doubt, because a
// misprinted leaf and an empty one of its column could make up for each other.
//
// # What it cannot know
//
// Two misprints that make up for each other. Digits that a copy lost or moved so that another page of numbers
// results that balances. Whether whole rows or columns were exchanged. Numbers of table two, which no equation ties
// together.
//
// # Bounds
//
// Work is counted in steps, never in time, so that the same page always has the same answer. What is not decided
// within Config.Steps, or has more than a few thousand cuts, stays unread with the reason Exhausted.
//
// # Files
//
//	solve.go      Config, Run, Result, Solve: the way in; doubt.go: Doubt, Reason and their findings
//	work.go       from the cells of the report to a table and back; runs.go, forced.go, text.go: the runs; doubts.go: wording
//	form.go       a statutory table as equations; cellset.go: sets of its cells
//	spread.go     working out unknown cells; blank.go, broken.go, confirm.go: which of them to believe
//	grammar.go    how numbers are written; strip.go: a text with its boundaries; cut.go: the ways to cut it
//	table.go      one table while it is solved; unit.go: a run with its readings; bridge.go, bounds.go: equations between units
//	scene.go      taking out readings that cannot balance; disbelief.go: leaving out the equations of a number
//	trust.go      the rule; verdict.go: what became of a unit; thin.go: table four; spent.go: the equations that were needed
package solve
