package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nianbao/nianbao/report/division"
)

// The two invented lists: in the second one the second township has become a town, and the third one is part of it.
var (
	lists = []division.List{
		{Name: "2016", Date: "2016-07-31", Published: "2017-05-16", Release: "1.0"},
		{Name: "2017", Date: "2017-10-31", Published: "2018-06-20", Release: "1.1"},
	}
	streets = []string{
		"990121100,\"城关镇\",990121,99,9901\n990121200,\"石门乡\",990121,99,9901\n990121201,\"柳桥乡\",990121,99,9901\n990121000,\"青禾县\",990121,99,9901\n",
		"990121100,\"城关镇\",990121,99,9901\n990121101,\"石门镇\",990121,99,9901\n",
	}
	hamlets = []string{
		villageLines("990121100", "东街社区居委会", "西街社区居委会") + villageLines("990121200", "上石村委会", "下石村民委员会", "石湾村", "新华村委会") +
			villageLines("990121201", "柳东村委会", "柳西村委会", "柳南村委会", "新华村委会"),
		villageLines("990121100", "东街居委会", "西街居委会") +
			villageLines("990121101", "上石村", "下石村村委会", "石湾社区居委会", "新华村委会", "柳东村委会", "柳西村委会", "柳南村委会"),
	}
)

func villageLines(township string, names ...string) string {
	var text strings.Builder
	for i, name := range names {
		text.WriteString(township + string([]byte{'2', '0', byte('1' + i)}) + ",\"" + name + "\"," + township + ",99,9901,990121\n")
	}
	return text.String()
}

// releases puts a folder a release into a folder of the test.
func releases(t *testing.T, change map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	for i, list := range lists {
		for name, text := range map[string]string{
			"provinces.csv": "code,name\n99,\"云泽省\"\n",
			"cities.csv":    "code,name,provinceCode\n9901,\"云州市\",99\n9902,\"白鹭市\",99\n",
			"areas.csv":     "code,name,cityCode,provinceCode\n990200,\"白鹭市\",9902,99\n990121,\"青禾县\",9901,99\n",
			"streets.csv":   "code,name,areaCode,provinceCode,cityCode\n" + streets[i],
			"villages.csv":  "code,name,streetCode,provinceCode,cityCode,areaCode\n" + hamlets[i],
		} {
			if other, ok := change[list.Name+"/"+name]; ok {
				text = other
			}
			path := filepath.Join(folder, list.Release, "package", "dist", name)
			if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	return folder
}

// unpack reads what was written.
func unpack(t *testing.T, folder string) map[string]string {
	t.Helper()
	paths, _ := filepath.Glob(filepath.Join(folder, "*"))
	texts := map[string]string{}
	for _, path := range paths {
		packed, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		unpacked, err := gzip.NewReader(bytes.NewReader(packed))
		if err != nil || !unpacked.ModTime.IsZero() {
			t.Fatalf("gzip header of %s: %v, %v", path, unpacked, err)
		}
		text, err := io.ReadAll(unpacked)
		if err != nil {
			t.Fatal(err)
		}
		texts[filepath.Base(path)] = string(text)
	}
	return texts
}

func TestRunWritesLists(t *testing.T) {
	to := t.TempDir()
	if err := run(releases(t, nil), to, lists); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"2017.csv.gz":      "code,name\n990000,云泽省\n990100,云州市\n990121,青禾县\n990121100,城关镇\n990121101,石门镇\n990200,白鹭市\n",
		"2016.diff.gz":     "code,name\n990121101,\n990121200,石门乡\n990121201,柳桥乡\n",
		"2017.villages.gz": "from,to,shared,of,into\n990121200,990121101,3,3,7\n990121201,990121101,3,3,7\n",
		"bodies.csv.gz": "edition,code\n2016,990000\n2016,990100\n2016,990121\n2016,990121100\n2016,990121200\n2016,990121201\n" +
			"2016,990200\n",
	}
	if diff := cmp.Diff(want, unpack(t, to)); diff != "" {
		t.Error("written (-want +got):", diff)
	}
}

// A second run finds the ids of the first one: the same bytes. Ids that are there stay, whatever they are.
func TestRunKeepsIDs(t *testing.T) {
	from, to := releases(t, nil), t.TempDir()
	var texts [2]map[string]string
	for i := range texts {
		if err := run(from, to, lists); err != nil {
			t.Fatal(err)
		}
		texts[i] = unpack(t, to)
	}
	if diff := cmp.Diff(texts[0], texts[1]); diff != "" {
		t.Error("two runs:", diff)
	}
	other := t.TempDir()
	if err := writeTable(other, "bodies.csv.gz", []string{"edition", "code"}, [][]string{{"2017", "990200"}, {"2016", "990121201"}}); err != nil {
		t.Fatal(err)
	}
	if err := run(from, other, lists); err != nil {
		t.Fatal(err)
	}
	want := "edition,code\n2017,990200\n2016,990121201\n2016,990000\n2016,990100\n2016,990121\n2016,990121100\n2016,990121200\n"
	if got := unpack(t, other)["bodies.csv.gz"]; got != want {
		t.Errorf("bodies: %q, want %q", got, want)
	}
}

func TestRunRefuses(t *testing.T) {
	for name, tt := range map[string]struct {
		change map[string]string
		says   string
	}{
		"no streets":         {map[string]string{"2017/streets.csv": ""}, "streets.csv"},
		"two names":          {map[string]string{"2016/cities.csv": "code,name\n9902,\"别名市\"\n"}, `990200 is "别名市" and "白鹭市"`},
		"broken line":        {map[string]string{"2016/areas.csv": "code,name,cityCode\n1,2\n"}, "areas.csv"},
		"no heading of code": {map[string]string{"2016/provinces.csv": "id,label\n"}, "first two columns"},
		"no code":            {map[string]string{"2016/provinces.csv": "code,name\n9x,\"云泽省\"\n"}, "9x0000"},
		"short village":      {map[string]string{"2017/villages.csv": "code,name\n9901,\"石门村\"\n"}, "villages.csv"},
	} {
		t.Run(name, func(t *testing.T) {
			err := run(releases(t, tt.change), t.TempDir(), lists)
			if err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("error %v, want one with %q", err, tt.says)
			}
		})
	}
	if err := run("", "x", lists); err == nil {
		t.Error("no folder, no error")
	}
}
