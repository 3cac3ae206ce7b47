package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"github.com/nianbao/nianbao/report"
)

// parts is a reading in the form in which it is kept, before compression.
type parts struct {
	rest       []byte // JSON: everything but cells, findings, and what stands in columns of its own
	cells      []byte // packed
	findings   string // JSON
	resolution string // JSON
	about      string // the body and whether the document stood in its own column
}

func partsOf(r *Reading) (p parts, err error) {
	bare := *r.Report
	bare.Cells, bare.Findings = report.Cells{}, nil
	bare.Reader, bare.Page.Fetched = "", "" // columns have them
	if p.rest, err = json.Marshal(&bare); err != nil {
		return p, err
	}
	p.cells = cellsOf(&r.Report.Cells)
	cleaned := make([]report.Finding, len(r.Report.Findings))
	for i, f := range r.Report.Findings {
		f.Relation, f.Message = clean(f.Relation), clean(f.Message)
		f.Cells, f.Suspects, f.Candidates = list(f.Cells), list(f.Suspects), list(f.Candidates)
		cleaned[i] = f
	}
	p.findings, p.resolution, p.about = encode(cleaned), encode(r.Resolution), encode(r.Own)
	if r.Body != nil {
		p.about += clean(r.Body.Key)
	}
	return p, nil
}

// fingerprint is a SHA-256 of everything that was read. The version of the reader and the moment of the fetch are
// not in it: readers that agree give equal fingerprints.
func (p *parts) fingerprint() string {
	hash := sha256.New()
	for _, part := range [][]byte{p.rest, p.cells, []byte(p.findings), []byte(p.resolution), []byte(p.about)} {
		size := sha256.Sum256(part) // so that no part can run into the next
		hash.Write(size[:])
	}
	return hex.EncodeToString(hash.Sum(nil))
}
