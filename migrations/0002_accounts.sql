-- Partners. A partner is one Telegram account that shared its phone.
CREATE TABLE partner (
    id TEXT NOT NULL PRIMARY KEY,
    telegram_user BIGINT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    phone TEXT NOT NULL UNIQUE,
    language TEXT NOT NULL,
    email TEXT,
    email_asked BIGINT NOT NULL,
    state TEXT NOT NULL,
    trial_ends_at BIGINT NOT NULL,
    is_ai_paused BOOLEAN NOT NULL,
    tone TEXT NOT NULL,
    greeting TEXT,
    opens_at BIGINT,
    closes_at BIGINT,
    created_at BIGINT NOT NULL
);

-- An own key at a model provider.
CREATE TABLE ai_key (
    partner TEXT NOT NULL,
    provider TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    last_four TEXT NOT NULL,
    failed_at BIGINT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (partner, provider)
);

-- Bytes in rows of at most 1 MB; the blob row is written last.
CREATE TABLE blob_part (
    blob TEXT NOT NULL,
    place BIGINT NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (blob, place)
);

CREATE TABLE blob (
    id TEXT NOT NULL PRIMARY KEY,
    partner TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

-- One person's navigation in one bot: the living screen.
CREATE TABLE screen (
    bot TEXT NOT NULL,
    chat BIGINT NOT NULL,
    person BIGINT NOT NULL,
    language TEXT,
    stack TEXT NOT NULL,
    revision BIGINT NOT NULL,
    message BIGINT,
    last_message BIGINT NOT NULL,
    PRIMARY KEY (bot, chat, person)
);

-- Where the cards of a row hang.
CREATE TABLE card_message (
    card TEXT NOT NULL,
    subject TEXT NOT NULL,
    bot TEXT NOT NULL,
    chat BIGINT NOT NULL,
    message BIGINT,
    PRIMARY KEY (card, subject, bot, chat)
);

CREATE INDEX card_message_place ON card_message (bot, chat, message);

CREATE INDEX blob_hash ON blob (partner, sha256);

-- A pasted key until it was tried.
CREATE TABLE ai_key_offer (
    partner TEXT NOT NULL PRIMARY KEY,
    provider TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    created_at BIGINT NOT NULL
);
