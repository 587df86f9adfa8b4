-- Sample rows of 0024: a coupon, an invoice paid with it, the ledger of it.

INSERT INTO coupon (code, percent, most_uses, used, expires_at, is_off, made_by, created_at) VALUES
    ('SAVE10_UZ_2026', 10, 100, 1, 1797822000000, FALSE, '90', 1795230000000);
INSERT INTO coupon_use (coupon, partner, held_by, created_at) VALUES ('SAVE10_UZ_2026', 'prt_1', 'inv_1', 1795230000000);
INSERT INTO coupon_pocket (partner, code) VALUES ('prt_1', 'SAVE10_UZ_2026');
INSERT INTO invoice (id, number, name, partner, provider, provider_name, link, tier, tier_name, with_ai, period, days, list_tiyin, due_tiyin,
    coupon, language, state, expires_at, paid_at, created_at) VALUES
    ('inv_1', 1, 'SCX-000001', 'prt_1', 'payme', 'Payme', 'https://checkout.paycom.uz/bT0x', 'chat', 'Chat', FALSE, 'month', 30, 45000000, 40500000,
    'SAVE10_UZ_2026', 'uz-Latn', 'paid', 1795489200000, 1795230060000, 1795230000000);
INSERT INTO payment (id, number, provider, provider_id, invoice, tiyin, state, provider_ms, performed_ms, cancelled_ms, created_at)
    VALUES ('pay_1', 1, 'payme', '5305e3bab097f420a62ced0b', 'inv_1', 40500000, 'performed', 1795230000000, 1795230060000, 0, 1795230000000);
INSERT INTO posting (id, kind, invoice, by_whom, reason, created_at) VALUES
    ('pst_1', 'payment', 'inv_1', 'payme', 'pay_1', 1795230060000);
INSERT INTO entry (posting, account, tiyin, currency) VALUES
    ('pst_1', 'receivable:payme', 40500000, 'UZS'),
    ('pst_1', 'discounts', 4500000, 'UZS'),
    ('pst_1', 'revenue', -45000000, 'UZS');
