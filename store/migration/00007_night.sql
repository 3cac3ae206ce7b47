-- What an unattended crawler keeps: which requests it sent, when each page is worth asking again, hours in which a
-- host is left alone, and the troubles of its sources with what people know of them.

-- +goose Up

-- 1 for a run that asks only for what the plan of the season says is due.
ALTER TABLE runs ADD COLUMN planned INTEGER NOT NULL DEFAULT 0;
-- Why the run ended before its work did; '' when it did not.
ALTER TABLE runs ADD COLUMN stopped TEXT NOT NULL DEFAULT '';

-- Minutes of the day in Asia/Shanghai between which the host is not asked; equal for none.
ALTER TABLE hosts ADD COLUMN quiet_from INTEGER NOT NULL DEFAULT 0;
ALTER TABLE hosts ADD COLUMN quiet_to INTEGER NOT NULL DEFAULT 0;

-- Moment of the last visit, when it was no success; '' after a success.
ALTER TABLE frontier ADD COLUMN failed_at TEXT NOT NULL DEFAULT '';
-- Moment from which a planned run asks again.
ALTER TABLE frontier ADD COLUMN probe_at TEXT NOT NULL DEFAULT '';
-- Visits in a row that brought nothing new.
ALTER TABLE frontier ADD COLUMN unchanged INTEGER NOT NULL DEFAULT 0;

-- Hosts that were asked longest ago come first, of these the one with most to do.
DROP INDEX hosts_waiting;
CREATE INDEX hosts_waiting ON hosts (day, waiting DESC, host) WHERE waiting > 0;

CREATE INDEX frontier_known ON frontier (source, probe_at) WHERE kind = 'document' AND known IS NOT NULL;

-- Every request that was sent, robots.txt, redirects and repetitions included.
CREATE TABLE manners (
    id          INTEGER PRIMARY KEY,
    run_id      INTEGER NOT NULL REFERENCES runs (id),
    host        TEXT NOT NULL,
    url         TEXT NOT NULL,
    purpose     TEXT NOT NULL,             -- robots, page, redirect, probe, repeat
    conditional INTEGER NOT NULL,
    allowed     INTEGER NOT NULL,          -- by robots.txt
    robots      TEXT NOT NULL,             -- the rule
    began       TEXT NOT NULL,
    next_at     TEXT NOT NULL,             -- promised before it was sent
    ended       TEXT NOT NULL DEFAULT '',  -- '' while it is open, and for ever when the program died
    status      INTEGER NOT NULL DEFAULT 0,
    outcome     TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX manners_run ON manners (run_id, id);
CREATE INDEX manners_open ON manners (host, began) WHERE ended = '';

-- What is wrong with a source, as of its last run. A trouble that is over is kept with the run that found it so.
CREATE TABLE troubles (
    source    TEXT NOT NULL,
    kind      TEXT NOT NULL,               -- an outcome, or the name of a drift
    host      TEXT NOT NULL,               -- '' when it is not about one host
    actor     TEXT NOT NULL,               -- who must act
    first_run INTEGER NOT NULL REFERENCES runs (id),
    last_run  INTEGER NOT NULL REFERENCES runs (id),
    since     TEXT NOT NULL,               -- moment at which the first of these runs ended
    over_run  INTEGER REFERENCES runs (id), -- NULL while it lasts
    count     INTEGER NOT NULL,
    example   TEXT NOT NULL,               -- URL
    detail    TEXT NOT NULL,
    PRIMARY KEY (source, kind, host)
) STRICT;

-- Troubles that a person knows of: counted, not alarmed, until a day.
CREATE TABLE acknowledgements (
    source  TEXT NOT NULL,
    kind    TEXT NOT NULL,                 -- '' for every trouble of the source
    until   TEXT NOT NULL,                 -- day in Asia/Shanghai, included
    who     TEXT NOT NULL,
    why     TEXT NOT NULL,
    entered TEXT NOT NULL,                 -- moment
    PRIMARY KEY (source, kind)
) STRICT;

-- +goose Down
DROP TABLE acknowledgements;
DROP TABLE troubles;
DROP TABLE manners;
DROP INDEX frontier_known;
DROP INDEX hosts_waiting;
CREATE INDEX hosts_waiting ON hosts (waiting DESC, host) WHERE waiting > 0;
ALTER TABLE frontier DROP COLUMN unchanged;
ALTER TABLE frontier DROP COLUMN probe_at;
ALTER TABLE frontier DROP COLUMN failed_at;
ALTER TABLE hosts DROP COLUMN quiet_to;
ALTER TABLE hosts DROP COLUMN quiet_from;
ALTER TABLE runs DROP COLUMN stopped;
ALTER TABLE runs DROP COLUMN planned;
