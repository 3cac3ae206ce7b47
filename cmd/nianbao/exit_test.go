package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestExitCodes holds 1 (something could not be read or needs a person) apart from 2 (wrong use).
func TestExitCodes(t *testing.T) {
	folder := t.TempDir()
	t.Chdir(folder)
	for name, text := range map[string]string{
		"notice.html": "<h1>关于开会的通知</h1>", "bad.yaml": "sites: [", "text.db": "no database",
		"real.yaml": "sites:\n  - id: x\n    name: 某县\n    division: \"990124\"\n    columns:\n      - url: http://www.county.example/nb/\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for command, want := range map[string]int{
		"version":                                exitDone,
		"--help":                                 exitDone,
		"":                                       exitDone,
		"codebook":                               exitDone,
		"extract notice.html":                    exitNews,
		"extract missing.html":                   exitNews,
		"extract":                                exitWrong,
		"extract --explain nonsense notice.html": exitWrong,
		"extract --url http://a.test/ notice.html a.html": exitWrong,
		"extract http://www.county.example/a.html":        exitWrong,
		"crawl --sources bad.yaml":                        exitNews,
		"crawl --sources real.yaml":                       exitWrong,
		"crawl --sources real.yaml --dry-run":             exitDone,
		"crawl --sources real.yaml elsewhere":             exitWrong,
		"crawl --sources real.yaml --years 2025-2019":     exitWrong,
		"compare --in nowhere":                            exitWrong,
		"compare --by nothing":                            exitWrong,
		"compare --db missing.db":                         exitNews,
		"compare --db text.db":                            exitNews,
		"show --db text.db 某镇 2023":                       exitNews,
		"show 某镇 year":                                    exitWrong,
		"export --db text.db":                             exitWrong,
		"status --runs -1 --db text.db":                   exitWrong,
		"nonsense":                                        exitWrong,
	} {
		t.Run(command, func(t *testing.T) {
			var out, errs strings.Builder
			code := run(t.Context(), strings.Fields(command), surroundings{stdin: strings.NewReader(""), stdout: &out, stderr: &errs})
			if code != want {
				t.Errorf("exit %d, want %d: %s", code, want, errs.String())
			}
			if lines := strings.Count(errs.String(), "\n"); code != exitDone && lines != 1 {
				t.Errorf("%d lines on standard error: %s", lines, errs.String())
			}
		})
	}
}
