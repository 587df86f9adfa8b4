-- Sample rows of 0025: a posting can still be added.

INSERT INTO posting (id, kind, invoice, by_whom, reason, created_at) VALUES
    ('pst_2', 'refund', 'inv_1', 'payme', 'pay_1', 1795230120000);
INSERT INTO entry (posting, account, tiyin, currency) VALUES
    ('pst_2', 'receivable:payme', -40500000, 'UZS'),
    ('pst_2', 'refunds', 40500000, 'UZS');
