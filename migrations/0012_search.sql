-- The search index of a document, made once when the file is read. Any process
-- loads it; what another version of the analyser made is made anew.
CREATE TABLE document_index (
    document TEXT NOT NULL PRIMARY KEY,
    partner TEXT NOT NULL,
    body BYTEA NOT NULL
);
CREATE INDEX document_index_partner ON document_index (partner);
