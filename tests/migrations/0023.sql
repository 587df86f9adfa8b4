-- Sample rows of 0023: an entry can still be added.

INSERT INTO audit (id, created_at, actor, actor_name, act, subject, target, value_before, value_after, reason) VALUES
    ('aud_2', 1795230000001, '90', 'Otabek', 'partner.banned', 'f00d', '', 'active', 'banned', 'sinov');
