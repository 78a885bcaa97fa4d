INSERT INTO memory (source_id, revision, version, pages, since, updated_at, data)
VALUES (1, 3, 1, 2, 1500, 2100, '{"version":1,"learnt":2,"pages":[],"texts":[],"places":[]}');
