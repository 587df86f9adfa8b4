-- Sample rows of 0034: a lane that rests, a partner whose work rests, an alert.

INSERT INTO job_pause (what, name, since) VALUES
    ('lane', 'publish', 1795230060000),
    ('partner', 'prt_1', 1795230060000);
INSERT INTO alert (id, kind, subject, detail, times, state, is_told, muted_until, raised_at, changed_at) VALUES
    ('alr_1', 'dead_jobs', 'messengers.settle', '502', 3, 'raised', TRUE, 0, 1795230060000, 1795230070000);
