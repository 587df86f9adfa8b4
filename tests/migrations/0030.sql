-- Sample rows of 0030: a link, who followed it, who came by it and paid, a term.

INSERT INTO referral_code (partner, code, chat, is_blocked, created_at) VALUES
    ('prt_1', 'K7M2XW9Q', 777, FALSE, 1795230000000);
INSERT INTO referral_visit (person, inviter, created_at) VALUES (778, 'prt_1', 1795230000000);
INSERT INTO referral (id, partner, inviter, state, why, partner_days, inviter_days, invoice, paid_at, created_at) VALUES
    ('ref_1', 'prt_2', 'prt_1', 'paid', NULL, 7, 7, 'inv_1', 1795230060000, 1795230000000),
    ('ref_2', 'prt_1', 'prt_1', 'refused', 'own', 7, 7, NULL, NULL, 1795230000000);
INSERT INTO referral_term (name, value) VALUES ('most_a_month', 10);
