package interop_test

import (
	"bytes"
	"encoding/csv"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

var (
	programs = flag.Bool("programs", false, "run the programs of others; what is missing fails the test")
	update   = flag.Bool("update", false, "write the outputs of the examples into docs/data.md, then fail")
)

// needed says of each program where it comes from.
var needed = map[string]string{
	"node":    "Node.js: apt-get install nodejs npm",
	"python3": "Python: apt-get install python3",
	"Rscript": "R: apt-get install r-base-core",
	"soffice": "LibreOffice Calc: apt-get install libreoffice-calc",
}

// need skips the test unless -programs is set, and names a program that is missing then.
func need(t *testing.T, list ...string) {
	t.Helper()
	if !*programs {
		t.Skipf("needs %s: make interop runs it", strings.Join(list, ", "))
	}
	for _, name := range list {
		if _, err := exec.LookPath(name); err != nil {
			t.Fatalf("%s is missing: %s", name, needed[name])
		}
		if name == "node" {
			if _, err := os.Stat("node_modules/@duckdb/node-api"); err != nil {
				t.Fatal("the packages of node are missing: npm ci --prefix interop")
			}
		}
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// scratch is removed when the tests are over.
var scratch string

func TestMain(m *testing.M) {
	flag.Parse()
	var err error
	if scratch, err = os.MkdirTemp("", "nianbao-interop"); err != nil {
		panic(err)
	}
	code := m.Run()
	_ = os.RemoveAll(scratch)
	os.Exit(code)
}

// dataset gives the folder with the dataset of the demo, one folder a format.
func dataset(t *testing.T) string {
	t.Helper()
	if err := made(); err != nil {
		t.Fatal(err)
	}
	return scratch
}

var made = sync.OnceValue(func() error {
	program := filepath.Join(scratch, "nianbao")
	database := filepath.Join(scratch, "demo.db")
	commands := [][]string{
		{"go", "build", "-o", program, "../cmd/nianbao"},
		{program, "demo", "--db", database, "--quiet"},
		{program, "export", "--db", database, "--format", "package", "--licence", "CC-BY-4.0", "--author", "Somebody", "--out", filepath.Join(scratch, "package")},
	}
	for _, format := range []string{"csv", "parquet", "jsonl", "xlsx", "sqlite", "warc"} {
		commands = append(commands, []string{program, "export", "--db", database, "--format", format, "--out", filepath.Join(scratch, format)})
	}
	for _, c := range commands {
		if out, err := exec.Command(c[0], c[1:]...).CombinedOutput(); err != nil {
			return &failure{c, out, err}
		}
	}
	return nil
})

// failure is a command that failed.
type failure struct {
	command []string
	output  []byte
	err     error
}

func (f *failure) Error() string {
	return strings.Join(f.command, " ") + ": " + f.err.Error() + ": " + string(f.output)
}

// runs gives what a command writes, run in a folder with an input.
func runs(t *testing.T, folder, input string, command ...string) string {
	t.Helper()
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Dir, cmd.Stdin = folder, strings.NewReader(input)
	cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8", "PYTHONDONTWRITEBYTECODE=1", "HOME="+scratch)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v: %s%s", strings.Join(command, " "), err, out, errs.String())
	}
	return string(out)
}

// table reads a csv file.
func table(t *testing.T, path string) [][]string {
	t.Helper()
	content, err := os.ReadFile(path)
	must(t, err)
	all, err := csv.NewReader(bytes.NewReader(content)).ReadAll()
	must(t, err)
	return all
}

// here is the folder of this package.
func here(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(name)
	must(t, err)
	return path
}
