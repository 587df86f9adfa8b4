-- Money that came inside Telegram, by the names that are needed to give it back.
-- payment is NULL where it pays no invoice. state: kept, returning, returned.
-- tiyin is what it counts for in the books. partner is empty and payer 0 once they
-- were erased.
CREATE TABLE charge (
    id TEXT NOT NULL PRIMARY KEY,
    provider TEXT NOT NULL,
    provider_id TEXT NOT NULL,
    taker_id TEXT NOT NULL,
    payment TEXT,
    partner TEXT NOT NULL,
    payer BIGINT NOT NULL,
    order_name TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount BIGINT NOT NULL,
    tiyin BIGINT NOT NULL,
    state TEXT NOT NULL,
    returned_by TEXT,
    return_reason TEXT,
    trouble TEXT,
    created_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX charge_of_provider ON charge (provider, provider_id);
CREATE INDEX charge_payment ON charge (payment) WHERE payment IS NOT NULL;
CREATE INDEX charge_partner ON charge (partner, created_at, id);
