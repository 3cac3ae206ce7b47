package bundle_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/store/export"
	"github.com/nianbao/nianbao/store/export/bundle"
	"github.com/nianbao/nianbao/store/export/exporttest"
)

var ctx = context.Background()

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func config() bundle.Config {
	return bundle.Config{Licence: "CC-BY-4.0", LicenceURL: "https://a.test/by", Authors: []string{"某研究所: \"甲\""}, Program: "nianbao test"}
}

// packed writes a package into a folder of its own.
func packed(t testing.TB, s *store.Store, c bundle.Config) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "package")
	must(t, pack(s, folder, c))
	return folder
}

func pack(s *store.Store, folder string, c bundle.Config) error {
	stage, err := export.NewStage(filepath.Dir(folder))
	if err != nil {
		return err
	}
	defer stage.Abort() //nolint:errcheck // after Replace it has nothing to do
	if _, err := bundle.Write(ctx, s, stage, c); err != nil {
		return err
	}
	if err := bundle.Seal(stage); err != nil {
		return err
	}
	return stage.Replace(folder)
}

func read(t testing.TB, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	must(t, err)
	return string(content)
}

func records(t testing.TB, path string) [][]string {
	t.Helper()
	all, err := recordsOf(path)
	must(t, err)
	return all
}

func recordsOf(path string) ([][]string, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return csv.NewReader(bytes.NewReader(content)).ReadAll()
}

func TestADataPackageIsWhatItSays(t *testing.T) {
	s := exporttest.Filled(t, exporttest.Sample("990101001", 2023), exporttest.Sample("990101001", 2022), exporttest.Sample("990101002", 2023))
	folder := packed(t, s, config())
	content := read(t, filepath.Join(folder, "datapackage.json"))
	schema, err := jsonschema.NewCompiler().Compile("testdata/datapackage.schema.json")
	must(t, err)
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(content))
	must(t, err)
	must(t, schema.Validate(value))
	var p struct {
		Resources []struct {
			Name, Path, Hash string
			Bytes            int64
			Rows             int
			Schema           *tableSchema
		}
	}
	must(t, json.Unmarshal([]byte(content), &p))
	keys := map[string]map[string]bool{}
	for _, r := range p.Resources {
		data := read(t, filepath.Join(folder, r.Path))
		if sum := fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(data))); sum != r.Hash || int64(len(data)) != r.Bytes {
			t.Errorf("%s: %d bytes, %s", r.Path, len(data), sum)
		}
		if r.Schema != nil {
			keys[r.Name] = r.Schema.check(t, r.Name, records(t, filepath.Join(folder, r.Path)), r.Rows)
		}
	}
	for _, r := range p.Resources {
		if r.Schema == nil {
			continue
		}
		for _, k := range r.Schema.ForeignKeys {
			i := slices.IndexFunc(r.Schema.Fields, func(f schemaField) bool { return f.Name == k.Fields })
			for _, row := range records(t, filepath.Join(folder, r.Path))[1:] {
				if row[i] != "" && !keys[k.Reference.Resource][row[i]] {
					t.Errorf("%s: no %s is %q", r.Name, k.Reference.Resource, row[i])
				}
			}
		}
	}
	if len(keys) < 8 || len(keys["bodies"]) != 2 {
		t.Errorf("tables were looked at: %d, bodies: %d", len(keys), len(keys["bodies"]))
	}
}

type schemaField struct {
	Name, Type  string
	Constraints struct {
		Required bool
		Enum     []string
	}
}

type tableSchema struct {
	Fields      []schemaField
	PrimaryKey  []string
	ForeignKeys []struct {
		Fields    string
		Reference struct{ Resource, Fields string }
	}
}

// check holds every value of a table to its schema and gives the primary keys.
func (s *tableSchema) check(t *testing.T, name string, all [][]string, rows int) map[string]bool {
	t.Helper()
	keys := map[string]bool{}
	if len(all)-1 != rows {
		t.Errorf("%s has %d rows, not %d", name, len(all)-1, rows)
	}
	for i, f := range s.Fields {
		if all[0][i] != f.Name {
			t.Fatalf("%s: column %d is %s, not %s", name, i, all[0][i], f.Name)
		}
	}
	for _, row := range all[1:] {
		key := ""
		for i, f := range s.Fields {
			if !f.takes(row[i]) {
				t.Errorf("%s.%s: %q is no %s", name, f.Name, row[i], f.Type)
			}
			if slices.Contains(s.PrimaryKey, f.Name) {
				key += row[i]
			}
		}
		if len(s.PrimaryKey) > 0 && keys[key] {
			t.Errorf("%s: %q stands twice", name, key)
		}
		keys[key] = true
	}
	return keys
}

func (f *schemaField) takes(v string) bool {
	if v == "" {
		return !f.Constraints.Required
	}
	var err error
	switch f.Type {
	case "integer":
		_, err = strconv.ParseInt(v, 10, 64)
	case "number":
		_, err = strconv.ParseFloat(v, 64)
	case "boolean":
		_, err = strconv.ParseBool(v)
	case "date":
		_, err = time.Parse(time.DateOnly, v)
	}
	return err == nil && (len(f.Constraints.Enum) == 0 || slices.Contains(f.Constraints.Enum, v))
}

const prose = "全年收到申请3件。"

func TestProseAndPagesAreInEvidenceOnly(t *testing.T) {
	s := exporttest.Filled(t, exporttest.Sample("990101001", 2023))
	for _, evidence := range []bool{false, true} {
		c := config()
		c.Evidence = evidence
		folder := packed(t, s, c)
		found := map[string]bool{}
		must(t, filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
			if err == nil && !d.IsDir() && strings.Contains(opened(t, path), prose) {
				found[d.Name()] = true
			}
			return err
		}))
		_, err := os.Stat(filepath.Join(folder, "pages", "nianbao.warc.gz"))
		switch {
		case evidence && (!found["sections.csv"] || !found["claims.csv"] || err != nil):
			t.Errorf("evidence lacks prose or pages: %v, %v", found, err)
		case !evidence && (len(found) > 0 || err == nil):
			t.Errorf("prose or pages in a package of data: %v, %v", found, err)
		}
		if evidence && !strings.Contains(read(t, filepath.Join(folder, "RIGHTS.md")), "The 1 pages") {
			t.Error("the rights are not stated")
		}
	}
}

// opened gives the content of a file, unzipped.
func opened(t *testing.T, path string) string {
	content := read(t, path)
	if !strings.HasSuffix(path, ".gz") {
		return content
	}
	zipped, err := gzip.NewReader(strings.NewReader(content))
	must(t, err)
	plain, err := io.ReadAll(zipped)
	must(t, err)
	return string(plain)
}

func TestCitationAndSums(t *testing.T) {
	c := config()
	c.Version, c.Title, c.Date = "2025.1", "年报: \"甲\" # 1", report.Date{Year: 2026, Month: 1, Day: 31}
	folder := packed(t, exporttest.Filled(t, exporttest.Sample("990101001", 2023)), c)
	var citation struct {
		Version string              `yaml:"cff-version"`
		Title   string              `yaml:"title"`
		Authors []map[string]string `yaml:"authors"`
		Date    string              `yaml:"date-released"`
		Licence string              `yaml:"license"`
	}
	must(t, yaml.Unmarshal([]byte(read(t, filepath.Join(folder, "CITATION.cff"))), &citation))
	if citation.Version != "1.2.0" || citation.Title != c.Title || citation.Authors[0]["name"] != c.Authors[0] || citation.Date != "2026-01-31" || citation.Licence != "CC-BY-4.0" {
		t.Errorf("%+v", citation)
	}
	var datacite struct {
		Types           map[string]string
		PublicationYear string
		Publisher       map[string]string
		RightsList      []map[string]string
	}
	must(t, json.Unmarshal([]byte(read(t, filepath.Join(folder, "datacite.json"))), &datacite))
	if datacite.PublicationYear != "2026" || datacite.Types["resourceTypeGeneral"] != "Dataset" || datacite.RightsList[0]["rightsIdentifier"] != "cc-by-4.0" || datacite.Publisher["name"] != c.Authors[0] {
		t.Errorf("%+v", datacite)
	}
	listed := 0
	for line := range strings.Lines(read(t, filepath.Join(folder, export.SumsName))) {
		sum, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if fmt.Sprintf("%x", sha256.Sum256([]byte(read(t, filepath.Join(folder, name))))) != sum {
			t.Errorf("%s has another sum", name)
		}
		listed++
	}
	files := 0
	must(t, filepath.WalkDir(folder, func(_ string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files++
		}
		return err
	}))
	if listed != files-1 || listed < 30 {
		t.Errorf("%d of %d files are listed", listed, files)
	}
}

func TestConfig(t *testing.T) {
	cases := map[string]func(*bundle.Config){
		"no licence":                func(c *bundle.Config) { c.Licence = "" },
		"no author":                 func(c *bundle.Config) { c.Authors = nil },
		"a name with a slash":       func(c *bundle.Config) { c.Version = "../x" },
		"a title of two lines":      func(c *bundle.Config) { c.Title = "a\nb" },
		"a table that there is not": func(c *bundle.Config) { c.Options.Tables = []string{"nonsense"} },
		"prose without evidence":    func(c *bundle.Config) { c.Options.Tables = []string{"sections"} },
	}
	for name, spoil := range cases {
		c := config()
		spoil(&c)
		if c.Validate() == nil {
			t.Errorf("%s was taken", name)
		}
	}
	c := config()
	must(t, c.Validate())
}
