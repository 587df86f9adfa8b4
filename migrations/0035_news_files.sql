-- Files of broadcasts for those messengers of Meta's that take them: WhatsApp
-- and Instagram fetch a file by its address. Whoever knows the key may.

-- Where the file of a broadcast goes out too; a text goes out everywhere.
ALTER TABLE broadcast ADD COLUMN on_whatsapp BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE broadcast ADD COLUMN on_instagram BOOLEAN NOT NULL DEFAULT FALSE;

-- Written after its parts: a file that exists is whole.
CREATE TABLE broadcast_file (
    broadcast TEXT NOT NULL PRIMARY KEY,
    key TEXT NOT NULL,
    mime TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX broadcast_file_key ON broadcast_file (key);

-- Bytes in rows of at most 1 MB.
CREATE TABLE broadcast_file_part (
    broadcast TEXT NOT NULL,
    place BIGINT NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (broadcast, place)
);
