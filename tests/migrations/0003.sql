-- Sample rows of 0003: an active price list, one that it replaced, a refused file.

INSERT INTO document (id, partner, blob, source, file_name, bytes, kind, state, text, pages, chars, languages,
    warnings, refusal, replaced, created_at, activated_at, retired_at) VALUES
    ('doc_1', 'prt_1', 'blb_1', '{}', 'narxlar.xlsx', 22, 'xlsx', 'active', 'Choy 12 000 so''m', 1, 17, 'uz-Latn', '[]', NULL, 'doc_2', 1795230000000, 1795230600000, NULL),
    ('doc_2', 'prt_1', NULL, '{}', 'eski.csv', 9, 'csv', 'retired', 'Choy 9000', NULL, 9, 'uz-Latn', NULL, NULL, NULL, 1795100000000, 1795100600000, 1795230600000),
    ('doc_3', 'prt_1', NULL, '{}', 'rasm.pdf', 900000, 'pdf', 'refused', NULL, NULL, NULL, NULL, NULL, '{}', NULL, 1795220000000, NULL, NULL);

INSERT INTO passage (document, place, partner, starts, ends, heading, text) VALUES
    ('doc_1', 0, 'prt_1', 0, 17, 'Choy', 'Choy 12 000 so''m'),
    ('doc_2', 0, 'prt_1', 0, 9, NULL, 'Choy 9000');
