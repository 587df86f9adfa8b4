-- Money. Sums are in tiyin.

-- What somebody is about to pay, frozen when it was made: later prices do not
-- touch it. state: open, paid, closed, refunded. partner is empty once they
-- were erased: the sums stay, for the books.
CREATE TABLE invoice (
    id TEXT NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE,
    partner TEXT NOT NULL,
    provider TEXT NOT NULL,
    provider_name TEXT NOT NULL,
    link TEXT NOT NULL,
    tier TEXT NOT NULL,
    tier_name TEXT NOT NULL,
    with_ai BOOLEAN NOT NULL,
    period TEXT NOT NULL,
    days BIGINT NOT NULL,
    list_tiyin BIGINT NOT NULL,
    due_tiyin BIGINT NOT NULL,
    coupon TEXT,
    language TEXT NOT NULL,
    state TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    paid_at BIGINT,
    created_at BIGINT NOT NULL
);

CREATE INDEX invoice_partner ON invoice (partner, created_at, id);
CREATE INDEX invoice_open ON invoice (expires_at) WHERE state = 'open';

-- A payment as a provider sees it. state: created, performed, cancelled,
-- refunded. Moments of the provider are its own milliseconds.
CREATE TABLE payment (
    id TEXT NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE,
    provider TEXT NOT NULL,
    provider_id TEXT NOT NULL,
    invoice TEXT NOT NULL,
    tiyin BIGINT NOT NULL,
    state TEXT NOT NULL,
    provider_ms BIGINT NOT NULL,
    performed_ms BIGINT NOT NULL,
    cancelled_ms BIGINT NOT NULL,
    reason BIGINT,
    created_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX payment_of_provider ON payment (provider, provider_id);
-- One payment at a time holds an invoice, and one at all pays it.
CREATE UNIQUE INDEX payment_active ON payment (invoice) WHERE state IN ('created', 'performed');
CREATE INDEX payment_invoice ON payment (invoice, id);
CREATE INDEX payment_statement ON payment (provider, provider_ms, id);
CREATE INDEX payment_waiting ON payment (provider, provider_ms) WHERE state = 'created';

-- The ledger: double entry. Each posting has at least two entries, whose sum
-- is nothing. Rows are only ever added; a correction is another posting.
CREATE TABLE posting (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    invoice TEXT NOT NULL,
    by_whom TEXT NOT NULL,
    reason TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE INDEX posting_invoice ON posting (invoice, id);

CREATE TABLE entry (
    posting TEXT NOT NULL,
    account TEXT NOT NULL,
    tiyin BIGINT NOT NULL,
    currency TEXT NOT NULL,
    PRIMARY KEY (posting, account)
);

-- Rebates. tier and partner narrow a coupon down; without them it is for all.
CREATE TABLE coupon (
    code TEXT NOT NULL PRIMARY KEY,
    percent BIGINT NOT NULL,
    most_uses BIGINT NOT NULL,
    used BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    tier TEXT,
    partner TEXT,
    is_off BOOLEAN NOT NULL,
    made_by TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE INDEX coupon_age ON coupon (created_at, code);
CREATE INDEX coupon_partner ON coupon (partner) WHERE partner IS NOT NULL;

-- Who used which; once each. held_by is the request or the invoice that holds it.
CREATE TABLE coupon_use (
    coupon TEXT NOT NULL,
    partner TEXT NOT NULL,
    held_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (coupon, partner)
);

CREATE INDEX coupon_use_holder ON coupon_use (held_by);
CREATE INDEX coupon_use_partner ON coupon_use (partner);

-- The coupon that a partner has typed or followed a link to, for the next offer.
CREATE TABLE coupon_pocket (
    partner TEXT NOT NULL PRIMARY KEY,
    code TEXT NOT NULL
);
