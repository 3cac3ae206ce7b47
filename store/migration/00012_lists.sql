-- Lists in their order, and totals, for pages about hundreds of thousands of reports: a page of a list is found where it
-- begins, and nothing is counted while somebody waits. Triggers keep them, so that they are right after every statement.

-- +goose Up

-- The findings about readings that count, in natural order.
CREATE TABLE finding_list (
    across     INTEGER NOT NULL,           -- 0: of the reading alone (findings); 1: between reports (across)
    body_key   TEXT NOT NULL,
    year       INTEGER NOT NULL,
    scope      TEXT NOT NULL,
    ordinal    INTEGER NOT NULL,
    reading_id INTEGER NOT NULL REFERENCES readings (id) ON DELETE CASCADE,
    relation   TEXT NOT NULL,
    area       TEXT NOT NULL,              -- the first six digits of the division code of the body
    PRIMARY KEY (across, body_key, year, scope, ordinal, reading_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX finding_list_relation ON finding_list (across, relation, body_key, year, scope, ordinal, reading_id);
CREATE INDEX finding_list_reading ON finding_list (reading_id);

-- How many of them there are.
CREATE TABLE finding_totals (
    area     TEXT NOT NULL,                -- as of the list; '*' for everything
    across   INTEGER NOT NULL,
    relation TEXT NOT NULL,
    year     INTEGER NOT NULL,
    findings INTEGER NOT NULL,             -- never 0
    PRIMARY KEY (area, across, relation, year)
) STRICT, WITHOUT ROWID;

-- +goose StatementBegin
CREATE TRIGGER finding_list_added AFTER INSERT ON finding_list BEGIN
    INSERT INTO finding_totals (area, across, relation, year, findings)
        VALUES ('*', new.across, new.relation, new.year, 1), (new.area, new.across, new.relation, new.year, 1)
        ON CONFLICT (area, across, relation, year) DO UPDATE SET findings = findings + 1;
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER finding_list_dropped AFTER DELETE ON finding_list BEGIN
    UPDATE finding_totals SET findings = findings - 1
        WHERE area IN ('*', old.area) AND across = old.across AND relation = old.relation AND year = old.year;
    DELETE FROM finding_totals
        WHERE area IN ('*', old.area) AND across = old.across AND relation = old.relation AND year = old.year AND findings = 0;
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER finding_list_moved AFTER UPDATE OF area ON finding_list WHEN old.area <> new.area BEGIN
    UPDATE finding_totals SET findings = findings - 1
        WHERE area = old.area AND across = old.across AND relation = old.relation AND year = old.year;
    DELETE FROM finding_totals
        WHERE area = old.area AND across = old.across AND relation = old.relation AND year = old.year AND findings = 0;
    INSERT INTO finding_totals (area, across, relation, year, findings) VALUES (new.area, new.across, new.relation, new.year, 1)
        ON CONFLICT (area, across, relation, year) DO UPDATE SET findings = findings + 1;
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER finding_list_of_reading AFTER UPDATE OF standing, body_id, year, scope ON readings
WHEN old.standing = 'current' OR new.standing = 'current' BEGIN
    DELETE FROM finding_list WHERE reading_id = old.id;
    INSERT INTO finding_list (across, body_key, year, scope, ordinal, reading_id, relation, area)
        SELECT 0, b.key, new.year, new.scope, f.ordinal, new.id, f.relation, substr(b.division, 1, 6)
        FROM findings f CROSS JOIN bodies b WHERE f.reading_id = new.id AND b.id = new.body_id AND new.standing = 'current';
    INSERT INTO finding_list (across, body_key, year, scope, ordinal, reading_id, relation, area)
        SELECT 1, b.key, new.year, new.scope, x.ordinal, new.id, x.relation, substr(b.division, 1, 6)
        FROM across x CROSS JOIN bodies b WHERE x.reading_id = new.id AND b.id = new.body_id AND new.standing = 'current';
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER finding_list_finding AFTER INSERT ON findings BEGIN
    INSERT INTO finding_list (across, body_key, year, scope, ordinal, reading_id, relation, area)
        SELECT 0, b.key, r.year, r.scope, new.ordinal, r.id, new.relation, substr(b.division, 1, 6)
        FROM readings r JOIN bodies b ON b.id = r.body_id WHERE r.id = new.reading_id AND r.standing = 'current';
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER finding_list_finding_dropped AFTER DELETE ON findings BEGIN
    DELETE FROM finding_list WHERE reading_id = old.reading_id AND across = 0 AND ordinal = old.ordinal;
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER finding_list_across AFTER INSERT ON across BEGIN
    INSERT INTO finding_list (across, body_key, year, scope, ordinal, reading_id, relation, area)
        SELECT 1, b.key, r.year, r.scope, new.ordinal, r.id, new.relation, substr(b.division, 1, 6)
        FROM readings r JOIN bodies b ON b.id = r.body_id WHERE r.id = new.reading_id AND r.standing = 'current';
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER finding_list_across_changed AFTER UPDATE OF relation ON across WHEN old.relation <> new.relation BEGIN
    DELETE FROM finding_list WHERE reading_id = old.reading_id AND across = 1 AND ordinal = old.ordinal;
    INSERT INTO finding_list (across, body_key, year, scope, ordinal, reading_id, relation, area)
        SELECT 1, b.key, r.year, r.scope, new.ordinal, r.id, new.relation, substr(b.division, 1, 6)
        FROM readings r JOIN bodies b ON b.id = r.body_id WHERE r.id = new.reading_id AND r.standing = 'current';
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER finding_list_across_dropped AFTER DELETE ON across BEGIN
    DELETE FROM finding_list WHERE reading_id = old.reading_id AND across = 1 AND ordinal = old.ordinal;
END;
-- +goose StatementEnd

INSERT INTO finding_list (across, body_key, year, scope, ordinal, reading_id, relation, area)
    SELECT 0, b.key, r.year, r.scope, f.ordinal, r.id, f.relation, substr(b.division, 1, 6)
    FROM findings f JOIN readings r ON r.id = f.reading_id JOIN bodies b ON b.id = r.body_id WHERE r.standing = 'current';
INSERT INTO finding_list (across, body_key, year, scope, ordinal, reading_id, relation, area)
    SELECT 1, b.key, r.year, r.scope, x.ordinal, r.id, x.relation, substr(b.division, 1, 6)
    FROM across x JOIN readings r ON r.id = x.reading_id JOIN bodies b ON b.id = r.body_id WHERE r.standing = 'current';

-- The ledger in the order of its bodies, by state.
ALTER TABLE ledger ADD COLUMN body_key TEXT NOT NULL DEFAULT '';
ALTER TABLE ledger ADD COLUMN area TEXT NOT NULL DEFAULT ''; -- the first six digits of the division code of the body
UPDATE ledger SET body_key = (SELECT b.key FROM bodies b WHERE b.id = ledger.body_id),
    area = (SELECT substr(b.division, 1, 6) FROM bodies b WHERE b.id = ledger.body_id);
DROP INDEX ledger_state;
DROP INDEX ledger_year;
CREATE INDEX ledger_state ON ledger (state, body_key, year, body_id);
CREATE INDEX ledger_year ON ledger (year, state, body_key, body_id);
CREATE INDEX ledger_body ON ledger (body_id, year, state);

-- How many bodies are in a state.
CREATE TABLE ledger_totals (
    area   TEXT NOT NULL,                  -- as of the ledger; '*' for everything
    year   INTEGER NOT NULL,
    state  TEXT NOT NULL,
    bodies INTEGER NOT NULL,               -- never 0
    PRIMARY KEY (area, year, state)
) STRICT, WITHOUT ROWID;

CREATE INDEX ledger_totals_year ON ledger_totals (year, area, state, bodies);

INSERT INTO ledger_totals (area, year, state, bodies)
    SELECT area, year, state, count(*) FROM ledger GROUP BY area, year, state
    UNION ALL SELECT '*', year, state, count(*) FROM ledger GROUP BY year, state;

-- +goose StatementBegin
CREATE TRIGGER ledger_added AFTER INSERT ON ledger BEGIN
    INSERT INTO ledger_totals (area, year, state, bodies)
        VALUES ('*', new.year, new.state, 1), (new.area, new.year, new.state, 1)
        ON CONFLICT (area, year, state) DO UPDATE SET bodies = bodies + 1;
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER ledger_dropped AFTER DELETE ON ledger BEGIN
    UPDATE ledger_totals SET bodies = bodies - 1 WHERE area IN ('*', old.area) AND year = old.year AND state = old.state;
    DELETE FROM ledger_totals WHERE area IN ('*', old.area) AND year = old.year AND state = old.state AND bodies = 0;
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER ledger_changed AFTER UPDATE OF state, area ON ledger WHEN old.state <> new.state OR old.area <> new.area BEGIN
    UPDATE ledger_totals SET bodies = bodies - 1 WHERE area IN ('*', old.area) AND year = old.year AND state = old.state;
    DELETE FROM ledger_totals WHERE area IN ('*', old.area) AND year = old.year AND state = old.state AND bodies = 0;
    INSERT INTO ledger_totals (area, year, state, bodies)
        VALUES ('*', new.year, new.state, 1), (new.area, new.year, new.state, 1)
        ON CONFLICT (area, year, state) DO UPDATE SET bodies = bodies + 1;
END;
-- +goose StatementEnd

-- A body may turn out to lie elsewhere; its key stays.
-- +goose StatementBegin
CREATE TRIGGER body_moved AFTER UPDATE OF division ON bodies WHEN old.division <> new.division BEGIN
    UPDATE finding_list SET area = substr(new.division, 1, 6) WHERE across IN (0, 1) AND body_key = new.key;
    UPDATE ledger SET area = substr(new.division, 1, 6) WHERE body_id = new.id;
END;
-- +goose StatementEnd

-- How the visits of a run ended; visits are never changed.
CREATE TABLE run_visits (
    run_id  INTEGER NOT NULL REFERENCES runs (id),
    outcome TEXT NOT NULL,
    visits  INTEGER NOT NULL,
    PRIMARY KEY (run_id, outcome)
) STRICT, WITHOUT ROWID;

INSERT INTO run_visits (run_id, outcome, visits)
    SELECT run_id, outcome, count(*) FROM visits WHERE run_id IS NOT NULL GROUP BY run_id, outcome;

-- +goose StatementBegin
CREATE TRIGGER run_visits_added AFTER INSERT ON visits WHEN new.run_id IS NOT NULL BEGIN
    INSERT INTO run_visits (run_id, outcome, visits) VALUES (new.run_id, new.outcome, 1)
        ON CONFLICT (run_id, outcome) DO UPDATE SET visits = visits + 1;
END;
-- +goose StatementEnd

CREATE INDEX visits_troubles ON visits (run_id, request_id) WHERE outcome NOT IN ('fetched', 'not_modified', 'unchanged');
CREATE INDEX hosts_closed ON hosts (closed_run, host) WHERE closed_run IS NOT NULL;

-- What is asked of all bodies, requests and readings is found in indexes alone.
CREATE UNIQUE INDEX bodies_order ON bodies (key, division);
CREATE INDEX frontier_health ON frontier (source, outcome, failed_at, visited_at);
CREATE INDEX readings_document ON readings (document_id, standing, year, body_id, status);

-- +goose Down
DROP INDEX readings_document;
DROP INDEX frontier_health;
DROP INDEX bodies_order;
DROP INDEX hosts_closed;
DROP INDEX visits_troubles;
DROP TRIGGER run_visits_added;
DROP TABLE run_visits;
DROP TRIGGER body_moved;
DROP TRIGGER ledger_changed;
DROP TRIGGER ledger_dropped;
DROP TRIGGER ledger_added;
DROP TABLE ledger_totals;
DROP INDEX ledger_body;
DROP INDEX ledger_year;
DROP INDEX ledger_state;
CREATE INDEX ledger_state ON ledger (state, year);
CREATE INDEX ledger_year ON ledger (year, state);
ALTER TABLE ledger DROP COLUMN area;
ALTER TABLE ledger DROP COLUMN body_key;
DROP TRIGGER finding_list_across_dropped;
DROP TRIGGER finding_list_across_changed;
DROP TRIGGER finding_list_across;
DROP TRIGGER finding_list_finding_dropped;
DROP TRIGGER finding_list_finding;
DROP TRIGGER finding_list_of_reading;
DROP TRIGGER finding_list_moved;
DROP TRIGGER finding_list_dropped;
DROP TRIGGER finding_list_added;
DROP TABLE finding_totals;
DROP TABLE finding_list;
