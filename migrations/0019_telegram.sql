-- Accounts of people for which a shop's bot answers. consent: asked (another
-- person's account, the partner has not said yet), allowed, refused. Telegram
-- gives another connection each time the bot is added; the account stays.
CREATE TABLE business_account (
    id TEXT NOT NULL PRIMARY KEY,
    partner TEXT NOT NULL,
    bot TEXT NOT NULL,
    owner BIGINT NOT NULL,
    connection TEXT NOT NULL,
    name TEXT NOT NULL,
    username TEXT,
    consent TEXT NOT NULL,
    is_enabled BOOLEAN NOT NULL,
    can_reply BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX business_account_owner ON business_account (bot, owner);
CREATE INDEX business_account_partner ON business_account (partner, id);

-- What the customer last wrote in a group, which answers hang on.
ALTER TABLE conversation ADD COLUMN last_message BIGINT;

-- What a customer thinks of an answer: good or bad.
ALTER TABLE message ADD COLUMN rating TEXT;

-- The answer that a customer did not like.
ALTER TABLE question ADD COLUMN message TEXT;
