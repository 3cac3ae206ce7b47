// Program nianbao reads the yearly 政府信息公开工作年度报告 of Chinese government bodies into a dataset that can be
// trusted number by number.
//
//	main.go      process: signals, environment, exit code
//	app.go       command line, configuration file, what every verb shares
//	VERB.go      one thin file a verb
//	pipeline/    the one way crawl → archive → read → store
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	code := run(ctx, os.Args[1:], surroundings{
		program: os.Args[0], stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, environ: os.Environ(),
		person: terminal(os.Stdin) && terminal(os.Stderr),
	})
	stop()
	os.Exit(code)
}
