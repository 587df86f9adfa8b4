-- Sample rows of 0027: a receipt that is out, a rest of the relay, a code.

INSERT INTO letter (id, partner, kind, address, words, outcome, created_at, ended_at) VALUES
    ('let_1', 'prt_1', 'mail-receipt', 'lola@shop.uz', NULL, 'sent', 1795230000000, 1795230001000);
INSERT INTO mail_rest (name, until) VALUES ('relay', 1795230000000);
INSERT INTO mail_code (person, purpose, partner, address, code, tries, expires_at, created_at) VALUES
    ('777', 'confirm', 'prt_1', 'lola@shop.uz', 'x', 0, 1795230900000, 1795230000000);
