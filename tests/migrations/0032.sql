-- Sample rows of 0032: Stars that paid an invoice, and Stars that paid none.

INSERT INTO charge (id, provider, provider_id, taker_id, payment, partner, payer, order_name, currency, amount, tiyin, state, created_at) VALUES
    ('chg_1', 'stars', 'stx1', '777_1', 'pay_1', 'prt_1', 777, 'SCX-000001', 'XTR', 1620, 40500000, 'kept', 1795230060000),
    ('chg_2', 'stars', 'stx2', '777_2', NULL, 'prt_1', 777, 'SCX-000001', 'XTR', 1620, 40500000, 'kept', 1795230070000);
