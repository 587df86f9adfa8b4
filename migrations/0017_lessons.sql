-- Questions and answers that a seller has taught; number counts within a partner.
CREATE TABLE lesson (
    id TEXT NOT NULL PRIMARY KEY,
    partner TEXT NOT NULL,
    number BIGINT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX lesson_number ON lesson (partner, number);

-- Changes whenever what a partner has taught changes; 0 while there is nothing.
ALTER TABLE partner ADD COLUMN taught BIGINT NOT NULL DEFAULT 0;

-- The lesson that was made of a question.
ALTER TABLE question ADD COLUMN lesson TEXT;
