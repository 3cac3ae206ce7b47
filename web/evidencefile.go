package web

import (
	"bytes"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/web/evidence"
)

// evidenceFile gives everything that proves a report, or with ?cell= one number, as a zip file.
func evidenceFile(q *request) (*answer, error) {
	one, _, err := q.loadReport()
	if err != nil {
		return nil, err
	}
	var cell *report.Key
	key, named, err := q.cell()
	if err != nil {
		return nil, err
	}
	name := "evidence.zip"
	if named {
		cell, name = &key, key.String()+".zip"
	}
	b, err := evidence.Collect(q.Context(), q.db, one.Summary, cell, evidence.Config{Program: q.Program, Explain: q.Explain, Robots: q.Robots})
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := b.Write(&out); err != nil {
		return nil, err
	}
	return &answer{body: out.Bytes(), kind: "application/zip", policy: filePolicy, name: fileName(one.Summary, name)}, nil
}
