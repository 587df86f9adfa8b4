-- Sample rows of 0036: an answer that the house paid a third of.

INSERT INTO message (id, partner, conversation, author, kind, text, cost_micro_usd, house_micro_usd, created_at)
    VALUES ('msg_36', 'prt_1', 'cnv_1', 'ai', 'text', 'Salom', 300, 100, 1795230000000);
