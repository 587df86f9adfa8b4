-- Who runs the house: the people of the admin bot. role: owner, admin, support.
CREATE TABLE admin (
    telegram_user BIGINT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    added_by TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- A link that makes whoever opens it first an admin. Only a hash of its word is kept.
CREATE TABLE admin_invite (
    hash TEXT NOT NULL PRIMARY KEY,
    role TEXT NOT NULL,
    added_by TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

-- What admins did and looked at. Rows are only ever added. subject is a hash of
-- the partner's id, so that nothing leads back to a partner who was erased.
CREATE TABLE audit (
    id TEXT NOT NULL PRIMARY KEY,
    created_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    actor_name TEXT NOT NULL,
    act TEXT NOT NULL,
    subject TEXT,
    target TEXT NOT NULL,
    value_before TEXT NOT NULL,
    value_after TEXT NOT NULL,
    reason TEXT NOT NULL
);

CREATE INDEX audit_actor ON audit (actor, id);
CREATE INDEX audit_act ON audit (act, id);
CREATE INDEX audit_subject ON audit (subject, id);
