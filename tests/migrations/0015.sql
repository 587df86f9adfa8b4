-- Sample rows of 0015: a conversation that was taken over by hand, a sentence of the product, a letter that may be
-- taken back.

UPDATE conversation SET takeovers = 2, since = 1795230000000, channel = 'telegram' WHERE id = 'cnv_2';
UPDATE message SET kind = 'voice' WHERE id = 'msg_1';

INSERT INTO outbox (id, account, chat, body, revocable, created_at) VALUES
    ('out_15', 'bot_2', '502', '0123', 'msg_2', 1795230000000);
