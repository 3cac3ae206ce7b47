package web_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// described is the OpenAPI document, as far as the tests need it.
type described struct {
	Paths map[string]struct {
		Get struct {
			Parameters []struct{ Name, In string }
			Responses  map[string]struct {
				Content map[string]struct{ Schema json.RawMessage }
			}
		}
	}
}

// examples are addresses of each path of the API.
var examples = map[string][]string{
	"/api/v1": {"/api/v1"}, "/api/v1/openapi.json": {"/api/v1/openapi.json"},
	"/api/v1/bodies":                         {"/api/v1/bodies", "/api/v1/bodies?q=青榆", "/api/v1/bodies?in=990124&limit=3"},
	"/api/v1/bodies/{body}":                  {"/api/v1/bodies/4"},
	"/api/v1/reports":                        {"/api/v1/reports", "/api/v1/reports?in=990124&year=2023&limit=5&from=5", "/api/v1/reports?year=2010"},
	"/api/v1/reports/{body}/{year}":          {"/api/v1/reports/4/2023", "/api/v1/reports/7/2022"},
	"/api/v1/reports/{body}/{year}/versions": {"/api/v1/reports/4/2023/versions"},
	"/api/v1/findings":                       {"/api/v1/findings", "/api/v1/findings?year=2023&relation=applications.row.total", "/api/v1/findings?between=1"},
	"/api/v1/ledger":                         {"/api/v1/ledger?limit=7", "/api/v1/ledger?state=not_found&year=2025"},
	"/api/v1/compare":                        {"/api/v1/compare?in=990124&years=2022-2024", "/api/v1/compare", "/api/v1/compare?body=4&by=disclosure_rate", "/api/v1/compare?names=东浔街道,云碓镇&min=1&years=2023", "/api/v1/compare?in=990124&match=街道&years=2023"},
	"/api/v1/search":                         {"/api/v1/search?q=宅基地&in=990124&years=2023&kind=township&limit=2", "/api/v1/search?q=没有这个词语"},
	"/api/v1/indicators":                     {"/api/v1/indicators"},
	"/api/v1/codebook":                       {"/api/v1/codebook"},
	"/api/v1/sources":                        {"/api/v1/sources"},
	"/api/v1/runs":                           {"/api/v1/runs?limit=1"},
}

func description(t *testing.T, h http.Handler) (described, any) {
	t.Helper()
	body := get(t, h, "/api/v1/openapi.json").Body.Bytes()
	var d described
	if err := json.Unmarshal(body, &d); err != nil {
		t.Fatal(err)
	}
	whole, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	return d, whole
}

// TestDescription holds the OpenAPI document to what is served: the same paths, and each answer as its schema has it.
func TestDescription(t *testing.T) {
	h := zooPages(t)
	d, whole := description(t, h)
	var index struct{ Paths []string }
	if err := json.Unmarshal(get(t, h, "/api/v1").Body.Bytes(), &index); err != nil {
		t.Fatal(err)
	}
	slices.Sort(index.Paths)
	if got := slices.Sorted(maps.Keys(d.Paths)); !slices.Equal(got, index.Paths) {
		t.Errorf("described %v, served %v", got, index.Paths)
	}
	for path, one := range d.Paths {
		t.Run(path, func(t *testing.T) {
			c := jsonschema.NewCompiler()
			if err := c.AddResource("openapi.json", whole); err != nil {
				t.Fatal(err)
			}
			schema, err := c.Compile("openapi.json#/paths/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(path) + "/get/responses/200/content/application~1json/schema")
			if err != nil {
				t.Fatal(err)
			}
			if len(examples[path]) == 0 {
				t.Fatal("no example")
			}
			for _, address := range examples[path] {
				answer := get(t, h, address)
				value, err := jsonschema.UnmarshalJSON(answer.Body)
				if err != nil || answer.Code != http.StatusOK || answer.Header().Get("Content-Type") != "application/json" {
					t.Fatalf("%s: %d %v", address, answer.Code, err)
				}
				if err := schema.Validate(value); err != nil {
					t.Errorf("%s: %v", address, err)
				}
				u, err := url.Parse(address)
				if err != nil {
					t.Fatal(err)
				}
				for name := range u.Query() {
					if !slices.ContainsFunc(one.Get.Parameters, func(p struct{ Name, In string }) bool { return p.Name == name && p.In == "query" }) {
						t.Errorf("%s: parameter %s is not described", address, name)
					}
				}
			}
		})
	}
}

// TestWrongQuestions holds which mistakes are told, and how.
func TestWrongQuestions(t *testing.T) {
	h := zooPages(t)
	for address, want := range map[string]int{
		"/api/v1/nothing": 404, "/api/v1/bodies/999": 404, "/api/v1/reports/4/1999": 404, "/api/v1/reports/4/x": 404, "/api/v1/ledger?state=odd": 400,
		"/api/v1/ledger?limit=0": 400, "/api/v1/ledger?limit=501": 400, "/api/v1/reports?from=-1": 400, "/api/v1/reports?in=99'": 400, "/api/v1/reports?year=1": 400,
		"/api/v1/compare?by=odd": 400, "/api/v1/search": 400, "/api/v1/search?q=a&limit=101": 400, "/compare?min=0": 400, "/api/v1/compare?years=2023-2019": 400, "/api/v1/compare?body=none": 404, "/area/12": 404, "/area/x": 400, "/body/none": 404,
		"/report/4/2023/cell/odd": 404, "/report/4/2023?page=00": 404, "/report/4/2023/evidence.zip?cell=disclosure.procurement.amount": 404, "/runs/x": 404, "/runs/9": 404,
		"/downloads/reports.csv?table=odd": 400, "/api/v1/ledger?after=odd": 400, "/findings?before=a~b~c~d": 400, "/ledger?after=4~2023~organ~x": 400, "/compare?x=" + strings.Repeat("y", 9000): 400,
		"/api/v1/reports?in=%zz": 400, "/api/v1/reports?in=99;year=2023": 400, "/api/v1/reports?division=33": 400, "/api/v1/ledger?year=2022&year=2023": 400, "/api/v1/compare?years=2023&add=x": 400,
		"/search?q=%ff": 400, "/?lang=%ff": 400, "/ledger?%ff=1": 400, "/search?q=" + strings.Repeat("y", 2000): 400, "/findings?year=%": 400,
	} {
		answer := get(t, h, address)
		if answer.Code != want || answer.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%.60s: %d, want %d", address, answer.Code, want)
		}
		if !utf8.Valid(answer.Body.Bytes()) {
			t.Errorf("%.60s: not in UTF-8", address)
		}
		var told struct{ Error string }
		if strings.HasPrefix(address, "/api/") && (json.Unmarshal(answer.Body.Bytes(), &told) != nil || told.Error == "") {
			t.Errorf("%s: %s", address, answer.Body)
		}
	}
}
