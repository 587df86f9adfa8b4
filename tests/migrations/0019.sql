-- Sample rows of 0019: an account that a bot answers for, an answer that was
-- not liked, and what a group's customer last wrote.

INSERT INTO business_account (id, partner, bot, owner, connection, name, username, consent, is_enabled, can_reply, created_at) VALUES
    ('biz_1', 'prt_1', 'bot_1', 501, 'connection-1', 'Lola', 'lola', 'allowed', TRUE, TRUE, 1795230000000);
UPDATE conversation SET last_message = 12 WHERE id = 'cnv_1';
UPDATE message SET rating = 'bad' WHERE id = 'msg_2';
UPDATE question SET message = 'msg_2' WHERE id = 'qst_1';
