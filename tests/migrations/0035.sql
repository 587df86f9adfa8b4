-- Sample rows of 0035: a broadcast whose picture goes to WhatsApp, and the picture.

INSERT INTO broadcast (id, state, audience, words, text, has_file, admin, admin_name, looked_at, held_by, created_at, ended_at,
    on_whatsapp, on_instagram)
    VALUES ('brc_2', 'done', '{"whom":"customers","crowd":"everybody","language":null,"through":null}', '{"text":"Salom"}',
    'Salom', TRUE, 90, 'Bahodir', 'cnv_1', NULL, 1795230000000, 1795230001000, TRUE, FALSE);
INSERT INTO broadcast_file (broadcast, key, mime, bytes, created_at)
    VALUES ('brc_2', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'image/jpeg', 4, 1795230000000);
INSERT INTO broadcast_file_part (broadcast, place, bytes) VALUES ('brc_2', 0, 'abcd');
