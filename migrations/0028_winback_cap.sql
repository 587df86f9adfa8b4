-- How many letters a partner is won back with at most, where an admin has said.
-- One row.
CREATE TABLE winback_cap (
    name TEXT NOT NULL PRIMARY KEY,
    most BIGINT NOT NULL
);

CREATE INDEX winback_letter_claim ON winback_letter (claimed_at);
