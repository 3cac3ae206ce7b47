-- Bodies over time: what lists of divisions, people, sources and pages say of them, and what happened to them.
-- Days are YYYY-MM-DD; '' where none is known.

-- +goose Up

-- What lists, overlays and sources say of a body; what pages say is in the view body_attributes too.
CREATE TABLE register_attributes (
    body_id    INTEGER NOT NULL REFERENCES bodies (id) ON DELETE CASCADE,
    kind       TEXT NOT NULL CHECK (kind IN ('name', 'code', 'kind', 'parent', 'credit_code')),
    value      TEXT NOT NULL,              -- of a parent, the key of the body above
    valid_from TEXT NOT NULL,              -- the first day of which it is said
    valid_to   TEXT NOT NULL,              -- the last one; it may have begun before and gone on after
    origin     TEXT NOT NULL CHECK (origin IN ('edition', 'overlay', 'source')),
    source     TEXT NOT NULL,              -- the editions, or who says so and why, or the id of the source
    PRIMARY KEY (body_id, kind, valid_from, value, origin, source)
) STRICT;

CREATE INDEX register_attributes_value ON register_attributes (value, kind);

-- Digest of the attributes of origins edition and overlay; '' before there were any.
ALTER TABLE bodies ADD COLUMN register_digest TEXT NOT NULL DEFAULT '';

-- The credit code that the page gives as that of its body; '' for none. An index number begins with one.
ALTER TABLE readings ADD COLUMN credit_code TEXT NOT NULL DEFAULT '';
UPDATE readings SET credit_code = coalesce((SELECT substr(json_extract(c.value, '$.value'), 1, 18)
    FROM json_each(readings.resolution, '$.claims') c
    WHERE json_extract(c.value, '$.kind') = 'credit_code' AND json_extract(c.value, '$.used') = 1
        AND json_extract(c.value, '$.value') GLOB '[0-9A-Z][0-9A-Z][0-9][0-9][0-9][0-9][0-9][0-9][0-9A-Z][0-9A-Z][0-9A-Z][0-9A-Z][0-9A-Z][0-9A-Z][0-9A-Z][0-9A-Z][0-9A-Z][0-9A-Z]*'
    ORDER BY c.key LIMIT 1), '');

CREATE INDEX readings_agency ON readings (agency);
CREATE INDEX readings_credit_code ON readings (credit_code) WHERE credit_code <> '';
CREATE INDEX bodies_parent ON bodies (parent, key);

-- Everything that is said of a body, by whomever. What a page says, it says on the day of its publication; where it
-- shows none, the last day of the year that it reports on stands for it.
CREATE VIEW body_attributes AS
    SELECT body_id, kind, value, valid_from, valid_to, origin, source, 0 AS pages FROM register_attributes
    UNION ALL
    SELECT body_id, 'name', agency, min(CASE WHEN published <> '' THEN published ELSE year || '-12-31' END),
        max(CASE WHEN published <> '' THEN published ELSE year || '-12-31' END), 'page', min(url), count(*)
    FROM readings WHERE body_id IS NOT NULL AND year BETWEEN 1990 AND 2099 AND agency <> '' AND standing IN ('current', 'rival')
    GROUP BY body_id, agency
    UNION ALL
    SELECT body_id, 'credit_code', credit_code, min(CASE WHEN published <> '' THEN published ELSE year || '-12-31' END),
        max(CASE WHEN published <> '' THEN published ELSE year || '-12-31' END), 'page', min(url), count(*)
    FROM readings WHERE body_id IS NOT NULL AND year BETWEEN 1990 AND 2099 AND credit_code <> '' AND standing IN ('current', 'rival')
    GROUP BY body_id, credit_code;

-- What happened to bodies of the store. It happened after one day and not after another, or on a day when it is known.
CREATE TABLE body_events (
    id       INTEGER PRIMARY KEY,
    identity TEXT NOT NULL UNIQUE,         -- editions, kind, and the bodies of both sides
    kind     TEXT NOT NULL,
    also     TEXT NOT NULL,                -- JSON list of kinds
    certain  INTEGER NOT NULL,             -- 0 where the lists only suggest it
    day      TEXT NOT NULL,
    after_day TEXT NOT NULL,
    until_day TEXT NOT NULL,
    rule     TEXT NOT NULL,                -- by which it was found
    origin   TEXT NOT NULL CHECK (origin IN ('edition', 'overlay')),
    source   TEXT NOT NULL,
    evidence TEXT NOT NULL                 -- JSON list, in words
) STRICT;

-- The bodies of an event; a key may be that of a body that is not in the store.
CREATE TABLE body_event_sides (
    event_id INTEGER NOT NULL REFERENCES body_events (id) ON DELETE CASCADE,
    side     TEXT NOT NULL CHECK (side IN ('before', 'after')),
    key      TEXT NOT NULL,
    name     TEXT NOT NULL,                -- as the list of that side has it
    code     TEXT NOT NULL,
    PRIMARY KEY (event_id, side, key, code)
) STRICT;

CREATE INDEX body_event_sides_key ON body_event_sides (key);

-- For each county the state of its reports at which the findings between them were made.
CREATE TABLE across_areas (
    area     TEXT PRIMARY KEY,             -- division code
    digest   TEXT NOT NULL,                -- of the readings that were compared
    findings INTEGER NOT NULL              -- how many there were; fewer when a reading went since
) STRICT;

-- What people put right in the lists and in what follows from them, in the order in which it was handed in.
CREATE TABLE overlays (
    ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
    digest  TEXT NOT NULL UNIQUE,          -- SHA-256 of the content
    content TEXT NOT NULL,                 -- YAML
    file    TEXT NOT NULL,                 -- its name, without its folder
    entered TEXT NOT NULL                  -- moment
) STRICT;

-- +goose Down
DROP TABLE overlays;
DROP TABLE across_areas;
DROP TABLE body_event_sides;
DROP TABLE body_events;
DROP VIEW body_attributes;
DROP INDEX bodies_parent;
DROP INDEX readings_credit_code;
DROP INDEX readings_agency;
ALTER TABLE readings DROP COLUMN credit_code;
ALTER TABLE bodies DROP COLUMN register_digest;
DROP TABLE register_attributes;
