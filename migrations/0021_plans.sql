-- Plans: what is sold and at which price, what partners have of it, what they
-- asked for. Sums are in tiyin (a hundredth of a so'm), spans in days of 24 hours.

-- What a partner has paid for; the trial stays in trial_ends_at.
ALTER TABLE partner ADD COLUMN tier TEXT;
ALTER TABLE partner ADD COLUMN has_ai_addon BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE partner ADD COLUMN paid_until BIGINT NOT NULL DEFAULT 0;
-- Until when the AI rests, because the month's answers of the plan are used up.
ALTER TABLE partner ADD COLUMN spent_until BIGINT NOT NULL DEFAULT 0;
-- Until when answers do without paid models, because the plan's budget is used up.
ALTER TABLE partner ADD COLUMN ai_spent_until BIGINT NOT NULL DEFAULT 0;
-- The @name in Telegram, by which an admin finds a partner.
ALTER TABLE partner ADD COLUMN username TEXT;
-- The name as searches compare it; empty until the shop is renamed or registered.
ALTER TABLE partner ADD COLUMN folded_name TEXT NOT NULL DEFAULT '';

CREATE INDEX partner_state ON partner (state, id);
CREATE INDEX partner_username ON partner (username) WHERE username IS NOT NULL;
CREATE INDEX partner_email ON partner (email) WHERE email IS NOT NULL;

-- A limit without a number is none. kind: trial, plan, addon.
CREATE TABLE tier (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    place BIGINT NOT NULL,
    is_offered BOOLEAN NOT NULL,
    profit_percent BIGINT NOT NULL,
    channels BIGINT,
    answers BIGINT,
    cards BIGINT,
    ai_micro_usd BIGINT
);

CREATE TABLE period (
    id TEXT NOT NULL PRIMARY KEY,
    days BIGINT NOT NULL,
    place BIGINT NOT NULL,
    is_offered BOOLEAN NOT NULL
);

CREATE TABLE price (
    tier TEXT NOT NULL,
    period TEXT NOT NULL,
    tiyin BIGINT NOT NULL,
    PRIMARY KEY (tier, period)
);

-- What a partner asks an admin for. The price is the one that was shown.
-- state: open, approved, rejected, withdrawn.
CREATE TABLE plan_request (
    id TEXT NOT NULL PRIMARY KEY,
    partner TEXT NOT NULL,
    tier TEXT NOT NULL,
    with_ai BOOLEAN NOT NULL,
    period TEXT NOT NULL,
    days BIGINT NOT NULL,
    list_tiyin BIGINT NOT NULL,
    due_tiyin BIGINT NOT NULL,
    coupon TEXT,
    state TEXT NOT NULL,
    decided_by BIGINT,
    decided_name TEXT,
    decided_at BIGINT,
    reason TEXT,
    created_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX plan_request_open ON plan_request (partner) WHERE state = 'open';
CREATE INDEX plan_request_partner ON plan_request (partner, created_at, id);
CREATE INDEX plan_request_state ON plan_request (state, created_at, id);

-- Every change of what a partner has, with who and why.
-- kind: bought, granted, gift, taken, refunded.
CREATE TABLE plan_event (
    id TEXT NOT NULL PRIMARY KEY,
    partner TEXT NOT NULL,
    kind TEXT NOT NULL,
    tier TEXT NOT NULL,
    with_ai BOOLEAN NOT NULL,
    days BIGINT NOT NULL,
    until_before BIGINT NOT NULL,
    until_after BIGINT NOT NULL,
    by_whom TEXT NOT NULL,
    reason TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE INDEX plan_event_partner ON plan_event (partner, created_at, id);

-- What a partner has used in a month of Tashkent (the first moment of it).
CREATE TABLE plan_usage (
    partner TEXT NOT NULL,
    month BIGINT NOT NULL,
    answers BIGINT NOT NULL,
    ai_micro_usd BIGINT NOT NULL,
    PRIMARY KEY (partner, month)
);
