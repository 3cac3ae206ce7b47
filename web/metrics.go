package web

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/nianbao/nianbao/store"
)

// metrics counts answers and, whenever it is asked, looks at the database.
type metrics struct {
	registry *prometheus.Registry
	answers  *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
}

func newMetrics(db *store.Store) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		answers:  prometheus.NewCounterVec(prometheus.CounterOpts{Name: "nianbao_answers_total", Help: "Answers by address pattern and HTTP status."}, []string{"route", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "nianbao_answer_seconds", Help: "Time to make an answer, the wait for a turn included.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 5, 20},
		}, []string{"route"}),
	}
	m.registry.MustRegister(m.answers, m.seconds, dataset{db})
	return m
}

func (m *metrics) answered(route string, status int, took time.Duration) {
	if status == 0 {
		status = http.StatusOK
	}
	m.answers.WithLabelValues(route, strconv.Itoa(status)).Inc()
	m.seconds.WithLabelValues(route).Observe(took.Seconds())
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{Timeout: 10 * time.Second, MaxRequestsInFlight: 2, DisableCompression: true})
}

// dataset tells Prometheus what is in the database.
type dataset struct{ db *store.Store }

var (
	descBodies   = prometheus.NewDesc("nianbao_ledger_bodies", "Bodies by year and state of the ledger.", []string{"year", "state"}, nil)
	descFindings = prometheus.NewDesc("nianbao_findings", "Findings about reports that count, by relation or rule.", []string{"relation"}, nil)
	descRun      = prometheus.NewDesc("nianbao_last_run_finished_seconds", "When the last run of a kind finished, in seconds since 1970.", []string{"kind", "result"}, nil)
)

// Describe implements prometheus.Collector.
func (dataset) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{descBodies, descFindings, descRun} {
		out <- d
	}
}

// Collect implements prometheus.Collector.
func (d dataset) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	gauge := func(desc *prometheus.Desc, value float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, value, labels...)
	}
	totals, err := d.db.LedgerTotals(ctx)
	for _, t := range totals {
		gauge(descBodies, float64(t.Bodies), strconv.Itoa(t.Year), string(t.State))
	}
	relations, err2 := d.db.Relations(ctx, "", 0)
	for _, r := range relations {
		if r.Across {
			continue
		}
		gauge(descFindings, float64(r.Findings), r.Relation)
	}
	runs, err3 := d.db.Runs(ctx, 20)
	seen := map[string]bool{}
	for _, r := range runs {
		if !r.Finished.IsZero() && !seen[r.Kind] {
			seen[r.Kind] = true
			gauge(descRun, float64(r.Finished.Unix()), r.Kind, r.Result)
		}
	}
	for desc, err := range map[*prometheus.Desc]error{descBodies: err, descFindings: err2, descRun: err3} {
		if err != nil {
			out <- prometheus.NewInvalidMetric(desc, err)
		}
	}
}

// healthz tells whether the database can be read.
func (s *server) healthz(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	w.Header().Set("Content-Type", plainText)
	w.Header().Set("Cache-Control", "no-store")
	err := s.Store.Still(ctx, func(ctx context.Context) error {
		_, err := s.Store.Runs(ctx, 1)
		return err
	})
	if err != nil {
		s.Log.Error("healthz", "error", err)
		w.WriteHeader(http.StatusServiceUnavailable)
		fmt.Fprintln(w, "the database can't be read")
		return
	}
	fmt.Fprintln(w, "ok")
}
