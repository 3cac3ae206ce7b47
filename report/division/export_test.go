package division

// FreshHistory does what the first call of EmbeddedHistory does.
func FreshHistory() (*History, error) { return newArchive().history() }

// FreshEdition does what the first call for the register of a year does.
func FreshEdition(year int) (*Register, error) {
	a := newArchive()
	return a.register(a.nearest(year))
}
