-- Sample rows of 0014: a number that works, an account that is being connected.

INSERT INTO meta_account (id, partner, messenger, is_platform, app_id, app_secret, business_id, external_id,
    token, token_last_four, verify_token, hook_key, verified_at, name, handle, own_ids, login, quality, send_limit,
    state, created_at) VALUES
    ('mta_1', 'prt_1', 'whatsapp', FALSE, '1200000000000001', '0123', '310000000000041', '106540352240017',
     '0123', 'wxyz', '0123', 'metahookkey000000000001', 1795230000000, 'Lola', '+998 90 000 00 01', '[]', 'facebook',
     'GREEN', 'TIER_1K', 'ok', 1795230000000),
    ('mta_2', 'prt_1', 'instagram', TRUE, NULL, NULL, NULL, NULL,
     NULL, '', '0123', 'metahookkey000000000002', NULL, '', '', '[]', 'instagram', NULL, NULL, 'draft', 1795230000000);

UPDATE conversation SET window_until = 1795316400000 WHERE partner = 'prt_1';
UPDATE message SET external_id = 'wamid.A', delivery = 'delivered' WHERE partner = 'prt_1';
