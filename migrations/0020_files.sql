-- Files that sellers sent to customers. Whoever knows the key may fetch the
-- bytes: messengers that take files by address do.
CREATE TABLE sent_file (
    key TEXT NOT NULL PRIMARY KEY,
    partner TEXT NOT NULL,
    message TEXT NOT NULL,
    blob TEXT NOT NULL,
    mime TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX sent_file_partner ON sent_file (partner, created_at, message);
CREATE INDEX sent_file_blob ON sent_file (blob);

-- Templates of a WhatsApp account that Meta has approved, as far as they need
-- nothing but words.
CREATE TABLE meta_template (
    id TEXT NOT NULL PRIMARY KEY,
    partner TEXT NOT NULL,
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    body TEXT NOT NULL,
    places BIGINT NOT NULL,
    seen_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX meta_template_name ON meta_template (account, name, language);
CREATE INDEX meta_template_partner ON meta_template (partner, id);
