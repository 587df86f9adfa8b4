-- An index only: a row of the kind that it is for.

INSERT INTO conversation (id, partner, bot, chat, customer_name, language, is_language_chosen, other_language, state,
    human_until, notice_at, created_at, last_at) VALUES
    ('cnv_11', 'prt_1', 'bot_10', '11', 'Aziz', 'ru', FALSE, NULL, 'bot', NULL, NULL, 1795230000000, 1795230000000);
