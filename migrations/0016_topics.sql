-- Where a customer's conversation is shown in the partner's chat with topics;
-- shown is the last message that stands there.
CREATE TABLE desk_topic (
    conversation TEXT NOT NULL PRIMARY KEY,
    partner TEXT NOT NULL,
    bot TEXT NOT NULL,
    chat BIGINT NOT NULL,
    thread BIGINT NOT NULL,
    shown TEXT NOT NULL
);
CREATE UNIQUE INDEX desk_topic_thread ON desk_topic (bot, chat, thread);
CREATE INDEX desk_topic_partner ON desk_topic (partner);

-- The partner's chat with the partner bot has topics, as far as Telegram says.
ALTER TABLE partner ADD COLUMN has_topics BOOLEAN NOT NULL DEFAULT FALSE;

-- What a seller wrote in a topic stands there already: topic.
ALTER TABLE message ADD COLUMN said_in TEXT;
