-- How often the one who answers was changed by hand: an answer that was begun
-- before such a change is not given after it. What was said before the last
-- return to the AI is not told to a model.
ALTER TABLE conversation ADD COLUMN takeovers BIGINT NOT NULL DEFAULT 0;
ALTER TABLE conversation ADD COLUMN since BIGINT NOT NULL DEFAULT 0;

-- The word for the channel: telegram, whatsapp, instagram.
ALTER TABLE conversation ADD COLUMN channel TEXT NOT NULL DEFAULT 'telegram';
UPDATE conversation SET channel = (SELECT meta_account.messenger FROM meta_account WHERE meta_account.id = conversation.bot)
    WHERE bot IN (SELECT id FROM meta_account);

-- What was said: text, or what else a person sends (photo, voice, ..), or phrase,
-- a sentence of the product by its key.
ALTER TABLE message ADD COLUMN kind TEXT NOT NULL DEFAULT 'text';

-- A letter with a name may be taken back while it waits.
ALTER TABLE outbox ADD COLUMN revocable TEXT;
