GO ?= go
TOOL = $(GO) tool -modfile=tools/go.mod
export CGO_ENABLED ?= 0

.PHONY: run build test browser pictures race interop lint fmt bench mutate failures scale load cover fuzz manners kills night clean

## run: build the program and go the whole way once, on the built-in simulated portals
run: build
	./bin/nianbao demo

## build: one static file, bin/nianbao
build:
	$(GO) build -trimpath -o bin/nianbao ./cmd/nianbao

## test: every test
test:
	$(GO) test -shuffle=on -timeout 20m ./...

## browser: walk the pages in Chromium, with the accessibility checker (needs chromium and npm)
browser:
	cd web/browser && npm ci --no-audit --no-fund --ignore-scripts --loglevel=error
	$(GO) test -tags browser -count=1 -timeout 20m ./web/browser

## pictures: those of the README, from the demo's dataset (needs chromium, fonts-noto-cjk, fonts-dejavu-core and curl)
pictures: build
	.ci/pictures

## race: the race detector (needs a C compiler) over what has several workers. The reader, which is pure, and the simulated
## portals are in it through the pipeline; of store, pages, pipeline and program only such tests: all of them take ten times as
## long. Bombs are left out, which measure memory: the detector takes many times as much
race:
	CGO_ENABLED=1 $(GO) test -race -short -timeout 15m -skip '^TestBombs' ./crawler/...
	CGO_ENABLED=1 $(GO) test -race -short -timeout 15m -run 'Ask|Slow|Answers|Watch|Turns|TooLong|OneState|Serve|Replaced' ./web
	CGO_ENABLED=1 $(GO) test -race -short -timeout 15m -run 'Backup|AtOnce|Bubble|Lease' ./store
	CGO_ENABLED=1 $(GO) test -race -short -timeout 15m -run 'Reread|SecondCrawl|Stopped|EveryFault' ./cmd/nianbao/pipeline
	CGO_ENABLED=1 $(GO) test -race -short -timeout 15m -run 'Serve|Stop|Load|Signal|Progress' ./cmd/nianbao

## lint: vet, golangci-lint and formatting
lint:
	$(GO) vet ./...
	$(TOOL) golangci-lint run ./...

## fmt: format the code
fmt:
	$(TOOL) gofumpt -w $$(git ls-files '*.go')

## bench: measure; each figure is a line "figure NAME VALUE UNIT"
bench:
	@$(GO) run ./cmd/nianbao version
	@$(GO) test -run '^$$' -bench . -benchmem ./... | awk -f .ci/figures.awk

## mutate: read every misprint, exchange, damage and harmless rewriting of the gallery's pages (a quarter of an hour)
mutate:
	$(GO) test ./fixtures/gallery -whole -v -timeout 3h | \
		awk '/^(FAIL|--- FAIL|panic)/ { failed = 1 } !/^ *(===|--- PASS)/ { print } END { exit failed }'

## failures: 250 rounds of full disks, failed writes, and kills in crawl, migration and backup (a quarter of an hour);
## as root also on real file systems that are too small
failures:
	$(GO) test ./store -run 'Fails|FullDiskAt|RealDisk' -rounds 50 -timeout 30m

## manners: more than 100,000 requests to 4,000 hosts of all families and faults in simulated time, looked through one by one
manners:
	$(GO) test ./cmd/nianbao/pipeline -run '^TestManners$$' -copies 42 -v -timeout 1h

## scale: load SCALE invented reports, measure loading, queries and exports, and print figures; SCALEDB keeps the database
## (280,000 reports: half an hour and more, 3 GB, and 20 to 27 GB for each of the csv and SQLite exports; EXPORTS names others)
SCALE ?= 10000
SCALEDB ?=
EXPORTS ?= csv,parquet,xlsx,jsonl,sqlite,warc
scale:
	$(GO) test -count=1 -timeout 12h -run '^TestScale$$' ./cmd/nianbao -scale $(SCALE) -scaledb '$(SCALEDB)' -scaleexports '$(EXPORTS)' -v | \
		awk '/^(FAIL|--- FAIL|panic)/ { failed = 1 } !/^ *===/ { print } END { exit failed }'

## kills: 200 crawls killed one to three times each at random instants, and gone on with (a quarter of an hour)
kills:
	$(GO) test ./cmd/nianbao/pipeline -run '^TestKillsAtAnyInstant$$' -rounds 200 -v -timeout 2h | \
		awk '/^(FAIL|--- FAIL|panic)/ { failed = 1 } !/^ *(===|--- PASS)/ { print } END { exit failed }'

## night: three nights of 3,000 hosts and 75,000 requests each in one process, and the memory that they take (half an hour;
## Linux)
night:
	$(GO) test ./cmd/nianbao/pipeline -run '^TestNights$$' -hosts 3000 -v -timeout 2h

## interop: hand exports to DuckDB, R, Python, LibreOffice and a reader of WARC, and run the examples of docs/data.md; it
## installs nothing and says what is missing (npm ci --prefix interop; R, LibreOffice Calc, Python, Node.js)
interop:
	$(GO) test -count=1 -timeout 20m ./interop -programs

## load: 20 readers ask a server for every kind of page of LOAD invented reports for LOADTIME, while reports are stored;
## SCALEDB is the database, which grows; LOADPAUSE is how long a reader looks at a page
LOAD ?= 70000
LOADTIME ?= 1m
LOADPAUSE ?= 0s
load:
	$(GO) test -count=1 -timeout 12h -run '^TestLoad$$' ./cmd/nianbao -load $(LOAD) -loadtime $(LOADTIME) -loadpause $(LOADPAUSE) -scaledb '$(SCALEDB)' -v | \
		awk '/^figure/ { print } /^(FAIL|--- FAIL|panic)/ { failed = 1; print } END { exit failed }'

## cover: test coverage by package
cover:
	$(GO) test -coverprofile=coverage.out -coverpkg=./... ./...
	$(GO) tool cover -func=coverage.out | tail -1

## fuzz: every fuzz test for FUZZTIME
FUZZTIME ?= 20s
fuzz:
	.ci/fuzz $(FUZZTIME)

clean:
	rm -rf bin coverage.out nianbao-demo.db*
