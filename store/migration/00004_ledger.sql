-- What is known of every body and year, what people entered and handed in, and what tells versions apart.

-- +goose Up

-- SHA-256 of everything that was read but the reader's version: equal for two readers that agree. '' when not computed.
ALTER TABLE readings ADD COLUMN fingerprint TEXT NOT NULL DEFAULT '';
-- SHA-256 of the values that people had entered for the page when it was read; '' for none.
ALTER TABLE readings ADD COLUMN entered TEXT NOT NULL DEFAULT '';

-- The years that the ledger covers for a source; NULL where no run named a bound.
ALTER TABLE sources ADD COLUMN from_year INTEGER;
ALTER TABLE sources ADD COLUMN to_year INTEGER;

-- The bodies that the ledger has to explain for a source.
CREATE TABLE source_bodies (
    source  TEXT NOT NULL REFERENCES sources (id),
    body_id INTEGER NOT NULL REFERENCES bodies (id),
    named   INTEGER NOT NULL,              -- 1: the source names it as a publisher; 0: it lies in its division
    PRIMARY KEY (source, body_id)
) STRICT;

CREATE TABLE ledger (
    body_id    INTEGER NOT NULL REFERENCES bodies (id),
    year       INTEGER NOT NULL,
    state      TEXT NOT NULL,
    basis      TEXT NOT NULL,              -- why, in one line
    deadline   TEXT NOT NULL,              -- day; '' when none is known
    published  TEXT NOT NULL,              -- day displayed on the page; '' when none is
    first_seen TEXT NOT NULL,              -- day; '' when it was not found
    late       INTEGER,                    -- days after the deadline; NULL when it can't be told
    evidence   TEXT NOT NULL,              -- JSON
    PRIMARY KEY (body_id, year)
) STRICT;

CREATE INDEX ledger_state ON ledger (state, year);

-- Values that people entered for a cell of a page.
CREATE TABLE corrections (
    digest  TEXT NOT NULL,                 -- of the page that the person looked at
    key     TEXT NOT NULL,
    value   TEXT NOT NULL,                 -- canonical decimal
    who     TEXT NOT NULL,
    why     TEXT NOT NULL,
    entered TEXT NOT NULL,                 -- moment
    PRIMARY KEY (digest, key)
) STRICT;

-- Local notices that set a day for the reports of an area.
CREATE TABLE notices (
    area    TEXT NOT NULL,                 -- prefix of division codes
    year    INTEGER NOT NULL,              -- reported on
    due     TEXT NOT NULL,                 -- day
    title   TEXT NOT NULL,
    url     TEXT NOT NULL,
    who     TEXT NOT NULL,
    entered TEXT NOT NULL,                 -- moment
    PRIMARY KEY (area, year, url)
) STRICT;

-- Who handed a page in, and why.
CREATE TABLE handed (
    visit_id INTEGER PRIMARY KEY REFERENCES visits (id),
    who      TEXT NOT NULL,
    why      TEXT NOT NULL,
    file     TEXT NOT NULL                 -- its name, without its folder
) STRICT;

-- +goose Down
DROP TABLE handed;
DROP TABLE notices;
DROP TABLE corrections;
DROP TABLE ledger;
DROP TABLE source_bodies;
ALTER TABLE sources DROP COLUMN to_year;
ALTER TABLE sources DROP COLUMN from_year;
ALTER TABLE readings DROP COLUMN entered;
ALTER TABLE readings DROP COLUMN fingerprint;
