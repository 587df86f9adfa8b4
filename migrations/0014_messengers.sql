-- Accounts at Meta's messengers that partners have connected: numbers of
-- WhatsApp, professional accounts of Instagram. state: draft (its fields are
-- being typed), wanted, ok, broken, removed.
CREATE TABLE meta_account (
    id TEXT NOT NULL PRIMARY KEY,
    partner TEXT NOT NULL,
    messenger TEXT NOT NULL,
    is_platform BOOLEAN NOT NULL,
    app_id TEXT,
    app_secret BYTEA,
    business_id TEXT,
    external_id TEXT,
    token BYTEA,
    token_last_four TEXT NOT NULL,
    token_ends_at BIGINT,
    verify_token BYTEA NOT NULL,
    hook_key TEXT NOT NULL UNIQUE,
    hook_url TEXT,
    verified_at BIGINT,
    name TEXT NOT NULL,
    handle TEXT NOT NULL,
    own_ids TEXT NOT NULL,
    login TEXT NOT NULL,
    quality TEXT,
    send_limit TEXT,
    state TEXT NOT NULL,
    trouble TEXT,
    created_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX meta_account_place ON meta_account (messenger, external_id)
    WHERE state IN ('wanted', 'ok', 'broken');
CREATE INDEX meta_account_partner ON meta_account (partner, id);
CREATE INDEX meta_account_working ON meta_account (id) WHERE state = 'ok';

-- Until when a customer may be answered freely, and whether they want news.
ALTER TABLE conversation ADD COLUMN window_until BIGINT;
ALTER TABLE conversation ADD COLUMN is_opted_out BOOLEAN NOT NULL DEFAULT FALSE;

-- What a messenger calls a message, and what became of it: sent, delivered,
-- read, failed.
ALTER TABLE message ADD COLUMN external_id TEXT;
ALTER TABLE message ADD COLUMN delivery TEXT;
CREATE INDEX message_external ON message (external_id) WHERE external_id IS NOT NULL;
