-- The house's figures of every day that is over, and how long answers took.

-- day: its midnight in Tashkent. label: what the figure is divided by; empty
-- where it is not.
CREATE TABLE day_figure (
    day BIGINT NOT NULL,
    figure TEXT NOT NULL,
    label TEXT NOT NULL,
    value BIGINT NOT NULL,
    PRIMARY KEY (day, figure, label)
);

-- Admins who do not want the figures every morning.
CREATE TABLE digest_mute (
    admin BIGINT NOT NULL PRIMARY KEY
);

-- From the customer's last word to the AI's answer.
ALTER TABLE message ADD COLUMN took_ms BIGINT;
