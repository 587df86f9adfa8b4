-- Sample rows of 0013: a file that is being read.

UPDATE document SET pages = 120, pages_read = 40 WHERE id = 'doc_1';
UPDATE passage SET page = 1 WHERE document = 'doc_1';
