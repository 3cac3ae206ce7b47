package division

import "sync"

// Embedded gives the register that the program carries: the list of the statistics bureau down to townships as of 2023-06-30, in the
// edition "2023". The list has no rows for 香港, 澳门 and 台湾. It is unpacked at the first call; all calls give the same register.
// [Register.In] gives the lists of earlier years.
func Embedded() (*Register, error) { return embedded() }

var embedded = sync.OnceValues(func() (*Register, error) {
	a := embeddedArchive()
	return a.register(len(a.lists) - 1)
})

// EmbeddedHistory gives the history of the embedded lists: which rows of which of them are one body. It is made at the first call from
// all of them; all calls give the same history.
func EmbeddedHistory() (*History, error) { return embeddedArchive().history() }

// register gives the register of one list, which knows of the others.
func (a *archive) register(i int) (*Register, error) {
	e, err := a.editions[i]()
	if err != nil {
		return nil, err
	}
	return &Register{editions: []*edition{e}, others: a}, nil
}
