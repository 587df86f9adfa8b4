-- What partners ask the house. sort: support, feedback; state: waiting, answered,
-- closed.
CREATE TABLE ticket (
    id TEXT NOT NULL PRIMARY KEY,
    partner TEXT NOT NULL,
    number BIGINT NOT NULL UNIQUE,
    sort TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX ticket_open ON ticket (partner, sort) WHERE state <> 'closed';
CREATE INDEX ticket_partner ON ticket (partner, created_at, id);
CREATE INDEX ticket_state ON ticket (state, last_at, id);

-- What was said. author: partner, team. answer is the first answer that came after
-- a partner's message.
CREATE TABLE ticket_message (
    id TEXT NOT NULL PRIMARY KEY,
    ticket TEXT NOT NULL,
    partner TEXT NOT NULL,
    author TEXT NOT NULL,
    admin BIGINT,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    blob TEXT,
    file_name TEXT,
    media_type TEXT,
    answer TEXT,
    is_shown BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE INDEX ticket_message_ticket ON ticket_message (ticket, id);
CREATE INDEX ticket_message_partner ON ticket_message (partner, created_at, id);

-- A ticket's topics, one in each admin's chat that has topics.
CREATE TABLE ticket_topic (
    ticket TEXT NOT NULL,
    partner TEXT NOT NULL,
    bot TEXT NOT NULL,
    chat BIGINT NOT NULL,
    thread BIGINT NOT NULL,
    PRIMARY KEY (ticket, bot, chat)
);

CREATE UNIQUE INDEX ticket_topic_place ON ticket_topic (bot, chat, thread);
CREATE INDEX ticket_topic_partner ON ticket_topic (partner);
