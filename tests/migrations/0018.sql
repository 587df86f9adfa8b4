-- Sample rows of 0018: a comment whose private answer is out.

UPDATE meta_account SET comment_word = 'narx' WHERE id = 'mta_2';

INSERT INTO comment (id, partner, account, external_id, customer, customer_name, text, state, created_at) VALUES
    ('cmt_1', 'prt_1', 'mta_2', '17900000000000001', '900000000000021', 'dina', 'Narxi?', 'told', 1795230000000);
