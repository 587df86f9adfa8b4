-- Winning back: whose trial ended without a plan gets an offer every 54 hours.
-- state: idle, stopped. next_at is when the next letter may be claimed; slot
-- counts the claims. token stands in the link that unsubscribes.
CREATE TABLE winback (
    partner TEXT NOT NULL PRIMARY KEY,
    token TEXT NOT NULL UNIQUE,
    slot BIGINT NOT NULL,
    next_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    why TEXT,
    created_at BIGINT NOT NULL
);

CREATE INDEX winback_due ON winback (next_at) WHERE state = 'idle';

-- One letter of it. outcome: claimed, trying, and what became of it. A row in
-- trying when its work begins again was cut off, and is never sent a second time.
CREATE TABLE winback_letter (
    partner TEXT NOT NULL,
    slot BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    claimed_at BIGINT NOT NULL,
    ended_at BIGINT,
    PRIMARY KEY (partner, slot)
);
