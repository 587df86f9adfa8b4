-- What a new partner has done so far, each for the first time, and the one
-- reminder. reminder: due, sent, off.
CREATE TABLE onboarding (
    partner TEXT NOT NULL PRIMARY KEY,
    has_file BOOLEAN NOT NULL,
    has_activated BOOLEAN NOT NULL,
    has_bot BOOLEAN NOT NULL,
    has_answered BOOLEAN NOT NULL,
    reminder TEXT NOT NULL,
    started_at BIGINT NOT NULL
);

-- What we told Telegram about a bot: commands, description, short_description
-- with the language's code. Other words there are the owner's own.
CREATE TABLE bot_told (
    bot TEXT NOT NULL,
    item TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (bot, item)
);

-- What Telegram lets a bot do, as far as it is known: yes or no.
CREATE TABLE bot_ability (
    bot TEXT NOT NULL,
    ability TEXT NOT NULL,
    is_able BOOLEAN NOT NULL,
    PRIMARY KEY (bot, ability)
);
