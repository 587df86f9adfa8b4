-- What the house pays of a message's models: partners pay with keys of their own.
-- Where nothing stands, the message is older and nobody wrote down whose key it was.
ALTER TABLE message ADD COLUMN house_micro_usd BIGINT;
