-- Full text search. A contentless index of what each reading says, by pairs and triples of characters: the rowid is the
-- reading. The program writes it; the texts themselves stand in readings. Nothing of it is in the canonical dump.

-- +goose Up
CREATE VIRTUAL TABLE search USING fts5(grams, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');

-- +goose StatementBegin
CREATE TRIGGER search_reading_dropped AFTER DELETE ON readings BEGIN
    DELETE FROM search WHERE rowid = old.id;
END;
-- +goose StatementEnd

-- How far the index is: one row. Readings that were kept before there was one are indexed when the database is opened.
CREATE TABLE search_progress (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    version INTEGER NOT NULL,              -- of the rule by which texts become grams
    upto    INTEGER                        -- last reading that is indexed; NULL when every one is
) STRICT;

INSERT INTO search_progress (one, version, upto) VALUES (1, 0, 0);

-- +goose Down
DROP TABLE search_progress;
DROP TRIGGER search_reading_dropped;
DROP TABLE search;
