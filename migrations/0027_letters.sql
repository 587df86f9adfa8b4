-- Letters that a partner asked for or must get: codes, receipts. words are what
-- it says, sealed, and empty once it is done with: a code may be in them.
-- outcome: queued, trying, and what became of it. A row in trying when its work
-- begins again was cut off, and is never sent a second time.
CREATE TABLE letter (
    id TEXT NOT NULL PRIMARY KEY,
    partner TEXT NOT NULL,
    kind TEXT NOT NULL,
    address TEXT NOT NULL,
    words BYTEA,
    outcome TEXT NOT NULL,
    -- The invoice that goes along.
    invoice TEXT,
    -- What comes later than this is of no use to anybody.
    good_until BIGINT,
    created_at BIGINT NOT NULL,
    ended_at BIGINT
);

CREATE INDEX letter_partner ON letter (partner, created_at, id);

-- Until when no letter is tried, because the relay refuses our account. One row.
CREATE TABLE mail_rest (
    name TEXT NOT NULL PRIMARY KEY,
    until BIGINT NOT NULL
);

-- A code that a person has to type, one at a time. purpose: confirm, recover.
CREATE TABLE mail_code (
    person TEXT NOT NULL PRIMARY KEY,
    purpose TEXT NOT NULL,
    partner TEXT NOT NULL,
    address TEXT NOT NULL,
    code BYTEA NOT NULL,
    tries BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE INDEX mail_code_partner ON mail_code (partner);

ALTER TABLE partner ADD COLUMN is_email_proven BOOLEAN NOT NULL DEFAULT FALSE;
