-- A file that a partner sent. state: received, reading, ready, refused,
-- active, retired, discarded.
CREATE TABLE document (
    id TEXT NOT NULL PRIMARY KEY,
    partner TEXT NOT NULL,
    blob TEXT,
    source TEXT NOT NULL,
    file_name TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    kind TEXT,
    state TEXT NOT NULL,
    text TEXT,
    pages BIGINT,
    chars BIGINT,
    languages TEXT,
    warnings TEXT,
    refusal TEXT,
    replaced TEXT,
    created_at BIGINT NOT NULL,
    activated_at BIGINT,
    retired_at BIGINT
);

CREATE INDEX document_partner ON document (partner, created_at);
CREATE UNIQUE INDEX document_active ON document (partner) WHERE state = 'active';

-- The pieces that are searched and quoted; offsets are characters of the text.
CREATE TABLE passage (
    document TEXT NOT NULL,
    place BIGINT NOT NULL,
    partner TEXT NOT NULL,
    starts BIGINT NOT NULL,
    ends BIGINT NOT NULL,
    heading TEXT,
    text TEXT NOT NULL,
    PRIMARY KEY (document, place)
);
