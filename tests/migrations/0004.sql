-- Sample rows of 0004: a shop bot, a removed one, a conversation with an open question.

INSERT INTO bot (id, role, partner, telegram_id, username, name, token, token_last_four, hook_key, hook_secret,
    hook_set, next_update, state, trouble, created_at) VALUES
    ('bot_1', 'partner', NULL, 7000000001, 'sellercloudx_bot', 'SellerCloudX', 'sealed-bytes', 'ys01', 'key1', 'sealed-bytes', 'https://example.uz/1', 0, 'ok', NULL, 1795230000000),
    ('bot_2', 'customer', 'prt_1', 7000000002, 'lola_choy_bot', 'Lola choy', 'sealed-bytes', 'wxyz', 'key2', 'sealed-bytes', NULL, 701, 'broken', '{}', 1795230000000),
    ('bot_3', 'customer', 'prt_1', 7000000002, 'lola_choy_bot', 'Lola choy', 'sealed-bytes', 'wxyz', 'key3', 'sealed-bytes', NULL, 0, 'removed', NULL, 1795100000000);

INSERT INTO conversation (id, partner, bot, chat, customer_name, language, is_language_chosen, other_language,
    state, human_until, notice_at, created_at, last_at) VALUES
    ('cnv_1', 'prt_1', 'bot_2', '501', 'Aziz', 'ru', TRUE, NULL, 'bot', NULL, NULL, 1795230000000, 1795230060000),
    ('cnv_2', 'prt_1', 'bot_2', '502', 'Dilnoza', NULL, FALSE, 'uz-Latn', 'human', 1795237200000, 1795230000000, 1795230000000, 1795230000000);

INSERT INTO message (id, partner, conversation, author, text, language, action, provider, model, prompt_version,
    tokens_in, tokens_out, cost_micro_usd, sources, document, created_at) VALUES
    ('msg_1', 'prt_1', 'cnv_1', 'customer', 'Сколько стоит чай?', 'ru', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1795230000000),
    ('msg_2', 'prt_1', 'cnv_1', 'ai', 'Чай стоит 12 000 сумов.', 'ru', 'answer', 'gemini', 'gemini-flash', 3, 812, 24, 140, '[0]', 'doc_1', 1795230060000);

INSERT INTO question (id, partner, conversation, text, reason, state, answer, created_at, answered_at) VALUES
    ('qst_1', 'prt_1', 'cnv_1', 'Доставка есть?', 'unknown', 'open', NULL, 1795230060000, NULL),
    ('qst_2', 'prt_1', 'cnv_2', 'Odam kerak', 'human', 'answered', 'Salom!', 1795230000000, 1795231000000);
