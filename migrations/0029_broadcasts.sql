-- What admins say to many at once. A recipient is taken up before Telegram or
-- Meta is called, and is never tried again: what was cut off is unknown.

-- state: gathering (its recipients are being written down), running, paused,
-- done, cancelled. looked_at: up to whom they were written down.
CREATE TABLE broadcast (
    id TEXT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL,
    audience TEXT NOT NULL,
    words TEXT NOT NULL,
    text TEXT NOT NULL,
    has_file BOOLEAN NOT NULL,
    admin BIGINT NOT NULL,
    admin_name TEXT NOT NULL,
    looked_at TEXT NOT NULL,
    held_by TEXT,
    created_at BIGINT NOT NULL,
    ended_at BIGINT
);

-- One at a time.
CREATE UNIQUE INDEX broadcast_at_work ON broadcast ((ended_at IS NULL)) WHERE ended_at IS NULL;

-- A bot or an account that sends, and by which id it sends the file again.
CREATE TABLE broadcast_sender (
    broadcast TEXT NOT NULL,
    account TEXT NOT NULL,
    partner TEXT,
    file TEXT,
    is_done BOOLEAN NOT NULL,
    PRIMARY KEY (broadcast, account)
);

CREATE INDEX broadcast_sender_partner ON broadcast_sender (partner);

-- state: waiting, sending, sent, blocked, failed, late (the customer's day was
-- over), unknown. partner: who it is, or whose customer it is.
CREATE TABLE broadcast_recipient (
    broadcast TEXT NOT NULL,
    account TEXT NOT NULL,
    chat TEXT NOT NULL,
    partner TEXT NOT NULL,
    conversation TEXT,
    state TEXT NOT NULL,
    PRIMARY KEY (broadcast, account, chat)
);

CREATE INDEX broadcast_recipient_state ON broadcast_recipient (broadcast, account, state, chat);
CREATE INDEX broadcast_recipient_partner ON broadcast_recipient (partner);

-- Partners whose customers may be written to.
CREATE TABLE broadcast_consent (
    partner TEXT NOT NULL PRIMARY KEY,
    given_at BIGINT NOT NULL
);

-- Whoever has blocked the partner bot.
ALTER TABLE partner ADD COLUMN is_unreachable BOOLEAN NOT NULL DEFAULT FALSE;
