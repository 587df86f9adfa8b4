-- Bots that this product serves: its own (role partner, admin) and the
-- partners' customer bots (role customer).
CREATE TABLE bot (
    id TEXT NOT NULL PRIMARY KEY,
    role TEXT NOT NULL,
    partner TEXT,
    telegram_id BIGINT NOT NULL,
    username TEXT NOT NULL,
    name TEXT NOT NULL,
    token BYTEA NOT NULL,
    token_last_four TEXT NOT NULL,
    offered_token BYTEA,
    hook_key TEXT NOT NULL UNIQUE,
    hook_secret BYTEA NOT NULL,
    hook_set TEXT,
    next_update BIGINT NOT NULL,
    state TEXT NOT NULL,
    trouble TEXT,
    created_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX bot_telegram ON bot (telegram_id) WHERE state <> 'removed';
CREATE INDEX bot_partner ON bot (partner);

-- A customer in one place: state bot (the AI answers) or human.
CREATE TABLE conversation (
    id TEXT NOT NULL PRIMARY KEY,
    partner TEXT NOT NULL,
    bot TEXT NOT NULL,
    chat TEXT NOT NULL,
    customer_name TEXT NOT NULL,
    language TEXT,
    is_language_chosen BOOLEAN NOT NULL,
    other_language TEXT,
    state TEXT NOT NULL,
    human_until BIGINT,
    notice_at BIGINT,
    created_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX conversation_place ON conversation (bot, chat);
CREATE INDEX conversation_partner ON conversation (partner, last_at);

-- Everything said. author: customer, ai, partner, product.
CREATE TABLE message (
    id TEXT NOT NULL PRIMARY KEY,
    partner TEXT NOT NULL,
    conversation TEXT NOT NULL,
    author TEXT NOT NULL,
    text TEXT NOT NULL,
    language TEXT,
    action TEXT,
    provider TEXT,
    model TEXT,
    prompt_version BIGINT,
    tokens_in BIGINT,
    tokens_out BIGINT,
    cost_micro_usd BIGINT,
    sources TEXT,
    document TEXT,
    created_at BIGINT NOT NULL
);

CREATE INDEX message_conversation ON message (conversation, id);
CREATE INDEX message_partner ON message (partner, created_at);

-- A question that the knowledge does not answer, or a wish for a person.
-- state: open, answered.
CREATE TABLE question (
    id TEXT NOT NULL PRIMARY KEY,
    partner TEXT NOT NULL,
    conversation TEXT NOT NULL,
    text TEXT NOT NULL,
    reason TEXT NOT NULL,
    state TEXT NOT NULL,
    answer TEXT,
    created_at BIGINT NOT NULL,
    answered_at BIGINT
);

CREATE INDEX question_partner ON question (partner, state, created_at);
