-- How the pages of a publisher were read, one row a day: written in the transaction that ends a page, judged by the core room.
CREATE TABLE extraction (
    source_id       BIGINT NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    day             BIGINT NOT NULL, -- since 1970 UTC
    pages           BIGINT NOT NULL, -- fetched and judged
    passed          BIGINT NOT NULL,
    unfetched       BIGINT NOT NULL,
    refused         TEXT   NOT NULL, -- JSON: how often, by reason
    words           BIGINT NOT NULL, -- of pages that passed, as all below
    words_squared   BIGINT NOT NULL,
    text_bytes      BIGINT NOT NULL, -- of the whole page
    kept_bytes      BIGINT NOT NULL, -- of the article
    no_title        BIGINT NOT NULL,
    no_date         BIGINT NOT NULL,
    no_authors      BIGINT NOT NULL,
    no_image        BIGINT NOT NULL,
    title_repeats   BIGINT NOT NULL,
    opening_repeats BIGINT NOT NULL,
    last_title      BIGINT NOT NULL, -- hashes of the page read last
    last_opening    BIGINT NOT NULL,
    alarms          TEXT   NOT NULL, -- JSON: what was in force when the day ended
    PRIMARY KEY (source_id, day)
) WITHOUT ROWID;
