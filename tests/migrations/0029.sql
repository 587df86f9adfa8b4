-- Sample rows of 0029: a broadcast that is over, whom it reached, a consent.

INSERT INTO broadcast (id, state, audience, words, text, has_file, admin, admin_name, looked_at, held_by, created_at, ended_at)
    VALUES ('brc_1', 'done', '{"whom":"customers","crowd":"everybody","language":null,"through":null}', '{"text":"Salom"}',
    'Salom', FALSE, 90, 'Bahodir', 'cnv_1', NULL, 1795230000000, 1795230001000);
INSERT INTO broadcast_sender (broadcast, account, partner, file, is_done) VALUES ('brc_1', 'bot_1', 'prt_1', NULL, TRUE);
INSERT INTO broadcast_recipient (broadcast, account, chat, partner, conversation, state)
    VALUES ('brc_1', 'bot_1', '55', 'prt_1', 'cnv_1', 'sent');
INSERT INTO broadcast_consent (partner, given_at) VALUES ('prt_1', 1795230000000);
