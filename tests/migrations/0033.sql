-- Sample rows of 0033: a ticket that was answered.

INSERT INTO ticket (id, partner, number, sort, state, created_at, last_at) VALUES
    ('tkt_1', 'prt_1', 1, 'support', 'answered', 1795230060000, 1795230070000);
INSERT INTO ticket_message (id, ticket, partner, author, admin, name, text, blob, file_name, media_type, answer, is_shown, created_at) VALUES
    ('tkm_1', 'tkt_1', 'prt_1', 'partner', NULL, '', 'Bot jim', NULL, NULL, NULL, 'tkm_2', TRUE, 1795230060000),
    ('tkm_2', 'tkt_1', 'prt_1', 'team', 90, 'Otabek', 'Qayta ulang', 'blb_1', 'a.png', 'image/png', NULL, TRUE, 1795230070000);
INSERT INTO ticket_topic (ticket, partner, bot, chat, thread) VALUES
    ('tkt_1', 'prt_1', 'bot_2', 90, 7);
