-- Sample rows of 0001: one job in every state, and what stands around the queue.

INSERT INTO key_check (key_id, sealed) VALUES ('a1b2', 'sealed-bytes');

INSERT INTO job (id, kind, lane, priority, partner, payload, dedupe_key, order_key, state, again,
    run_at, turn, attempts, max_attempts, lease_owner, lease_until, last_error, created_at) VALUES
    ('job_1', 'inbox.look', 'chat', 1, 'prt_1', '{}', 'bot_1|5', NULL, 'ready', FALSE, 1795230000000, 1795230000000, 0, 5, NULL, NULL, NULL, 1795230000000),
    ('job_2', 'outbox.send', 'send', 1, NULL, '{}', 'bot_1|5', NULL, 'running', TRUE, 1795230000000, 1795230000000, 1, 8, 'owner', 1795230045000, NULL, 1795230000000),
    ('job_3', 'knowledge.read', 'media', 2, 'prt_1', '{}', NULL, 'knowledge.read|prt_1', 'later', FALSE, 1795233600000, 1795230000100, 1, 4, NULL, NULL, 'stopped without a result', 1795230000000),
    ('job_4', 'knowledge.read', 'media', 2, 'prt_1', '{}', NULL, 'knowledge.read|prt_1', 'blocked', FALSE, 1795230000000, 1795230000200, 0, 4, NULL, NULL, NULL, 1795230000000),
    ('job_5', 'outbox.send', 'send', 1, NULL, '{}', 'bot_1|5', NULL, 'dead', FALSE, 1795230000000, 1795230000000, 8, 8, NULL, NULL, 'refused', 1795230000000);

INSERT INTO job_slot (order_key, holder) VALUES ('knowledge.read|prt_1', 'job_3');

INSERT INTO job_turn (lane, partner, turn) VALUES ('media', 'prt_1', 1795230000200);

INSERT INTO schedule (name, next_at) VALUES ('inbox.forget', 1795233600000);

INSERT INTO inbox (id, account, update_key, conversation, body, is_handled, received_at) VALUES
    ('inb_1', 'bot_1', '700', '5', 'sealed-bytes', FALSE, 1795230000000),
    ('inb_2', 'bot_1', '699', '5', 'x', TRUE, 1795229000000);

INSERT INTO outbox (id, account, chat, body, created_at) VALUES
    ('out_1', 'bot_1', '5', 'sealed-bytes', 1795230000000);
