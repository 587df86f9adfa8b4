-- What every message paid for and hardly anybody asks: a partner's
-- conversations are few enough to be sorted when somebody looks at them.
DROP INDEX conversation_partner;
CREATE INDEX conversation_partner ON conversation (partner, id);
