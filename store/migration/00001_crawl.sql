-- What the crawler remembers: runs, sources, hosts, the frontier, visits, the archive.
-- Moments are RFC 3339 in UTC with nine decimals, so that they sort as text; '' means none.
-- Durations are whole nanoseconds.

-- +goose Up

CREATE TABLE runs (
    id        INTEGER PRIMARY KEY,
    kind      TEXT NOT NULL,               -- crawl, reread, demo
    program   TEXT NOT NULL,               -- version of the program
    arguments TEXT NOT NULL,               -- JSON list
    started   TEXT NOT NULL,
    finished  TEXT NOT NULL DEFAULT '',
    result    TEXT NOT NULL DEFAULT '',    -- done, interrupted, failed; '' while it runs or after it was killed
    counts    TEXT NOT NULL DEFAULT '{}',  -- JSON object
    served    INTEGER NOT NULL DEFAULT 0   -- 1 for the run that was started or resumed last
) STRICT;

CREATE TABLE sources (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    division   TEXT NOT NULL,
    family     TEXT NOT NULL,
    home       TEXT NOT NULL,
    status     TEXT NOT NULL,              -- modelled, checked on a saved page, checked live
    expected   INTEGER                     -- bodies that should report; NULL when nobody said
) STRICT;

CREATE TABLE hosts (
    host           TEXT PRIMARY KEY,
    next_at        TEXT NOT NULL DEFAULT '',   -- not asked before this moment
    gap            INTEGER,                    -- pace set for the host; NULL for the program's own
    crawl_delay    INTEGER NOT NULL DEFAULT 0, -- from robots.txt
    budget         INTEGER NOT NULL DEFAULT 0, -- requests a day; 0 for no cap
    day            TEXT NOT NULL DEFAULT '',   -- the day of spent, in Asia/Shanghai
    spent          INTEGER NOT NULL DEFAULT 0,
    waiting        INTEGER NOT NULL DEFAULT 0, -- requests queued in the run that is served
    closed_run     INTEGER REFERENCES runs (id),
    closed_outcome TEXT NOT NULL DEFAULT '',
    closed_detail  TEXT NOT NULL DEFAULT '',
    robots_fetched TEXT NOT NULL DEFAULT '',
    robots_status  INTEGER NOT NULL DEFAULT 0,
    robots_body    BLOB,
    robots_detail  TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX hosts_waiting ON hosts (waiting DESC, host) WHERE waiting > 0;

CREATE TABLE archive (
    digest  TEXT PRIMARY KEY,              -- SHA-256 of the raw bytes, lower-case hexadecimal
    size    INTEGER NOT NULL,              -- raw bytes
    content BLOB NOT NULL                  -- a zstd frame
) STRICT;

CREATE TABLE frontier (
    id            INTEGER PRIMARY KEY,
    request       TEXT NOT NULL UNIQUE,    -- what is asked for: the canonical URL, for a POST with method and digest
    url           TEXT NOT NULL,
    host          TEXT NOT NULL REFERENCES hosts (host),
    kind          TEXT NOT NULL CHECK (kind IN ('list', 'document')),
    method        TEXT NOT NULL,
    body          BLOB,
    type          TEXT NOT NULL,
    referer       TEXT NOT NULL,
    family        TEXT NOT NULL,
    depth         INTEGER NOT NULL,
    source        TEXT NOT NULL,           -- of the hints
    hints         TEXT NOT NULL,           -- JSON; the most specific of all sightings
    etag          TEXT NOT NULL DEFAULT '',
    last_modified TEXT NOT NULL DEFAULT '',
    known         TEXT REFERENCES archive (digest),
    run_id        INTEGER REFERENCES runs (id), -- the run that queued it last
    state         TEXT NOT NULL CHECK (state IN ('queued', 'done', 'failed')),
    attempts      INTEGER NOT NULL DEFAULT 0,   -- in that run
    due_at        TEXT NOT NULL DEFAULT '',
    outcome       TEXT NOT NULL DEFAULT '',     -- of the last visit
    visited_at    TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX frontier_due ON frontier (run_id, host, due_at) WHERE state = 'queued';
CREATE INDEX frontier_source ON frontier (source, kind);

CREATE TABLE visits (
    id         INTEGER PRIMARY KEY,
    request_id INTEGER NOT NULL REFERENCES frontier (id),
    run_id     INTEGER REFERENCES runs (id),  -- NULL for a page handed in by a person
    ended      TEXT NOT NULL,
    outcome    TEXT NOT NULL,
    detail     TEXT NOT NULL,
    attempts   INTEGER NOT NULL,
    digest     TEXT REFERENCES archive (digest),
    facts      TEXT NOT NULL,                 -- JSON
    headers    TEXT NOT NULL,                 -- JSON
    listing    TEXT NOT NULL DEFAULT ''       -- JSON, of a list page
) STRICT;

CREATE INDEX visits_request ON visits (request_id, id);
CREATE INDEX visits_run ON visits (run_id, outcome);

-- What list pages showed, a row a list and URL.
CREATE TABLE sightings (
    list_id     INTEGER NOT NULL REFERENCES frontier (id),
    url         TEXT NOT NULL,             -- the request, where the row led to one
    class       TEXT NOT NULL,             -- report, lookalike, offsite, or '' for a further list page
    title       TEXT NOT NULL,
    date        TEXT NOT NULL,
    hints       TEXT NOT NULL DEFAULT '',  -- JSON
    first_visit INTEGER NOT NULL REFERENCES visits (id),
    last_visit  INTEGER NOT NULL REFERENCES visits (id),
    PRIMARY KEY (list_id, url)
) STRICT;

CREATE INDEX sightings_url ON sightings (url);

-- A document is a page that may be a report, with its content as of the last fetch.
CREATE TABLE documents (
    id          INTEGER PRIMARY KEY,
    request_id  INTEGER NOT NULL UNIQUE REFERENCES frontier (id),
    request     TEXT NOT NULL UNIQUE,
    digest      TEXT NOT NULL REFERENCES archive (digest),
    visit_id    INTEGER NOT NULL REFERENCES visits (id),  -- that fetched this content first
    hints       TEXT NOT NULL,
    read_by     TEXT NOT NULL DEFAULT '',  -- reader that read this content with these hints last; '' when none did
    read_digest TEXT REFERENCES archive (digest)          -- newest content that has been read
) STRICT;

CREATE INDEX documents_unread ON documents (read_by, request);

-- +goose Down
DROP TABLE documents;
DROP TABLE sightings;
DROP TABLE visits;
DROP TABLE frontier;
DROP TABLE archive;
DROP TABLE hosts;
DROP TABLE sources;
DROP TABLE runs;
