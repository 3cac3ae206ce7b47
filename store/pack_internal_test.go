package store

import (
	"errors"
	"testing"

	"github.com/nianbao/nianbao/report"
)

// FuzzUnpack gives the unpacker bytes that pack never wrote: it must say so or give cells, and never panic.
func FuzzUnpack(f *testing.F) {
	var cells report.Cells
	for i := range cells {
		cells[i] = report.Cell{
			State: report.Implied, Basis: report.BasisNA, Value: report.Int(int64(i)), Raw: "/",
			Unit: report.Unit{Name: "件", Source: report.UnitForm}, Place: report.Place{Table: 1, Row: i, Column: 2, Start: i, End: i + 1},
		}
	}
	p := packer{}
	for i := range cells {
		p.cell(&cells[i])
	}
	f.Add(p.buffer)
	f.Add(p.buffer[:len(p.buffer)-1])
	f.Add(append(p.buffer[:len(p.buffer):len(p.buffer)], 0))
	f.Add([]byte{5, flagRaw, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f})
	f.Add([]byte{15, 0})
	z, err := newZipper()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, payload []byte) {
		var got report.Cells
		err := z.unpack(z.in.EncodeAll(payload, []byte{packVersion}), report.Keys(), &got)
		if err != nil {
			if !errors.Is(err, ErrCorrupt) {
				t.Errorf("not named as damage: %v", err)
			}
			return
		}
		var again report.Cells
		if err := z.unpack(z.packed(cellsOf(&got)), report.Keys(), &again); err != nil || again != got {
			t.Errorf("cells that were read are not written alike: %v", err)
		}
	})
}
