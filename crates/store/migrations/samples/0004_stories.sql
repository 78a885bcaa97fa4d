INSERT INTO story (id, key, merged_into, articles, texts, owners, first_at, last_at, outlets, countries, langs, lead_article, section, importance, standing, stale)
VALUES
    (1, 'bbbbbbbbbbbb1', NULL, 1, 1, 1, 1500, 1500, '[1]', '["NL"]', '[{"lang":"en","articles":1,"lead":1}]', 1, 'local', 1.5,
        '{"texts":1,"owners":1,"growing":1,"newest":1500}', 0),
    (2, 'bbbbbbbbbbbb2', 1, 0, 0, 0, 1600, 1600, '[]', '[]', '[]', NULL, NULL, 1.5, '{}', 0);
INSERT INTO story_lang (story_id, lang, section, importance) VALUES (1, 'en', 'local', 1.5);

UPDATE placement SET state = 'placed', story_id = 1, seq = 1, arrived_at = 60000, model = 'minilm-en 384 aabbccdd',
    decision = '{"decision":"not_same_story","nearest":"bbbbbbbbbbbb2","score":0.12,"threshold":0.3}',
    compared = '[{"key":"aaaaaaaaaaaa4","score":0.12,"terms":[["words",0.2]]}]'
WHERE article_id = 1;
INSERT INTO related (article_id, rank, other_id, reason, score) VALUES (1, 0, 4, '{"because":"background","shared":["ferry"]}', 0.4);
UPDATE placer SET holder = 'a', leased_until = 5000, revision = 1, seq = 1;
