-- What publishers change in articles after they were published.

-- The wordings of each article that was changed, as they were seen; number 0 is the first. An article that never changed has no row.
CREATE TABLE revision (
    article_id BIGINT NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    n          BIGINT NOT NULL, -- grows with every edit; middle ones make room when there are many
    at         BIGINT NOT NULL, -- as the publisher says, or when it was seen
    seen_at    BIGINT NOT NULL,
    title      TEXT   NOT NULL,
    text       TEXT   NOT NULL, -- plain, a line a paragraph
    words      BIGINT NOT NULL,
    before     TEXT,            -- JSON: what it is held against, where that is not the wording before it
    change     TEXT,            -- JSON; none for the first
    PRIMARY KEY (article_id, n)
) WITHOUT ROWID;

-- Articles whose pages are looked at again for edits, as long as they are young.
CREATE TABLE watch (
    article_id    INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    due_at        BIGINT,          -- none: it is being looked at
    looked_at     BIGINT NOT NULL,
    hints         BIGINT NOT NULL, -- how often its feed spoke of a change
    said_title    TEXT,            -- the headline that its feed gave it since its page was read
    etag          TEXT,
    last_modified TEXT,
    print         BLOB             -- what stood on the page when it was read
);
CREATE INDEX watch_due ON watch (due_at, article_id) WHERE due_at IS NOT NULL;

-- TRUE: the page was read, and is looked at again for what its publisher changed.
ALTER TABLE waiting ADD COLUMN watched BOOLEAN NOT NULL DEFAULT FALSE;
