-- How far the reading of a long file has come.
ALTER TABLE document ADD COLUMN pages_read BIGINT;
-- The page that a passage stands on, where the file has pages.
ALTER TABLE passage ADD COLUMN page BIGINT;
