INSERT INTO document_index (document, partner, body) VALUES ('doc_1', 'prt_1', '0123');
