package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// write puts the four source files into a folder of the test.
func write(t *testing.T, cities, streets string) string {
	t.Helper()
	folder := t.TempDir()
	for name, text := range map[string]string{
		"provinces.csv": "code,name\n99,\"云泽省\"\n",
		"cities.csv":    "code,name,provinceCode\n" + cities,
		"areas.csv":     "code,name,cityCode,provinceCode\n990200,\"白鹭市\",9902,99\n990121,\"青禾县\",9901,99\n",
		"streets.csv":   "code,name,areaCode,provinceCode,cityCode\n" + streets,
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

const (
	cities  = "9901,\"云州市\",99\n9902,\"白鹭市\",99\n"
	streets = "990121100,\"城关镇\",990121,99,9901\n990121000,\"青禾县\",990121,99,9901\n"
)

func TestRunWritesTheSameBytes(t *testing.T) {
	folder := write(t, cities, streets)
	var made [2][]byte
	for i := range made {
		path := filepath.Join(t.TempDir(), "edition.csv.gz")
		if err := run(folder, path); err != nil {
			t.Fatal(err)
		}
		made[i], _ = os.ReadFile(path)
	}
	if !bytes.Equal(made[0], made[1]) {
		t.Error("two runs give different bytes")
	}
	unpacked, err := gzip.NewReader(bytes.NewReader(made[0]))
	if err != nil || !unpacked.ModTime.IsZero() {
		t.Fatalf("gzip header: %v, %v", unpacked, err)
	}
	text, err := io.ReadAll(unpacked)
	want := "code,name\n990000,云泽省\n990100,云州市\n990121,青禾县\n990121100,城关镇\n990200,白鹭市\n"
	if err != nil || string(text) != want {
		t.Errorf("wrote %q, %v; want %q", text, err, want)
	}
}

func TestRunRefuses(t *testing.T) {
	to := filepath.Join(t.TempDir(), "edition.csv.gz")
	for name, tt := range map[string]struct{ from, says string }{
		"no folder":          {"", "both -from and -to"},
		"missing files":      {t.TempDir(), "provinces.csv"},
		"two names":          {write(t, "9902,\"别名市\",99\n", streets), `990200 is "别名市" and "白鹭市"`},
		"broken line":        {write(t, cities, "1,2\n"), "streets.csv"},
		"no heading of code": {brokenHeading(t), "first two columns"},
	} {
		t.Run(name, func(t *testing.T) {
			if err := run(tt.from, to); err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("error %v, want one with %q", err, tt.says)
			}
			if _, err := os.Stat(to); err == nil {
				t.Error("a file was written")
			}
		})
	}
}

func brokenHeading(t *testing.T) string {
	folder := write(t, cities, streets)
	if err := os.WriteFile(filepath.Join(folder, "provinces.csv"), []byte("id,label\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return folder
}
