-- How fast a customer writes: the moment at which their bucket of messages is
-- empty again, and whether it has overflowed.
ALTER TABLE conversation ADD COLUMN busy_until BIGINT NOT NULL DEFAULT 0;
ALTER TABLE conversation ADD COLUMN is_flooding BOOLEAN NOT NULL DEFAULT FALSE;

-- Questions that a shop's customers put to models in the present minute.
CREATE TABLE ai_minute (
    partner TEXT NOT NULL PRIMARY KEY,
    minute BIGINT NOT NULL,
    calls BIGINT NOT NULL
);
