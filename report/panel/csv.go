package panel

import (
	"encoding/csv"
	"io"
	"strconv"

	"github.com/nianbao/nianbao/report"
)

// WriteCSV writes a row a body and year with the origin of its report; of each indicator value, n, N, rank, marks
// and why there is no value. The level is the kind of body within which it is compared: subdistricts stand beside townships.
// What is not known is empty. safe makes a scraped text harmless to spreadsheets.
func (p Panel) WriteCSV(w io.Writer, safe func(string) string) error {
	out := csv.NewWriter(w)
	header := []string{"body", "name", "year", "level", "scope", "state", "findings", "notes", "url", "fetched", "sha256"}
	for _, i := range p.Indicators {
		header = append(header, i.ID, i.ID+"_n", i.ID+"_d", i.ID+"_rank", i.ID+"_marks", i.ID+"_why")
	}
	if err := out.Write(header); err != nil {
		return err
	}
	for _, row := range p.Rows {
		record := []string{row.Body, safe(row.Name), strconv.Itoa(row.Year), row.Kind, "", string(row.State), "", "", "", "", ""}
		if r := row.Report; r != nil {
			copy(record[4:], []string{
				r.Agency.Scope.String(), r.Status.String(), strconv.Itoa(row.Findings), strconv.Itoa(row.Notes),
				safe(r.Page.URL), r.Page.Fetched, r.Page.SHA256,
			})
		}
		for i := range row.Measures {
			record = append(record, p.fields(row, i)...)
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func (p Panel) fields(row Row, i int) []string {
	m := row.Measures[i]
	fields := []string{"", "", "", "", row.Mark(i), m.Null.String()}
	if m.Counted() {
		fields[1] = m.Numerator.String()
		if len(p.Indicators[i].Denominator) > 0 {
			fields[2] = m.Denominator.String()
		}
	}
	if m.Known && len(p.Indicators[i].Denominator) == 0 {
		fields[0] = fields[1]
	} else if m.Known {
		fields[0] = strconv.FormatFloat(m.Value(), 'f', 6, 64)
	}
	if row.Ranks[i] > 0 {
		fields[3] = strconv.Itoa(row.Ranks[i])
	}
	if fields[5] == "" && row.Unranked[i] != report.NotNull {
		fields[5] = row.Unranked[i].String()
	}
	return fields
}
