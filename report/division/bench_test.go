package division_test

import (
	"compress/gzip"
	"os"
	"testing"

	"github.com/nianbao/nianbao/report/division"
)

// BenchmarkRegister measures reading and indexing the embedded list, as the first call of Embedded does.
func BenchmarkRegister(b *testing.B) {
	for b.Loop() {
		file, err := os.Open("lists/2023.csv.gz")
		if err != nil {
			b.Fatal(err)
		}
		unpacked, err := gzip.NewReader(file)
		if err != nil {
			b.Fatal(err)
		}
		rows, err := division.ReadRows(unpacked)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := division.FromRows("2023", rows); err != nil {
			b.Fatal(err)
		}
		_ = file.Close()
	}
}

// BenchmarkResolve measures the usual case: everything agrees.
func BenchmarkResolve(b *testing.B) {
	register := embedded(b)
	claims := []division.Claim{
		index(xiage + "/2024-104757"), header("下各镇"), title("2023年下各镇政府信息公开工作年度报告"),
		crumb("首页 > 政务公开 > 乡镇街道 > 下各镇 > 政府信息公开年报"), link("2023年下各镇政府信息公开工作年度报告"), list("331024"),
	}
	for b.Loop() {
		division.Resolve(register, claims)
	}
}

// BenchmarkRegisterOfAYear measures what the first report of an early year waits for: the list of 2016, the furthest from the one that
// is kept whole.
func BenchmarkRegisterOfAYear(b *testing.B) {
	for b.Loop() {
		if _, err := division.FreshEdition(2016); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkHistory measures reading and comparing all lists, as the first call of EmbeddedHistory does.
func BenchmarkHistory(b *testing.B) {
	for b.Loop() {
		if _, err := division.FreshHistory(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCompare measures the two lists that differ most.
func BenchmarkCompare(b *testing.B) {
	from, to := embedded(b).In(2019), embedded(b).In(2020)
	for b.Loop() {
		division.Compare(from, to)
	}
}

// BenchmarkResolveIn measures a report of an earlier year.
func BenchmarkResolveIn(b *testing.B) {
	register := embedded(b)
	claims := []division.Claim{
		header("明威镇"), title("2018年明威镇政府信息公开工作年度报告"), link("2018年明威镇政府信息公开工作年度报告"), list("511502"),
	}
	for b.Loop() {
		division.ResolveIn(register, 2018, claims)
	}
}

// BenchmarkExisted measures one cell of the ledger.
func BenchmarkExisted(b *testing.B) {
	history := embeddedHistory(b)
	body := id(b, history, "2018", "371200")
	for b.Loop() {
		history.Existed(body, 2019)
	}
}

// BenchmarkBodies measures every body with its attributes.
func BenchmarkBodies(b *testing.B) {
	history := embeddedHistory(b)
	for b.Loop() {
		history.Bodies()
	}
}
