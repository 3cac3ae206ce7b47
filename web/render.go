package web

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html/template"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strings"
)

//go:embed pages assets
var files embed.FS

// view is what a template sees.
type view struct {
	*request
	Title string
	Data  any
}

// Asset gives the address of an embedded file; it changes with its content.
func (v view) Asset(name string) string { return "/assets/" + v.assets.names[name] }

// Here is the address of the page in the other language.
func (v view) Other() string { return v.Same("lang", v.T("zh", "en")) }

// functions are what templates need beyond the methods of a view.
var functions = template.FuncMap{
	"deref": func(n *int) int { return *n },
	"inc":   func(n int) int { return n + 1 },
	"min6":  func(code string) int { return min(6, len(code)) },
}

// loadTemplates parses each page together with the layout and the shared parts.
func loadTemplates() (map[string]*template.Template, error) {
	base, err := template.New("layout.html").Funcs(functions).ParseFS(files, "pages/layout.html", "pages/parts.html")
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	names, err := fs.Glob(files, "pages/*.html")
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	all := map[string]*template.Template{}
	for _, name := range names {
		one, err := base.Clone()
		if err == nil {
			_, err = one.ParseFS(files, name)
		}
		if err != nil {
			return nil, fmt.Errorf("web: %w", err)
		}
		all[strings.TrimSuffix(path.Base(name), ".html")] = one
	}
	return all, nil
}

// page fills a template in.
func (q *request) page(name, title string, data any) (*answer, error) {
	return q.fill(name, "layout.html", title, data)
}

func (q *request) fill(name, root, title string, data any) (*answer, error) {
	var out bytes.Buffer
	if err := q.templates[name].ExecuteTemplate(&out, root, view{q, title, data}); err != nil {
		return nil, fmt.Errorf("page %s: %w", name, err)
	}
	return &answer{body: out.Bytes(), kind: htmlText}, nil
}

func jsonAnswer(data any) (*answer, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(data); err != nil {
		return nil, fmt.Errorf("json: %w", err)
	}
	return &answer{body: out.Bytes(), kind: jsonText}, nil
}

// assets are the embedded files under names that hold their digests, so that they can be kept for ever.
type assets struct {
	names map[string]string // style.css → style.0123456789abcdef.css
	data  map[string][]byte
}

func loadAssets() (assets, error) {
	a := assets{map[string]string{}, map[string][]byte{}}
	entries, err := files.ReadDir("assets")
	if err != nil {
		return a, fmt.Errorf("web: %w", err)
	}
	for _, e := range entries {
		data, err := files.ReadFile("assets/" + e.Name())
		if err != nil {
			return a, fmt.Errorf("web: %w", err)
		}
		sum := sha256.Sum256(data)
		suffix := path.Ext(e.Name())
		name := strings.TrimSuffix(e.Name(), suffix) + "." + hex.EncodeToString(sum[:8]) + suffix
		a.names[e.Name()], a.data[name] = name, data
	}
	return a, nil
}

// ServeHTTP gives an asset.
func (a assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	data, ok := a.data[r.PathValue("name")]
	if !ok {
		http.Error(w, "no such file", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", cmp.Or(mime.TypeByExtension(path.Ext(r.PathValue("name"))), "application/octet-stream"))
	w.Header().Set("Cross-Origin-Resource-Policy", "cross-origin") // an archived page in its frame has no origin
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	if r.Method != http.MethodHead {
		_, _ = w.Write(data) // nobody is left to be told
	}
}

// With gives a part of a page its own data.
func (v view) With(data any) view { return view{v.request, v.Title, data} }

// Origin is the address of a page on a portal; only one of the web becomes a link.
func (q *request) Origin(address string) link {
	l := link{Name: address}
	if u, err := url.Parse(address); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
		l.Href = u.String()
	}
	return l
}
