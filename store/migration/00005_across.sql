-- Findings between reports. They are about a reading that counts and depend on others too, so they stand apart from
-- the findings of the reading itself and are made anew whenever readings change.

-- +goose Up
CREATE TABLE across (
    reading_id INTEGER NOT NULL REFERENCES readings (id) ON DELETE CASCADE,
    ordinal    INTEGER NOT NULL,
    other_id   INTEGER REFERENCES readings (id) ON DELETE CASCADE, -- the other side; NULL where it is several
    relation   TEXT NOT NULL,
    severity   TEXT NOT NULL,
    fault      TEXT NOT NULL,
    cells      TEXT NOT NULL,              -- JSON, keys of the reading
    message    TEXT NOT NULL,
    left_side  TEXT,
    right_side TEXT,
    suspects   TEXT NOT NULL,              -- JSON
    candidates TEXT NOT NULL,              -- JSON
    PRIMARY KEY (reading_id, ordinal)
) STRICT;

CREATE INDEX across_other ON across (other_id);
CREATE INDEX across_relation ON across (relation);

-- +goose Down
DROP TABLE across;
