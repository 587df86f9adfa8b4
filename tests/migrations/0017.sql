-- Sample rows of 0017: a lesson that was made of a question.

INSERT INTO lesson (id, partner, number, question, answer, created_at, changed_at) VALUES
    ('lsn_1', 'prt_1', 0, 'Доставка есть?', 'Ha, bepul', 1795231000000, 1795232000000);

UPDATE partner SET taught = 2 WHERE id = 'prt_1';
UPDATE question SET lesson = 'lsn_1' WHERE id = 'qst_2';
