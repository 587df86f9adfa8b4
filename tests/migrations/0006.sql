-- Sample rows of 0006: a customer who floods, and a shop's minute.

UPDATE conversation SET busy_until = 1795230100000, is_flooding = TRUE WHERE id = 'cnv_1';

INSERT INTO ai_minute (partner, minute, calls) VALUES ('prt_1', 29920500, 41);
