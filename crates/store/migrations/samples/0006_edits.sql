INSERT INTO revision (article_id, n, at, seen_at, title, text, words, before, change)
VALUES
    (1, 0, 1500, 2100, 'The ferry waits', 'It left at ten.', 4, NULL, NULL),
    (1, 1, 1900, 2200, 'The ferry sails', 'It left at noon.', 4, '{"title":"The ferry waits","text":"It left at eleven."}',
        '{"kinds":["headline","reworded"],"added":1,"removed":1,"numbers":[]}');
INSERT INTO watch (article_id, due_at, looked_at, hints, said_title, etag, last_modified, print) VALUES (1, 8000, 2200, 0, NULL, '"v2"', NULL, NULL);
