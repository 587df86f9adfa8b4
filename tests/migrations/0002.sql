-- Sample rows of 0002: a partner in the trial and one who left most fields empty.

INSERT INTO partner (id, telegram_user, name, phone, language, email, email_asked, state, trial_ends_at,
    is_ai_paused, tone, greeting, opens_at, closes_at, created_at) VALUES
    ('prt_1', 101, 'Lola', '+998901234567', 'uz-Latn', 'lola@example.uz', 1, 'trial', 1795489200000, FALSE, 'warm', 'Salom!', 32400000, 64800000, 1795230000000),
    ('prt_2', 102, 'Жасур', '+998907654321', 'uz-Cyrl', NULL, 0, 'ended', 1795000000000, TRUE, 'brief', NULL, NULL, NULL, 1794700000000);

INSERT INTO ai_key (partner, provider, sealed, last_four, failed_at, created_at) VALUES
    ('prt_1', 'gemini', 'sealed-bytes', 'wxyz', NULL, 1795230000000),
    ('prt_1', 'openai', 'sealed-bytes', 'abcd', 1795231000000, 1795230000000);

INSERT INTO blob_part (blob, place, bytes) VALUES ('blb_1', 0, 'first megabyte'), ('blb_1', 1, 'the rest');

INSERT INTO blob (id, partner, sha256, bytes, created_at) VALUES
    ('blb_1', 'prt_1', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 22, 1795230000000);

INSERT INTO screen (bot, chat, person, language, stack, revision, message, last_message) VALUES
    ('bot_1', 101, 101, 'uz-Latn', '[]', 7, 42, 44),
    ('bot_1', 102, 102, NULL, '[]', 1, NULL, 0);

INSERT INTO card_message (card, subject, bot, chat, message) VALUES
    ('document', 'doc_1', 'bot_1', 101, 43),
    ('ask', 'qst_1', 'bot_1', 101, NULL);

INSERT INTO ai_key_offer (partner, provider, sealed, created_at) VALUES
    ('prt_2', 'gemini', 'sealed-bytes', 1795230000000);
