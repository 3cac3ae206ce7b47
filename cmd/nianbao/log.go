package main

import (
	"io"
	"log/slog"
	"os"
	"time"

	"github.com/lmittmann/tint"
	"golang.org/x/term"
)

// newLogger writes for people on a terminal and JSON elsewhere, unless told otherwise.
func newLogger(w io.Writer, shared Shared) *slog.Logger {
	level := slog.LevelInfo
	if shared.Quiet {
		level = slog.LevelWarn
	}
	onTerminal := isTerminal(w)
	if shared.LogFormat == "text" || shared.LogFormat == "auto" && onTerminal {
		return slog.New(tint.NewTextHandler(w, &tint.Options{Level: level, TimeFormat: time.TimeOnly, NoColor: !onTerminal}))
	}
	return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: level}))
}

func terminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }
