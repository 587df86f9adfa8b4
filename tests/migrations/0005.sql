-- Sample rows of 0005: a job with a reserved moment, a bucket, a duty.

INSERT INTO job (id, kind, lane, priority, partner, payload, dedupe_key, order_key, state, again,
    run_at, turn, attempts, max_attempts, lease_owner, lease_until, last_error, created_at, bucket, spacing_ms, slot_at) VALUES
    ('job_6', 'outbox.send', 'send', 1, 'prt_1', '{}', 'bot_1|6', NULL, 'later', FALSE, 1795230000500, 1795230000000, 0, 8, NULL, NULL, NULL, 1795230000000, 'bot_1', 34, 1795230000500);

INSERT INTO job_bucket (bucket, next_at, taken_ms) VALUES ('bot_1', 1795230000534, 34);

INSERT INTO lease (duty, owner, lease_until) VALUES ('polling', 'owner', 1795230045000);
