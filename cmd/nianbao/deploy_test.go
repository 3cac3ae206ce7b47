package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// unit reads a unit file: settings by section and name, in their order.
func unit(t *testing.T, name string) map[string][]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../../deploy", name))
	if err != nil {
		t.Fatal(err)
	}
	settings, section := map[string][]string{}, ""
	for n, line := range strings.Split(string(text), "\n") {
		switch key, value, is := strings.Cut(line, "="); {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]"):
			section = strings.Trim(line, "[]")
		case !is || section == "" || strings.ContainsAny(key, " \t"):
			t.Errorf("%s:%d: %q is no setting", name, n+1, line)
		default:
			settings[section+"."+key] = append(settings[section+"."+key], value)
		}
	}
	return settings
}

// TestTheUnitRunsTheProgram holds that the service calls the program as it can be called, stops it as it can be stopped,
// and that the timer makes up for a missed night.
func TestTheUnitRunsTheProgram(t *testing.T) {
	service, timer := unit(t, "nianbao.service"), unit(t, "nianbao.timer")
	for setting, want := range map[string]string{
		"Service.SuccessExitStatus": "1", "Service.RestartPreventExitStatus": "2", "Service.Restart": "on-failure",
		"Service.KillSignal": "SIGTERM", "Service.ProtectSystem": "strict", "Service.NoNewPrivileges": "yes",
	} {
		if !slices.Equal(service[setting], []string{want}) {
			t.Errorf("%s is %q, want %q", setting, service[setting], want)
		}
	}
	if !slices.Equal(timer["Timer.Persistent"], []string{"true"}) || len(timer["Timer.OnCalendar"]) != 1 {
		t.Errorf("the timer: %v", timer)
	}
	args := strings.Fields(service["Service.ExecStart"][0])[1:]
	t.Chdir(t.TempDir())
	if out := call(t, append(args, "--dry-run", "--quiet")...); !strings.Contains(out, "Nothing was asked") {
		t.Errorf("nianbao %v: %s", args, out)
	}
}

// TestSystemdTakesTheUnits asks systemd-analyze where it is installed.
func TestSystemdTakesTheUnits(t *testing.T) {
	tool, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("systemd-analyze is not installed; TestTheUnitRunsTheProgram reads the files")
	}
	folder := t.TempDir()
	for _, name := range []string{"nianbao.service", "nianbao.timer"} {
		text, err := os.ReadFile(filepath.Join("../../deploy", name))
		if err != nil {
			t.Fatal(err)
		}
		program, err := os.Executable() // the program itself is not installed here
		if err != nil {
			t.Fatal(err)
		}
		text = []byte(strings.Replace(string(text), "/usr/local/bin/nianbao", program, 1))
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.CommandContext(t.Context(), tool, "verify", "--man=no", filepath.Join(folder, "nianbao.timer"), filepath.Join(folder, "nianbao.service")).CombinedOutput()
	if err != nil || strings.Contains(string(out), "nianbao") {
		t.Errorf("%v: %s", err, out)
	}
}
