-- Indexes for pages that many people ask for at once: the readings of a body that count and the requests
-- of a run or page are found without looking at whole rows.

-- +goose Up
DROP INDEX readings_body;
CREATE INDEX readings_body ON readings (body_id, year, scope, standing);
CREATE INDEX frontier_run ON frontier (run_id, state);
CREATE INDEX manners_url ON manners (url, run_id);

-- +goose Down
DROP INDEX manners_url;
DROP INDEX frontier_run;
DROP INDEX readings_body;
CREATE INDEX readings_body ON readings (body_id, year, scope);
