-- Sample rows of 0016: a partner whose chat has topics, and one of them.

UPDATE partner SET has_topics = TRUE WHERE id = 'prt_1';
UPDATE message SET said_in = 'topic' WHERE id = 'msg_2';

INSERT INTO desk_topic (conversation, partner, bot, chat, thread, shown) VALUES
    ('cnv_1', 'prt_1', 'bot_1', 501, 800001, 'msg_2');
