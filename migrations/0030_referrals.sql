-- The link by which a partner invites others. chat is where it was first shown:
-- whoever registers there is nobody's friend.
CREATE TABLE referral_code (
    partner TEXT NOT NULL PRIMARY KEY,
    code TEXT NOT NULL,
    chat BIGINT NOT NULL,
    is_blocked BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX referral_code_code ON referral_code (code);

-- Who followed a link and has not registered yet.
CREATE TABLE referral_visit (
    person BIGINT NOT NULL PRIMARY KEY,
    inviter TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE INDEX referral_visit_inviter ON referral_visit (inviter);
CREATE INDEX referral_visit_age ON referral_visit (created_at);

-- Who came by whose link. state: came, paid, refused, taken_back. why says what
-- refused it or, once it is paid, what kept the inviter's days back. The days are
-- those that were promised on the day of coming. Either side is empty once it is
-- erased.
CREATE TABLE referral (
    id TEXT NOT NULL PRIMARY KEY,
    partner TEXT NOT NULL,
    inviter TEXT NOT NULL,
    state TEXT NOT NULL,
    why TEXT,
    partner_days BIGINT NOT NULL,
    inviter_days BIGINT NOT NULL,
    -- The first payment.
    invoice TEXT,
    paid_at BIGINT,
    created_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX referral_partner ON referral (partner) WHERE partner <> '';
CREATE INDEX referral_inviter ON referral (inviter, paid_at);
CREATE INDEX referral_invoice ON referral (invoice) WHERE invoice IS NOT NULL;

-- What an admin has set: days of either side, and rewards a month.
CREATE TABLE referral_term (
    name TEXT NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);
