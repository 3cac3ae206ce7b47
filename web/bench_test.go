package web_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/web"
)

// BenchmarkPages makes each kind of page, with as many readers at once as there are cores.
func BenchmarkPages(b *testing.B) {
	db, err := store.OpenReadOnly(b.Context(), crawled, store.Config{Readers: 10})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // only read
	h, err := web.New(web.Config{Store: db})
	if err != nil {
		b.Fatal(err)
	}
	for name, address := range map[string]string{
		"overview": "/?year=2023", "body": "/body/4", "report": "/report/4/2023", "proof": "/report/4/2023/cell/applications.granted.total",
		"archived": "/report/4/2023/page", "compare": "/compare?in=990124&years=2022-2024", "ledger": "/ledger", "search": "/search?q=镇", "evidence": "/report/4/2023/evidence.zip",
	} {
		b.Run(name, func(b *testing.B) {
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					w := httptest.NewRecorder()
					h.ServeHTTP(w, httptest.NewRequestWithContext(b.Context(), http.MethodGet, address, nil))
					if w.Code != http.StatusOK {
						b.Errorf("%s: %d", address, w.Code)
					}
				}
			})
		})
	}
}
