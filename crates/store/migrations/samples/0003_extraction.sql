INSERT INTO extraction (source_id, day, pages, passed, unfetched, refused, words, words_squared, text_bytes, kept_bytes, no_title, no_date, no_authors, no_image,
    title_repeats, opening_repeats, last_title, last_opening, alarms)
VALUES
    (1, 3, 20, 15, 1, '{"too_short":5,"not_found":1}', 6000, 2500000, 90000, 30000, 0, 1, 2, 3, 0, 1, -7, 8, '[]'),
    (1, 4, 20, 3, 0, '{"too_short":17}', 1200, 500000, 90000, 3000, 0, 0, 0, 0, 0, 0, -9, 10, '[{"kind":"pass_rate_fell","from":75,"to":15,"pages":20}]');
