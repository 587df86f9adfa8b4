-- Sample rows of 0020: a picture that went to a customer, and a template.

INSERT INTO sent_file (key, partner, message, blob, mime, name, created_at) VALUES
    ('AbCdEfGhIjKlMnOpQrStUvWxYz012345', 'prt_1', 'msg_2', 'blb_1', 'image/jpeg', 'choynak.jpg', 1795230000000);
INSERT INTO meta_template (id, partner, account, name, language, body, places, seen_at) VALUES
    ('tpl_1', 'prt_1', 'mta_2', 'order_ready', 'uz', 'Buyurtmangiz {{1}} tayyor.', 1, 1795230000000);
