-- Found by asking the databases for their plans: both read a whole table.

-- The product's own bots among those of all partners.
CREATE INDEX bot_role ON bot (role, id);

-- Texts of retired files that are past their week.
CREATE INDEX document_retired ON document (retired_at) WHERE text IS NOT NULL;
