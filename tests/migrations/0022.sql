-- Sample rows of 0022: the first owner, an invitation, an entry of the log.

INSERT INTO admin (telegram_user, name, role, added_by, created_at) VALUES (90, 'Otabek', 'owner', 'ADMIN_ID', 1795230000000);
INSERT INTO admin_invite (hash, role, added_by, made_by, expires_at) VALUES ('abc', 'support', 'Otabek', 90, 1795316400000);
INSERT INTO audit (id, created_at, actor, actor_name, act, subject, target, value_before, value_after, reason) VALUES
    ('aud_1', 1795230000000, '90', 'Otabek', 'plan.changed', 'f00d', 'chat +30', '', '', 'sinov');
