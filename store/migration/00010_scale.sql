-- Indexes for what hundreds of thousands of reports make slow: counting by year and status, and finding bodies by a
-- credit code or by any name.

-- +goose Up
DROP INDEX readings_year;
CREATE INDEX readings_year ON readings (year, standing, status);
CREATE INDEX ledger_year ON ledger (year, state);
CREATE INDEX bodies_credit_code ON bodies (credit_code) WHERE credit_code <> '';
CREATE INDEX register_attributes_name ON register_attributes (value, body_id) WHERE kind = 'name';

-- +goose Down
DROP INDEX register_attributes_name;
DROP INDEX bodies_credit_code;
DROP INDEX ledger_year;
DROP INDEX readings_year;
CREATE INDEX readings_year ON readings (year, standing);
