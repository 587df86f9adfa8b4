-- What the house itself needs: keys in use, and the queue.

CREATE TABLE key_check (
    key_id TEXT NOT NULL PRIMARY KEY,
    sealed BYTEA NOT NULL
);

-- One row per piece of work that is not done; a finished one is deleted.
-- state: later (run_at not reached), ready, blocked (waits for order_key), running, dead.
CREATE TABLE job (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    lane TEXT NOT NULL,
    priority BIGINT NOT NULL,
    partner TEXT,
    payload TEXT NOT NULL,
    dedupe_key TEXT,
    order_key TEXT,
    state TEXT NOT NULL,
    again BOOLEAN NOT NULL,
    run_at BIGINT NOT NULL,
    turn BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    max_attempts BIGINT NOT NULL,
    lease_owner TEXT,
    lease_until BIGINT,
    last_error TEXT,
    created_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX job_dedupe ON job (kind, dedupe_key) WHERE state <> 'dead';
CREATE INDEX job_ready ON job (lane, priority, turn, id) WHERE state = 'ready';
CREATE INDEX job_later ON job (run_at) WHERE state = 'later';
CREATE INDEX job_running ON job (lease_until) WHERE state = 'running';
CREATE INDEX job_blocked ON job (order_key, id) WHERE state = 'blocked';
CREATE INDEX job_dead ON job (created_at) WHERE state = 'dead';

-- One row per key of ordered work, held by the job whose turn it is.
CREATE TABLE job_slot (
    order_key TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL
);

-- The virtual time of each partner in each lane: who was served much lately
-- gets later turns.
CREATE TABLE job_turn (
    lane TEXT NOT NULL,
    partner TEXT NOT NULL,
    turn BIGINT NOT NULL,
    PRIMARY KEY (lane, partner)
);

CREATE TABLE schedule (
    name TEXT NOT NULL PRIMARY KEY,
    next_at BIGINT NOT NULL
);

-- Updates from outside, stored before the sender is thanked. A handled one
-- stays for a few days: the vendor may deliver it again.
CREATE TABLE inbox (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    update_key TEXT NOT NULL,
    conversation TEXT NOT NULL,
    body BYTEA NOT NULL,
    is_handled BOOLEAN NOT NULL,
    received_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX inbox_update ON inbox (account, update_key);
CREATE INDEX inbox_waiting ON inbox (account, conversation, id) WHERE is_handled = FALSE;
CREATE INDEX inbox_age ON inbox (received_at);

-- Messages that still have to be sent.
CREATE TABLE outbox (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    chat TEXT NOT NULL,
    body BYTEA NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE INDEX outbox_chat ON outbox (account, chat, id);
