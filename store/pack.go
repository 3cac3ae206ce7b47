package store

import (
	"encoding/binary"
	"fmt"

	"github.com/nianbao/nianbao/report"
)

// packVersion is the first byte of a packed proof; the rest is a zstd frame over the cells one after another in
// the order of a list of keys. Each cell is
//
//	byte   state in the low four bits, basis in the next two, source of the unit in the highest two
//	byte   the flags below
//	       table, row, column as differences to the cell before        if flagPlace
//	       start as difference to the end of the cell before, length   if flagSpan
//	text   raw                                                         if flagRaw
//	text   value                                                       if flagValue; without it raw is the value
//	text   name of the unit                                            if flagUnit; without it that of the cell before
//	number checks                                                      if flagChecks
//
// Numbers are zigzag varints, texts a number of bytes and the bytes themselves, as printed.
const packVersion = 1

const (
	flagUncertain = 1 << iota
	flagPlace
	flagSpan
	flagRaw
	flagValue
	flagUnit
	flagChecks
)

// cellsOf writes everything about the cells, uncompressed.
func cellsOf(cells *report.Cells) []byte {
	p := packer{buffer: make([]byte, 0, 4096)}
	for i := range cells {
		p.cell(&cells[i])
	}
	return p.buffer
}

// packed compresses what cellsOf wrote.
func (z *zipper) packed(cells []byte) []byte { return z.in.EncodeAll(cells, []byte{packVersion}) }

type packer struct {
	buffer []byte
	place  report.Place
	unit   string
}

func (p *packer) cell(c *report.Cell) {
	flags := p.flags(c)
	p.buffer = append(p.buffer, byte(c.State)|byte(c.Basis)<<4|byte(c.Unit.Source)<<6, flags)
	if flags&flagPlace != 0 {
		p.number(c.Place.Table - p.place.Table)
		p.number(c.Place.Row - p.place.Row)
		p.number(c.Place.Column - p.place.Column)
		if flags&flagSpan != 0 {
			p.number(c.Place.Start - p.place.End)
			p.number(c.Place.End - c.Place.Start)
			p.place.End = c.Place.End
		}
		p.place.Table, p.place.Row, p.place.Column = c.Place.Table, c.Place.Row, c.Place.Column
	}
	if flags&flagRaw != 0 {
		p.text(c.Raw)
	}
	if flags&flagValue != 0 {
		p.text(c.Value.String())
	}
	if flags&flagUnit != 0 {
		p.text(c.Unit.Name)
		p.unit = c.Unit.Name
	}
	if flags&flagChecks != 0 {
		p.number(c.Checks)
	}
}

func (p *packer) flags(c *report.Cell) byte {
	flags := byte(0)
	for _, f := range []struct {
		flag byte
		set  bool
	}{
		{flagUncertain, c.Uncertain},
		{flagPlace, !c.Place.IsZero()},
		{flagSpan, c.Place.Start != 0 || c.Place.End != 0},
		{flagRaw, c.Raw != ""},
		{flagValue, c.State.HasValue() && c.Value.String() != c.Raw},
		{flagUnit, c.Unit.Name != p.unit},
		{flagChecks, c.Checks != 0},
	} {
		if f.set {
			flags |= f.flag
		}
	}
	return flags
}

func (p *packer) number(n int) { p.buffer = binary.AppendVarint(p.buffer, int64(n)) }

func (p *packer) text(s string) {
	p.number(len(s))
	p.buffer = append(p.buffer, s...)
}

// unpack reads what pack wrote into the cells of the keys.
func (z *zipper) unpack(blob []byte, keys []report.Key, cells *report.Cells) error {
	if len(blob) == 0 || blob[0] != packVersion {
		return fmt.Errorf("%w: a proof has no known version", ErrCorrupt)
	}
	raw, err := z.unzip(blob[1:], 8192)
	if err != nil {
		return err
	}
	u := unpacker{rest: raw}
	for _, k := range keys {
		*cells.At(k) = u.cell()
	}
	if u.err == nil && len(u.rest) > 0 {
		u.fail("has bytes left over")
	}
	return u.err
}

type unpacker struct {
	rest  []byte
	place report.Place
	unit  string
	err   error
}

func (u *unpacker) cell() (c report.Cell) {
	head, flags := u.byte(), u.byte()
	c.State, c.Basis = report.CellState(head&15), report.Basis(head>>4&3)
	c.Unit.Source, c.Uncertain = report.UnitSource(head>>6), flags&flagUncertain != 0
	if c.State > report.Entered || c.Unit.Source > report.UnitPrinted {
		u.fail("has an unknown state")
		return report.Cell{}
	}
	if flags&flagPlace != 0 {
		c.Place = u.position(flags&flagSpan != 0)
	}
	if flags&flagRaw != 0 {
		c.Raw = u.text()
	}
	c.Value = u.value(c, flags)
	if flags&flagUnit != 0 {
		u.unit = u.text()
	}
	c.Unit.Name = u.unit
	if flags&flagChecks != 0 {
		c.Checks = u.number()
	}
	return c
}

func (u *unpacker) position(span bool) report.Place {
	u.place.Table += u.number()
	u.place.Row += u.number()
	u.place.Column += u.number()
	at := report.Place{Table: u.place.Table, Row: u.place.Row, Column: u.place.Column}
	if span {
		at.Start = u.place.End + u.number()
		at.End = at.Start + u.number()
		u.place.End = at.End
	}
	return at
}

func (u *unpacker) value(c report.Cell, flags byte) (n report.Number) {
	text := c.Raw
	switch {
	case !c.State.HasValue():
		return n
	case flags&flagValue != 0:
		text = u.text()
	}
	n, err := report.ParseNumber(text)
	if err != nil {
		u.fail(err.Error())
	}
	return n
}

func (u *unpacker) byte() byte {
	if len(u.rest) == 0 {
		u.fail("ends too early")
		return 0
	}
	b := u.rest[0]
	u.rest = u.rest[1:]
	return b
}

func (u *unpacker) number() int {
	n, size := binary.Varint(u.rest)
	if size <= 0 {
		u.fail("ends in a number")
		return 0
	}
	u.rest = u.rest[size:]
	return int(n)
}

func (u *unpacker) text() string {
	n := u.number()
	if n < 0 || n > len(u.rest) {
		u.fail("ends in a text")
		return ""
	}
	s := string(u.rest[:n])
	u.rest = u.rest[n:]
	return s
}

// fail keeps the first fault and ends the reading.
func (u *unpacker) fail(what string) {
	if u.err == nil {
		u.err = fmt.Errorf("%w: a proof %s", ErrCorrupt, what)
	}
	u.rest = nil
}
