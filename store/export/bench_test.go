package export_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nianbao/nianbao/store/export"
	"github.com/nianbao/nianbao/store/export/exporttest"
)

// BenchmarkFormats writes the default tables of each format and tells reports a second, bytes a report, and how much
// memory was in use at most above what was before.
func BenchmarkFormats(b *testing.B) {
	const reports = 2000
	var given []exporttest.Given
	for i := range reports / 4 {
		for year := range 4 {
			given = append(given, exporttest.Sample(fmt.Sprintf("99%07d", i), 2021+year))
		}
	}
	s := exporttest.Filled(b, given...)
	for _, f := range export.Formats() {
		b.Run(f.Name, func(b *testing.B) {
			var size, most int64
			for b.Loop() {
				folder := b.TempDir()
				stage, err := export.NewStage(folder)
				must(b, err)
				stop := watchMemory(&most)
				_, err = f.Write(ctx, s, stage, export.Options{}, export.Settings{})
				stop()
				must(b, err)
				must(b, stage.Commit())
				size = 0
				must(b, filepath.WalkDir(folder, func(_ string, d os.DirEntry, err error) error {
					if info, infoErr := d.Info(); err == nil && infoErr == nil && !d.IsDir() {
						size += info.Size()
					}
					return err
				}))
				must(b, os.RemoveAll(folder))
			}
			b.ReportMetric(float64(reports)*float64(b.N)/b.Elapsed().Seconds(), "reports/s")
			b.ReportMetric(float64(size)/reports, "bytes/report")
			b.ReportMetric(float64(most)/(1<<20), "MB-peak")
		})
	}
}

// watchMemory notes the largest heap in use, above that of the beginning, until it is stopped.
func watchMemory(most *int64) (stop func()) {
	runtime.GC()
	var before runtime.MemStats
	runtime.ReadMemStats(&before)
	var done atomic.Bool
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for tick := time.NewTicker(5 * time.Millisecond); !done.Load(); <-tick.C {
			var now runtime.MemStats
			runtime.ReadMemStats(&now)
			*most = max(*most, int64(now.HeapInuse)-int64(before.HeapInuse))
		}
	}()
	return func() { done.Store(true); <-ended }
}
