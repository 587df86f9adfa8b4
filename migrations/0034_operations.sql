-- Work that rests. what: lane, partner.
CREATE TABLE job_pause (
    what TEXT NOT NULL,
    name TEXT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (what, name)
);

-- What is wrong with the house: one row for equal troubles. state: raised, settled.
CREATE TABLE alert (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    times BIGINT NOT NULL,
    state TEXT NOT NULL,
    -- The admins have seen it as it is.
    is_told BOOLEAN NOT NULL,
    muted_until BIGINT NOT NULL,
    raised_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX alert_subject ON alert (kind, subject);
