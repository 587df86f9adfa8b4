-- Sample rows of 0021: what is sold, a request and what became of it.

INSERT INTO tier (id, kind, name, place, is_offered, profit_percent, channels, answers, cards, ai_micro_usd) VALUES
    ('chat', 'plan', 'Chat', 1, TRUE, 0, 5, 10000, NULL, 20000000);
INSERT INTO period (id, days, place, is_offered) VALUES ('month', 30, 1, TRUE);
INSERT INTO price (tier, period, tiyin) VALUES ('chat', 'month', 45000000);
UPDATE partner SET tier = 'chat', paid_until = 1797822000000, username = 'lola', folded_name = 'lola' WHERE id = 'prt_1';
INSERT INTO plan_request (id, partner, tier, with_ai, period, days, list_tiyin, due_tiyin, state, created_at) VALUES
    ('prq_1', 'prt_1', 'chat', FALSE, 'month', 30, 45000000, 45000000, 'approved', 1795230000000);
INSERT INTO plan_event (id, partner, kind, tier, with_ai, days, until_before, until_after, by_whom, reason, created_at) VALUES
    ('pev_1', 'prt_1', 'granted', 'chat', FALSE, 30, 1795230000000, 1797822000000, '90', 'prq_1', 1795230000000);
INSERT INTO plan_usage (partner, month, answers, ai_micro_usd) VALUES ('prt_1', 1793473200000, 12, 3400);
