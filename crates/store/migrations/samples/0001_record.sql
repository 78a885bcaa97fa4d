INSERT INTO source (id, slug, name, home, country, languages, owner_kind, full_text, created_at)
VALUES (1, 'harbour', 'The Harbour', 'https://harbour.example/', 'NL', '["en","ar"]', 'non_profit', FALSE, 1000);

INSERT INTO feed (id, source_id, address, kind, state, title, etag, next_due_at, interval_ms, failures, last_outcome, last_fetched_at, moved_seen, leased_until, polls)
VALUES (1, 1, 'https://harbour.example/feed.xml', 'feed', 'active', 'Harbour news', '"v1"', 5000, 1800000, 0,
    '{"poll":"read","items":4,"new":4,"damaged":0,"repaired":false}', 2000, 0, 0, 1);

INSERT INTO poll (feed_id, slot, seq, at, outcome, duration_ms, bytes)
VALUES (1, 1, 1, 2000, '{"poll":"read","items":4,"new":4,"damaged":0,"repaired":false}', 40, 9000);

INSERT INTO article (id, source_id, feed_id, guid, key, address, stage, listed, title, lead, lang, section, country, published_at, arrived_at, read_at,
    image, has_image, authors, words, paywalled, has_media, policy, feed_hash)
VALUES
    (1, 1, 1, -11, 'aaaaaaaaaaaa1', 'https://harbour.example/1', 'ready', TRUE, 'The ferry sails', 'It left at noon.', 'en', 'local', 'NL', 1500, 2000, 2100,
        '{"src":"https://harbour.example/ferry.jpg","width":800}', TRUE, '["Ada Brook"]', 4, FALSE, TRUE, 1, 5),
    (2, 1, 1, 12, 'aaaaaaaaaaaa2', 'https://harbour.example/2', 'waiting', TRUE, 'The ferry waits', 'Fog holds it.', 'en', NULL, 'NL', 1600, 2000, NULL,
        NULL, FALSE, '[]', 0, NULL, FALSE, 0, 6),
    (3, 1, 1, 13, 'aaaaaaaaaaaa3', 'https://harbour.example/3', 'quarantined', TRUE, 'The ferry turns', 'A short trip.', 'en', NULL, 'NL', 1700, 2000, 2100,
        NULL, FALSE, '[]', 0, NULL, FALSE, 1, 7),
    (4, 1, 1, 14, 'aaaaaaaaaaaa4', 'https://harbour.example/4', 'listed', TRUE, 'The ferry rests', 'At the quay.', 'ar', 'local', 'NL', 1800, 2000, NULL,
        NULL, FALSE, '[]', 0, NULL, FALSE, 0, 8);

INSERT INTO body (article_id, said, media, reason, listed_because)
VALUES
    (1, '{"title":"The ferry sails","blocks":[{"kind":"paragraph","html":"It left at <em>noon</em>."}],"words":4}',
        '[{"address":"https://harbour.example/horn.mp3","mime":"audio/mpeg","bytes":9,"seconds":3}]', NULL, NULL),
    (2, '{"title":"The ferry waits","summary":"Fog holds it."}', '[]', NULL, NULL),
    (3, '{"title":"The ferry turns","summary":"A short trip."}', '[]', '{"because":"body","rejected":{"kind":"too_short","words":3}}', NULL),
    (4, '{"title":"The ferry rests","summary":"At the quay."}', '[]', NULL, 'robots.txt keeps us out');

INSERT INTO waiting (article_id, source_id, host, published_at, due_at, leased_until, attempts)
VALUES (2, 1, 'harbour.example', 1600, 2000, 0, 0);

INSERT INTO alias_key (key, article_id) VALUES ('aaaaaaaaaaaa9', 1);
INSERT INTO alias_guid (source_id, guid, article_id) VALUES (1, 99, 1);
INSERT INTO robots (origin, text, unreachable, fetched_at) VALUES ('https://harbour.example', 'User-agent: *', FALSE, 1000);
INSERT INTO change (at, what, id, how) VALUES (1000, 'source', 1, 'put'), (2000, 'article', 1, 'put');
