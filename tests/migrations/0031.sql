-- Sample rows of 0031: a day that is over, an admin who sleeps in.

INSERT INTO day_figure (day, figure, label, value) VALUES (1795201200000, 'messages', 'telegram', 12);
INSERT INTO digest_mute (admin) VALUES (90);
