-- Releases: datasets that are given out under a name and stay as they are.

-- +goose Up

CREATE TABLE releases (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,    -- in the order in which they were made
    name     TEXT NOT NULL UNIQUE,
    made     TEXT NOT NULL,                        -- moment
    program  TEXT NOT NULL,                        -- version of the program
    manifest TEXT NOT NULL                         -- JSON: what it is made of
) STRICT;

CREATE TABLE release_files (
    release_id INTEGER NOT NULL REFERENCES releases (id) ON DELETE CASCADE,
    path       TEXT NOT NULL,
    size       INTEGER NOT NULL,                   -- bytes
    digest     TEXT NOT NULL,                      -- SHA-256 of the file
    PRIMARY KEY (release_id, path)
) STRICT;

-- The content of files in pieces, each piece once for all releases.
CREATE TABLE release_pieces (
    digest  TEXT PRIMARY KEY,                      -- SHA-256 of the piece
    size    INTEGER NOT NULL,
    content BLOB NOT NULL                          -- a zstd frame
) STRICT;

CREATE TABLE release_file_pieces (
    file_digest TEXT NOT NULL,
    ordinal     INTEGER NOT NULL,
    piece       TEXT NOT NULL REFERENCES release_pieces (digest),
    PRIMARY KEY (file_digest, ordinal)
) STRICT;

-- +goose Down
DROP TABLE release_file_pieces;
DROP TABLE release_pieces;
DROP TABLE release_files;
DROP TABLE releases;
