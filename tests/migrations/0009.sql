-- Sample rows of 0009: a partner who is done, one in the middle; a bot of ours and a shop's bot.

INSERT INTO onboarding (partner, has_file, has_activated, has_bot, has_answered, reminder, started_at) VALUES
    ('prt_1', TRUE, TRUE, TRUE, TRUE, 'due', 1795230000000),
    ('prt_2', TRUE, FALSE, FALSE, FALSE, 'sent', 1794700000000);

INSERT INTO bot_told (bot, item, digest) VALUES
    ('bot_1', 'commands.ru', '00ff00ff00ff00ff'),
    ('bot_2', 'description', 'ff00ff00ff00ff00');

INSERT INTO bot_ability (bot, ability, is_able) VALUES
    ('bot_1', 'manage_bots', TRUE),
    ('bot_2', 'draft', FALSE);
