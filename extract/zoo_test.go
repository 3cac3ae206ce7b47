package extract_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/nianbao/nianbao/extract"
	"github.com/nianbao/nianbao/fixtures/zoo"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// get asks the zoo for a page without a network.
func get(t testing.TB, z *zoo.Zoo, address string) page.Page {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	request, answer := httptest.NewRequest(http.MethodGet, address, nil), httptest.NewRecorder()
	request.Host = u.Host
	z.Handler().ServeHTTP(answer, request)
	if answer.Code != 200 {
		t.Fatalf("%s: status %d", address, answer.Code)
	}
	return page.Page{Body: answer.Body.Bytes(), Facts: page.Facts{URL: address, Header: answer.Result().Header}}
}

// TestTheZooIsReadAsItIsTrue compares every report of the simulated portals, and its twin for telephones, with the
// truth they were made from, cell by cell.
func TestTheZooIsReadAsItIsTrue(t *testing.T) {
	reader := extract.New(extract.Config{})
	for seed := range uint64(2) {
		z := zoo.New(zoo.Config{Seed: seed})
		for _, want := range z.Truth().Reports() {
			for _, address := range []string{want.URL, want.Twin} {
				if address == "" || want.Withdrawn {
					continue
				}
				got := reader.Read(get(t, z, address))
				for _, d := range want.Differences(got.Report) {
					t.Errorf("seed %d %s: %s", seed, address, d)
				}
				for _, f := range got.Report.Findings {
					if f.Fault == report.FaultReader {
						t.Errorf("seed %d %s: %s %s", seed, address, f.Relation, f.Message)
					}
				}
				if address == want.URL && got.Report.Agency.CreditCode != want.Body.CreditCode { // the twin prints no index number
					t.Errorf("seed %d %s: credit code %s, want %s", seed, address, got.Report.Agency.CreditCode, want.Body.CreditCode)
				}
			}
		}
	}
}

func TestPapersOfTheZooAreNoReports(t *testing.T) {
	reader := extract.New(extract.Config{})
	z := zoo.New(zoo.Config{})
	papers := z.Truth().Papers()
	if len(papers) == 0 {
		t.Fatal("the zoo has no papers")
	}
	for _, p := range papers {
		if got := reader.Read(get(t, z, p.URL)).Report; got.Status != report.NotAReport {
			t.Errorf("%s: %q is %s", p.URL, p.Title, got.Status)
		}
	}
}
