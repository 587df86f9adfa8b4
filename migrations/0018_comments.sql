-- Comments with this word are answered by a private message.
ALTER TABLE meta_account ADD COLUMN comment_word TEXT;

-- Comments that are answered, once each. state: new, told (the private message
-- is out), done.
CREATE TABLE comment (
    id TEXT NOT NULL PRIMARY KEY,
    partner TEXT NOT NULL,
    account TEXT NOT NULL,
    external_id TEXT NOT NULL,
    customer TEXT NOT NULL,
    customer_name TEXT NOT NULL,
    text TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX comment_external ON comment (account, external_id);
CREATE INDEX comment_partner ON comment (partner, created_at);
