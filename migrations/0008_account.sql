-- Leaving and coming back, the own data in one file, notices that are muted.

-- Whoever logs out or closes the account is no longer linked to a Telegram
-- account: telegram_user then holds a negative number of the partner's own,
-- because the column is NOT NULL and UNIQUE and people's numbers are positive.
ALTER TABLE partner ADD COLUMN left_user BIGINT;
-- The number came as the sender's own contact and was not merely typed.
ALTER TABLE partner ADD COLUMN is_phone_proven BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE partner ADD COLUMN closed_at BIGINT;
ALTER TABLE partner ADD COLUMN is_erasing BOOLEAN NOT NULL DEFAULT FALSE;

CREATE INDEX partner_closed ON partner (closed_at) WHERE closed_at IS NOT NULL;

-- All that stays of an erased partner: a number has one trial, and a ban is
-- not lifted by leaving. The hash is keyed by a row of pepper.
CREATE TABLE spent_trial (
    phone_hash TEXT NOT NULL PRIMARY KEY,
    trial_ends_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- Secrets that the product made for itself and that outlive a change of keys.
CREATE TABLE pepper (
    name TEXT NOT NULL PRIMARY KEY,
    sealed BYTEA NOT NULL
);

-- What a partner does not want to be told, or not with a sound.
CREATE TABLE mute (
    partner TEXT NOT NULL,
    topic TEXT NOT NULL,
    PRIMARY KEY (partner, topic)
);

-- Everything we hold about a partner as files. state: making, ready, handed,
-- failed.
CREATE TABLE export (
    id TEXT NOT NULL PRIMARY KEY,
    partner TEXT NOT NULL,
    state TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE INDEX export_partner ON export (partner, created_at);

CREATE TABLE export_part (
    export TEXT NOT NULL,
    place BIGINT NOT NULL,
    partner TEXT NOT NULL,
    blob TEXT NOT NULL,
    PRIMARY KEY (export, place)
);

-- To find blobs that nothing refers to.
CREATE INDEX export_part_blob ON export_part (blob);
CREATE INDEX document_blob ON document (blob);
