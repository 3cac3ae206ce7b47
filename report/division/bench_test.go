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
		file.Close()
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
