//go:build unix

package bundle_test

import (
	"bufio"
	"crypto/sha256"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sys/unix"

	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/store/export"
	"github.com/nianbao/nianbao/store/export/bundle"
	"github.com/nianbao/nianbao/store/export/exporttest"
)

// childVariable makes the test binary write packages from the database into the folder instead of testing.
const childVariable = "NIANBAO_BUNDLE_TEST_CHILD"

func TestMain(m *testing.M) {
	if task := os.Getenv(childVariable); task != "" {
		if err := child(strings.Split(task, "|")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// child writes two packages in turn for ever, and tells of each; with the name of a format one export, on a disk that is soon full.
func child(task []string) error {
	s, err := store.OpenReadOnly(ctx, task[0], store.Config{})
	if err != nil {
		return err
	}
	if limit, limited := limits[task[2]]; limited {
		signal.Ignore(unix.SIGXFSZ)
		if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: limit, Max: limit}); err != nil {
			return err
		}
		if f, isFormat := export.FormatByName(task[2]); isFormat {
			return tables(s, f, task[1], export.Options{})
		}
		return pack(s, task[1], turn(1))
	}
	if task[2] == "stay" {
		return stay(task[1])
	}
	for i := 0; ; i++ {
		if err := pack(s, task[1], turn(i)); err != nil {
			return err
		}
		fmt.Println(i)
	}
}

// stay begins an export, names its stage, and waits until its input ends.
func stay(folder string) error {
	stage, err := export.NewStage(folder)
	if err != nil {
		return err
	}
	if err := stage.Write("half.csv", []byte("a,b\n1")); err != nil {
		return err
	}
	fmt.Println(stage.Folder())
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

// limits say how large a file may get before the disk is full, by what is written.
var limits = map[string]uint64{"package": 50_000, "csv": 4096, "parquet": 4096, "xlsx": 4096, "jsonl": 4096, "sqlite": 4096}

// tables exports in a format, as the program does.
func tables(s *store.Store, f export.Format, folder string, o export.Options) error {
	stage, err := export.NewStage(folder)
	if err != nil {
		return err
	}
	defer stage.Abort() //nolint:errcheck // after Commit it has nothing to do
	if _, err := f.Write(ctx, s, stage, o, export.Settings{}); err != nil {
		return err
	}
	return stage.Commit()
}

// TestAFullDiskLeavesTheOldTables lets each format run into a full disk over files of an earlier export.
func TestAFullDiskLeavesTheOldTables(t *testing.T) {
	s := exporttest.Filled(t, exporttest.Sample("990101001", 2023))
	for _, f := range export.Formats() {
		t.Run(f.Name, func(t *testing.T) {
			folder := t.TempDir()
			must(t, tables(s, f, folder, export.Options{Filter: store.Filter{From: 2030}})) // other content: no reports
			before := contents(t, folder)
			out, err := childOf(t, s, folder, f.Name).CombinedOutput()
			if err == nil || !strings.HasPrefix(string(out), "export: ") {
				t.Fatalf("%v: %s", err, out)
			}
			if diff := cmp.Diff(before, contents(t, folder)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// turn gives one of two configurations.
func turn(i int) bundle.Config {
	c := config()
	c.Options.Tables = []string{"wide", "wide_states", "long", "bodies"}
	c.Title = []string{"one", "two"}[i%2]
	return c
}

func childOf(t *testing.T, s *store.Store, folder, what string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childVariable+"="+s.Path()+"|"+folder+"|"+what)
	return cmd
}

// title gives the title of the package in the folder, after it has held every file to its sum.
func title(t *testing.T, folder string) string {
	t.Helper()
	files := 0
	for line := range strings.Lines(read(t, filepath.Join(folder, export.SumsName))) {
		sum, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if got := fmt.Sprintf("%x", sha256.Sum256([]byte(read(t, filepath.Join(folder, name))))); got != sum {
			t.Fatalf("%s is not whole", name)
		}
		files++
	}
	if files < 10 {
		t.Fatalf("%d files", files)
	}
	return strings.TrimPrefix(strings.SplitN(read(t, filepath.Join(folder, "README.md")), "\n", 2)[0], "# ")
}

func TestAKilledPackageLeavesAWholeOne(t *testing.T) {
	s := exporttest.Filled(t, exporttest.Sample("990101001", 2023), exporttest.Sample("990101002", 2023))
	folder := filepath.Join(t.TempDir(), "package")
	must(t, pack(s, folder, turn(0)))
	seen := map[string]int{}
	rounds := 12
	if testing.Short() {
		rounds = 3
	}
	for round := range rounds {
		cmd := childOf(t, s, folder, "loop")
		out, err := cmd.StdoutPipe()
		must(t, err)
		must(t, cmd.Start())
		lines := bufio.NewScanner(out)
		for range 1 + round%2 { // it has replaced the package once or twice
			lines.Scan()
		}
		<-time.After(time.Duration(rand.IntN(120)) * time.Millisecond)
		must(t, cmd.Process.Kill())
		_ = cmd.Wait()
		seen[title(t, folder)]++
		if left := leftIn(t, filepath.Dir(folder)); left > 2 { // a stage with its lock: those of earlier rounds were cleared away
			t.Errorf("%d are left after %d kills", left, round+1)
		}
	}
	if len(seen) != 2 && !testing.Short() {
		t.Errorf("always the same package was left: %v", seen)
	}
}

func leftIn(t *testing.T, folder string) int {
	t.Helper()
	entries, err := os.ReadDir(folder)
	must(t, err)
	left := 0
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".nianbao.") {
			left++
		}
	}
	return left
}

// TestAKilledExportIsClearedAway kills an export in its middle: the next one into the folder clears away what it left, but
// nothing that another process writes, or that has no lock beside it.
func TestAKilledExportIsClearedAway(t *testing.T) {
	s := exporttest.Filled(t, exporttest.Sample("990101001", 2023))
	folder := t.TempDir()
	must(t, os.MkdirAll(filepath.Join(folder, ".nianbao.older.part"), 0o755))
	left := map[bool]string{} // whether it was killed, and its stage
	for _, killed := range []bool{false, true} {
		cmd := childOf(t, s, folder, "stay")
		out, err := cmd.StdoutPipe()
		must(t, err)
		_, err = cmd.StdinPipe() // which stays open: the child waits for its end
		must(t, err)
		must(t, cmd.Start())
		lines := bufio.NewScanner(out)
		if !lines.Scan() {
			t.Fatal("the export did not begin")
		}
		left[killed] = lines.Text()
		stop := func() { _, _ = cmd.Process.Kill(), cmd.Wait() }
		if t.Cleanup(stop); killed {
			stop()
		}
	}
	stage, err := export.NewStage(folder)
	must(t, err)
	if diff := cmp.Diff([]string{left[true]}, stage.Cleared()); diff != "" {
		t.Error(diff)
	}
	if _, err := os.Stat(filepath.Join(left[false], "half.csv")); err != nil {
		t.Error("what is being written was touched: ", err)
	}
	must(t, stage.Abort())
	if n := leftIn(t, folder); n != 3 { // the running one with its lock, and the one without a lock
		t.Errorf("%d are left", n)
	}
}

func TestAFullDiskLeavesTheOldPackage(t *testing.T) {
	s := exporttest.Filled(t, exporttest.Sample("990101001", 2023))
	folder := filepath.Join(t.TempDir(), "package")
	must(t, pack(s, folder, turn(0)))
	out, err := childOf(t, s, folder, "package").CombinedOutput()
	if err == nil || !strings.Contains(string(out), "file too large") {
		t.Fatalf("%v: %s", err, out)
	}
	if left := title(t, folder); left != "one" {
		t.Errorf("%s is left", left)
	}
	if entries, err := os.ReadDir(filepath.Dir(folder)); err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

func TestAFolderOfOthersIsNotReplaced(t *testing.T) {
	s := exporttest.Filled(t, exporttest.Sample("990101001", 2023))
	folder := packed(t, s, turn(0))
	must(t, os.WriteFile(filepath.Join(folder, "thesis.docx"), []byte("mine"), 0o644))
	if err := pack(s, folder, turn(1)); err == nil || !strings.Contains(err.Error(), "thesis.docx") {
		t.Errorf("%v", err)
	}
	if read(t, filepath.Join(folder, "thesis.docx")) != "mine" || title(t, folder) != "one" {
		t.Error("the folder was touched")
	}
}
