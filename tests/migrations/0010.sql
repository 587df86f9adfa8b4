-- Indexes only: a row of the kind that one of them is for.

INSERT INTO bot (id, role, partner, telegram_id, username, name, token, token_last_four, hook_key, hook_secret,
    hook_set, next_update, state, trouble, created_at) VALUES
    ('bot_10', 'partner', NULL, 7000000010, 'sellercloudx_two_bot', 'SellerCloudX', 'sealed-bytes', 'ys10', 'key10', 'sealed-bytes', NULL, 0, 'pending', NULL, 1795230000000);
