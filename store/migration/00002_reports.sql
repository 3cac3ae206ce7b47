-- What was read: bodies, readings, their proof and findings. The values stand in 00003.

-- +goose Up

CREATE TABLE bodies (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- permanent, never given twice
    key         TEXT NOT NULL UNIQUE,               -- natural key
    name        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    division    TEXT NOT NULL,
    credit_code TEXT NOT NULL,
    parent      TEXT NOT NULL,                      -- natural key of the parent; '' for none
    source      TEXT NOT NULL CHECK (source IN ('register', 'reading'))
) STRICT;

CREATE INDEX bodies_division ON bodies (division, key);
CREATE INDEX bodies_name ON bodies (name);

CREATE TABLE readings (
    id                INTEGER PRIMARY KEY,
    document_id       INTEGER NOT NULL REFERENCES documents (id),
    digest            TEXT NOT NULL REFERENCES archive (digest),
    reader            TEXT NOT NULL,
    reader_rank       TEXT NOT NULL,             -- the reader's version in a form that sorts as text
    hints             TEXT NOT NULL,             -- JSON; what the page was read with
    body_id           INTEGER REFERENCES bodies (id),
    year              INTEGER NOT NULL,          -- 0 when the page does not say
    scope             TEXT NOT NULL,
    status            TEXT NOT NULL,
    standing          TEXT NOT NULL CHECK (standing IN ('current', 'rival', 'superseded', 'aside')),
    own               INTEGER NOT NULL,          -- 1 when found in the body's own column
    readable          INTEGER NOT NULL,          -- 1 when the status is that of a report that could be read
    form_disclosure   TEXT NOT NULL,
    form_applications TEXT NOT NULL,
    form_disputes     TEXT NOT NULL,
    title             TEXT NOT NULL,
    agency            TEXT NOT NULL,
    published         TEXT NOT NULL,
    published_source  TEXT NOT NULL,
    url               TEXT NOT NULL,             -- that answered
    fetched           TEXT NOT NULL,
    notes             INTEGER NOT NULL,          -- findings by severity
    warnings          INTEGER NOT NULL,
    errors            INTEGER NOT NULL,
    rest              BLOB NOT NULL,             -- zstd of JSON: everything but cells and findings
    resolution        TEXT NOT NULL,             -- JSON: claims about the body, and their conflicts
    UNIQUE (document_id, digest, reader)
) STRICT;

CREATE INDEX readings_body ON readings (body_id, year, scope);
CREATE INDEX readings_year ON readings (year, standing);

-- Lists of keys: a proof holds its cells in the order of one of them.
CREATE TABLE key_lists (
    id   INTEGER PRIMARY KEY,
    keys TEXT NOT NULL UNIQUE                    -- one key a line
) STRICT;

CREATE TABLE proofs (
    reading_id  INTEGER PRIMARY KEY REFERENCES readings (id) ON DELETE CASCADE,
    key_list_id INTEGER NOT NULL REFERENCES key_lists (id),
    cells       BLOB NOT NULL                    -- state, basis, raw text, place, unit, checks of each cell, packed
) STRICT;

CREATE TABLE findings (
    reading_id  INTEGER NOT NULL REFERENCES readings (id) ON DELETE CASCADE,
    ordinal     INTEGER NOT NULL,
    relation    TEXT NOT NULL,
    severity    TEXT NOT NULL,
    fault       TEXT NOT NULL,
    cells       TEXT NOT NULL,                   -- JSON list of keys
    message     TEXT NOT NULL,
    left_side   TEXT,                            -- canonical decimals
    right_side  TEXT,
    suspects    TEXT NOT NULL,                   -- JSON list
    candidates  TEXT NOT NULL,                   -- JSON list
    PRIMARY KEY (reading_id, ordinal)
) STRICT;

CREATE INDEX findings_relation ON findings (relation, reading_id);

-- +goose Down
DROP TABLE findings;
DROP TABLE proofs;
DROP TABLE key_lists;
DROP TABLE readings;
DROP TABLE bodies;
