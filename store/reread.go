package store

import (
	"context"
	"fmt"
)

// Reread compares readings with what is stored and keeps those that differ, all in one transaction: it gives the
// changes, each with its cause, in the order of the readings. What is the same is not written; where another reader
// made it, it is noted that this reader has read the document. A reading that nothing explains (CauseNone) is given
// and not kept.
func (s *Store) Reread(ctx context.Context, readings []Reading) ([]Change, error) {
	packed := make([]packedReading, len(readings))
	for i := range readings {
		var err error
		if packed[i], err = prepareReading(&readings[i]); err != nil {
			return nil, fmt.Errorf("read %s again: %w", readings[i].Document.URL, err)
		}
	}
	changes, different, err := s.compare(ctx, packed)
	if err != nil || len(different) == 0 {
		return changes, err
	}
	for _, p := range different {
		s.pack(p)
	}
	return changes, s.write(ctx, "save readings", func(t *transaction) error {
		for _, p := range different {
			if err := t.saveReading(p); err != nil {
				return fmt.Errorf("%s: %w", p.Document.URL, err)
			}
		}
		return nil
	})
}

// compare finds what has to be written, without writing.
func (s *Store) compare(ctx context.Context, packed []packedReading) (changes []Change, different []*packedReading, err error) {
	err = s.read(ctx, "compare readings", func(t *transaction) error {
		for i := range packed {
			p := &packed[i]
			change, write, err := t.changed(p)
			if err != nil {
				return fmt.Errorf("%s: %w", p.Document.URL, err)
			}
			if change != nil {
				changes = append(changes, *change)
			}
			if write {
				different = append(different, p)
			}
		}
		return nil
	})
	return changes, different, err
}

// changed tells how a reading differs from the one before, and whether anything is to be written.
func (t *transaction) changed(p *packedReading) (change *Change, write bool, err error) {
	e, found, err := t.earlier(p)
	if err != nil {
		return nil, false, err
	}
	c := Change{Document: p.Document, Year: p.Report.Year, From: e.reader, To: p.Report.Reader}
	if p.Body != nil {
		c.Body = p.Body.Key
	}
	if !found {
		c.Cause = CauseFirst
		return &c, true, nil
	}
	alike := e.hints == p.hints && e.entered == p.Document.Entered
	if alike && e.fingerprint == p.fingerprint {
		if e.reader == p.Report.Reader {
			return nil, false, nil
		}
		return nil, true, nil // saveReading only notes the reader
	}
	old, err := t.loadOne(e.id)
	if err != nil {
		return nil, false, err
	}
	if e.fingerprint == "" && alike && e.reader == p.Report.Reader {
		if same, err := sameAs(&old, p); err != nil || same {
			return nil, false, err
		}
	}
	c.Difference = differ(old.Report, p.Report)
	if old.Body.Key != c.Body {
		c.Facts = append(c.Facts, FactChange{"body", old.Body.Key, c.Body})
	}
	c.Cause = causeOf(&e, p, &c.Difference)
	p.anew = true
	return &c, c.Cause != CauseNone, nil
}

// sameAs compares a reading that was kept before there were fingerprints.
func sameAs(old *Loaded, p *packedReading) (bool, error) {
	again := Reading{Document: old.Document, Report: old.Report, Own: old.Own, Resolution: old.Resolution}
	if old.Body.Key != "" {
		again.Body = &old.Body.BodyRef
	}
	parts, err := partsOf(&again)
	return err == nil && parts.fingerprint() == p.fingerprint, err
}

// causeOf explains a difference. Of one page, the same reader reads the same cells for ever; only what the register
// decides may be another.
func causeOf(e *earlier, p *packedReading, d *Difference) Cause {
	switch {
	case e.reader != p.Report.Reader:
		return CauseReader
	case e.entered != p.Document.Entered:
		return CauseEntered
	case e.hints != p.hints:
		return CauseHints
	case len(d.Cells) > 0:
		return CauseNone
	}
	for _, f := range d.Facts {
		switch f.Name {
		case "body", "agency", "division", "credit_code", "findings", "status":
		default:
			return CauseNone
		}
	}
	return CauseRegister
}
