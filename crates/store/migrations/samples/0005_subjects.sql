INSERT INTO subject (id, kind, key, shown, names, tags, lat, lon, country, articles, owners, last_at, worth_until, stale)
VALUES
    (1, 'place', 'harbour', 'Harbour', '[["en","Harbour"],["ar","المرفأ"]]', '[["en","Harbour"]]', 51.9, 4.5, 'NL', 1, 1, 1500, 99000, 0),
    (2, 'place', 'the-haven', 'The Haven', '[["en","The Haven"]]', '[]', NULL, NULL, NULL, 0, 0, 0, NULL, 0);
INSERT INTO subject_name (id, kind, form, shown, lang, tag, described, read_by, subject_id, fixed)
VALUES
    (1, 'place', 'geo:1', 'Harbour', 'en', 'Harbour',
        '{"names":[["en","Harbour","Harbour"],["ar","المرفأ",null]],"place":{"lat":51.9,"lon":4.5,"country":"NL"}}', 1, 1, FALSE),
    (2, 'place', 'the haven', 'The Haven', 'en', 'TheHaven', NULL, 1, 1, TRUE);
INSERT INTO hashtag (folded, spelled, lang, name_id, subject_id) VALUES ('harbour', 'Harbour', 'en', 1, 1);
INSERT INTO identity (id, at, who, what, name_id, from_subject, to_subject, why) VALUES (1, 1500, 'ada', 'join', 2, 2, 1, 'one quay');
INSERT INTO apart (one, other) VALUES (1, 7);
INSERT INTO subject_worth (id, articles, owners, window_ms) VALUES (1, 3, 2, 2592000000);

INSERT INTO about (article_id, name_id, subject_id, source_id, shown, times, in_title, weight, published_at, copied)
VALUES (1, 1, 1, 1, 'the harbour', 2, FALSE, 0.75, 1500, FALSE);
INSERT INTO quote (article_id, n, kind, words, lang, speaker, verb, name_id, subject_id, at, published_at)
VALUES (1, 0, 'direct', 'It sails', 'en', 'Ada Brook', 'said', NULL, NULL, 17, 1500);
INSERT INTO quote_about (article_id, n, name_id, subject_id, published_at) VALUES (1, 0, 1, 1, 1500);
INSERT INTO coming (article_id, n, from_at, to_at, grain, vague, words, sentence, name_id, subject_id)
VALUES (1, 0, 90000000, 180000000, 'day', FALSE, 'tomorrow', 'It sails tomorrow.', 1, 1);
UPDATE article SET topic = 'transport', subtopic = 20000300 WHERE id = 1;
UPDATE story SET names_due = 1 WHERE id = 1;
