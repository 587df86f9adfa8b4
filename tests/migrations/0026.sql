-- Sample rows of 0026: a partner who is won back, and the first letter.

INSERT INTO winback (partner, token, slot, next_at, state, created_at) VALUES
    ('prt_1', 'AbCdEfGhIjKlMnOpQrStUvWxYz012345', 1, 1795424400000, 'idle', 1795230000000);
INSERT INTO winback_letter (partner, slot, outcome, claimed_at, ended_at) VALUES
    ('prt_1', 1, 'sent', 1795230000000, 1795230001000);
