-- What several processes need: shared send budgets, leases of leader-only
-- duties. Turns are kept in memory since this version; job_turn stays for one
-- release, because a process of the last version may still write to it.

-- The vendor's bucket that a job draws from, how far apart its draws are, and
-- the moment reserved in it.
ALTER TABLE job ADD COLUMN bucket TEXT;
ALTER TABLE job ADD COLUMN spacing_ms BIGINT;
ALTER TABLE job ADD COLUMN slot_at BIGINT;

-- Up to which moment a bucket is given away. taken_ms is what the last
-- reservation took.
CREATE TABLE job_bucket (
    bucket TEXT NOT NULL PRIMARY KEY,
    next_at BIGINT NOT NULL,
    taken_ms BIGINT NOT NULL
);

-- Duties that one process at a time has.
CREATE TABLE lease (
    duty TEXT NOT NULL PRIMARY KEY,
    owner TEXT NOT NULL,
    lease_until BIGINT NOT NULL
);

-- Ids begin with their moment, so the primary key serves for age as well.
DROP INDEX inbox_age;
CREATE INDEX job_reserved ON job (bucket) WHERE slot_at IS NOT NULL;
