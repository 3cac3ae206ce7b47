package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// request is one request. Its context carries the one state of the database from which everything on its page comes.
type request struct {
	*http.Request
	*server
	db *store.Store // only to be read with the request's context
	zh bool
}

// handler makes an answer.
type handler func(*request) (*answer, error)

// answer is what a handler made, whole, before anything is sent.
type answer struct {
	body    []byte
	kind    string // content type
	name    string // of a file to save; empty for a page
	policy  string // instead of pagePolicy
	status  int    // 200 when zero
	nothing bool   // not to be cached by anybody
}

// problem is an error that a reader of the page is told.
type problem struct {
	status int
	en, zh string
}

func (p problem) Error() string { return p.en }

var errNoPage = problem{http.StatusNotFound, "There is no such page.", "没有这个页面。"}

func wrong(en, zh string, args ...any) error {
	return problem{http.StatusBadRequest, fmt.Sprintf(en, args...), fmt.Sprintf(zh, args...)}
}

func absent(en, zh string, args ...any) error {
	return problem{http.StatusNotFound, fmt.Sprintf(en, args...), fmt.Sprintf(zh, args...)}
}

var errBusy = problem{http.StatusServiceUnavailable, "Too many requests at once; try again in a few seconds.", "同时访问过多,请稍候再试。"}

// answer bounds, runs and sends a handler.
func (s *server) answer(pattern string, h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		ctx, cancel := context.WithTimeout(r.Context(), s.Timeout)
		defer cancel()
		q := &request{Request: r.WithContext(ctx), server: s, db: s.Store, zh: chinese(r)}
		a, err := s.answered(q, h)
		if err != nil {
			a = q.fail(err)
		}
		s.metrics.answered(pattern, a.status, time.Since(began))
		a.send(w, r)
	})
}

// make waits for a turn and lets the handler read one state of the database.
func (s *server) make(q *request, h handler) (*answer, error) {
	if len(q.URL.RawQuery) > longestQuery {
		return nil, wrong("The address is too long.", "网址过长。")
	}
	if err := s.wait(q.Context()); err != nil {
		return nil, err
	}
	defer func() { <-s.turns }()
	var a *answer
	err := s.Store.Still(q.Context(), func(ctx context.Context) (err error) {
		q.Request = q.Request.WithContext(ctx)
		a, err = h(q)
		return err
	})
	return a, err
}

// wait takes a turn, at once where one is free.
func (s *server) wait(ctx context.Context) error {
	select {
	case s.turns <- struct{}{}:
		return nil
	default:
	}
	patience := time.NewTimer(s.Patience)
	defer patience.Stop()
	select {
	case s.turns <- struct{}{}:
		return nil
	case <-patience.C:
		return errBusy
	case <-ctx.Done():
		return ctx.Err()
	}
}

// longestQuery is in bytes: enough for a hundred bodies.
const longestQuery = 8 << 10

// fail turns an error into a page, or for the API into JSON.
func (q *request) fail(err error) *answer {
	p := problem{http.StatusInternalServerError, "Something went wrong on this server; its log says what.", "服务器出错,详见其日志。"}
	var told problem
	switch {
	case errors.As(err, &told):
		p = told
	case errors.Is(err, store.ErrNotFound):
		p = problem{http.StatusNotFound, "That is not in the database.", "数据库中没有此项。"}
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		p = problem{http.StatusServiceUnavailable, "The answer took too long; ask for less.", "查询超时,请缩小范围。"}
	default:
		q.Log.Error("page", "path", q.URL.Path, "error", err)
	}
	a, err := q.told(p)
	if err != nil {
		a = &answer{body: []byte(p.en + "\n"), kind: plainText}
	}
	a.status, a.nothing = p.status, true
	return a
}

func (q *request) told(p problem) (*answer, error) {
	if strings.HasPrefix(q.URL.Path, apiRoot) {
		return jsonAnswer(map[string]any{"error": p.en})
	}
	return q.page("error", q.T("Not to be had", "无法显示"), q.T(p.en, p.zh))
}

const (
	plainText = "text/plain; charset=utf-8"
	htmlText  = "text/html; charset=utf-8"
	csvText   = "text/csv; charset=utf-8"
	jsonText  = "application/json"
	svgText   = "image/svg+xml"
)

// send writes the answer; one that the client has already is 304 (RFC 9110 section 13.1.2).
func (a *answer) send(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", a.kind)
	h.Add("Vary", "Accept-Language")
	if a.policy != "" {
		h.Set("Content-Security-Policy", a.policy)
	}
	if a.name != "" {
		h.Set("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(a.name))
	}
	if a.status == http.StatusServiceUnavailable {
		h.Set("Retry-After", "5")
	}
	if a.nothing {
		h.Set("Cache-Control", "no-store")
		w.WriteHeader(a.status)
	} else {
		sum := sha256.Sum256(a.body)
		tag := `"` + hex.EncodeToString(sum[:12]) + `"`
		h.Set("Cache-Control", "no-cache")
		h.Set("ETag", tag)
		if matches(r.Header.Get("If-None-Match"), tag) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	if r.Method != http.MethodHead {
		_, _ = w.Write(a.body) // nobody is left to be told
	}
}

// matches compares weakly, as RFC 9110 section 8.8.3.2 wants it here.
func matches(header, tag string) bool {
	for one := range strings.SplitSeq(header, ",") {
		if one = strings.TrimPrefix(strings.TrimSpace(one), "W/"); one == tag || one == "*" {
			return true
		}
	}
	return false
}

var languages = language.NewMatcher([]language.Tag{language.English, language.Chinese})

// chinese tells which language is wanted: by ?lang=, or else by the browser (RFC 9110 section 12.5.4).
func chinese(r *http.Request) bool {
	switch r.URL.Query().Get("lang") {
	case "zh":
		return true
	case "en":
		return false
	}
	_, at := language.MatchStrings(languages, r.Header.Get("Accept-Language"))
	return at == 1
}

// T picks the language of what people read.
func (q *request) T(en, zh string) string {
	if q.zh {
		return zh
	}
	return en
}

// Tf picks the language and fills in values.
func (q *request) Tf(en, zh string, args ...any) string { return fmt.Sprintf(q.T(en, zh), args...) }

// Lang is the language of the page for HTML.
func (q *request) Lang() string { return q.T("en", "zh-CN") }

// Href makes an address on this server of path segments; a language that was asked for goes along.
func (q *request) Href(segments ...any) string { return q.link(nil, segments...) }

func (q *request) link(values url.Values, segments ...any) string {
	var path strings.Builder
	for _, s := range segments {
		path.WriteString("/" + url.PathEscape(fmt.Sprint(s)))
	}
	if len(segments) == 0 {
		path.WriteString("/")
	}
	return path.String() + q.query(values)
}

// query writes ?… with the language that was asked for.
func (q *request) query(values url.Values) string {
	if lang := q.URL.Query().Get("lang"); lang == "zh" || lang == "en" {
		if values == nil {
			values = url.Values{}
		}
		values.Set("lang", lang)
	}
	if len(values) == 0 {
		return ""
	}
	return "?" + values.Encode()
}

// Same gives this very page with some values of its query replaced, in pairs; an empty value takes one out.
func (q *request) Same(pairs ...any) string {
	values := q.URL.Query()
	for i := 0; i+1 < len(pairs); i += 2 {
		if v := fmt.Sprint(pairs[i+1]); v == "" {
			values.Del(fmt.Sprint(pairs[i]))
		} else {
			values.Set(fmt.Sprint(pairs[i]), v)
		}
	}
	if len(values) == 0 {
		return q.URL.EscapedPath()
	}
	return q.URL.EscapedPath() + "?" + values.Encode()
}

// value gives a parameter of the query, trimmed and bounded.
func (q *request) value(name string) string {
	v := strings.TrimSpace(q.URL.Query().Get(name))
	return v[:min(len(v), 200)]
}

// number gives a whole number of the query between bounds, or what stands in for it when there is none.
func (q *request) number(name string, without, least, most int) (int, error) {
	text := q.value(name)
	if text == "" {
		return without, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most {
		return 0, wrong("%s must be a whole number from %d to %d.", "%s 应为 %d 至 %d 的整数。", name, least, most)
	}
	return n, nil
}

// year gives the year of the path or query; 0 for none in the query.
func (q *request) year() (int, error) {
	if text := q.PathValue("year"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < firstYear || n > lastYear {
			return 0, errNoPage
		}
		return n, nil
	}
	return q.number("year", 0, firstYear, lastYear)
}

// The years that a report may be about; the first reports were on 2008.
const firstYear, lastYear = 1990, 2099

// area gives the prefix of division codes that the path or query names.
func (q *request) area() (string, error) {
	area := q.PathValue("area")
	if area == "" {
		area = q.value("in")
	}
	if len(area) > 12 || strings.Trim(area, "0123456789") != "" {
		return "", wrong("An area is named by up to 12 digits of a division code.", "地区用不超过 12 位的行政区划代码表示。")
	}
	return area, nil
}

// cell gives the key that the path or query names; false when there is none.
func (q *request) cell() (report.Key, bool, error) {
	text := q.PathValue("cell")
	if text == "" {
		text = q.value("cell")
	}
	if text == "" {
		return report.Key{}, false, nil
	}
	key, err := report.ParseKey(text)
	if err != nil {
		return key, false, absent("There is no such cell.", "没有这个单元格。")
	}
	return key, true, nil
}

// keep gives the named values of the query, where they are set.
func (q *request) keep(names ...string) url.Values {
	kept := url.Values{}
	for _, name := range names {
		if v := q.value(name); v != "" {
			kept.Set(name, v)
		}
	}
	return kept
}

func itoa(n int) string { return strconv.Itoa(n) }
