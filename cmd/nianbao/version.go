package main

import (
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/nianbao/nianbao/extract"
	"github.com/nianbao/nianbao/report"
)

type versionCommand struct{}

// Help gives an example.
func (versionCommand) Help() string { return "Example: nianbao version" }

// Run prints what a bug report needs.
func (versionCommand) Run(a *app) error { //nolint:unparam // a verb gives an error
	a.printf("nianbao %s, reader %s, %s, %s %s/%s\n", programVersion(), extract.Version, report.Schema, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return nil
}

// programVersion gives the module version or the revision that the program was built from.
func programVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value[:min(12, len(s.Value))]
		}
	}
	return "development"
}

// productVersion is the version as it stands in the User-Agent.
func productVersion() string {
	v, _, _ := strings.Cut(programVersion(), "+")
	return strings.TrimPrefix(v, "v")
}
