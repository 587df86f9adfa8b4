-- Sample rows of 0008: one who closed the account, one who was erased, a finished and a running export.

INSERT INTO partner (id, telegram_user, name, phone, language, email, email_asked, state, trial_ends_at,
    is_ai_paused, tone, greeting, opens_at, closes_at, created_at, left_user, is_phone_proven, closed_at, is_erasing) VALUES
    ('prt_3', -4611686018427387903, 'Nodira', '+998905554433', 'ru', NULL, 0, 'active', 1795489200000, FALSE, 'formal', NULL, NULL, NULL, 1795230000000, 103, TRUE, 1795240000000, FALSE);

INSERT INTO spent_trial (phone_hash, trial_ends_at, state, created_at) VALUES
    ('9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', 1795489200000, 'active', 1795840000000);

INSERT INTO pepper (name, sealed) VALUES ('phone', 'sealed-bytes');

INSERT INTO mute (partner, topic) VALUES ('prt_1', 'questions'), ('prt_1', 'tips');

INSERT INTO export (id, partner, state, bytes, created_at) VALUES
    ('exp_1', 'prt_1', 'handed', 22000, 1795230000000),
    ('exp_2', 'prt_1', 'making', 0, 1795240000000);

INSERT INTO export_part (export, place, partner, blob) VALUES ('exp_1', 0, 'prt_1', 'blb_1');
