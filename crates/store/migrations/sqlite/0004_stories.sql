-- Stories: which reports tell one event, who copies whom, what is related.

-- One event. What lists show of it is written in the transaction that places its reports.
CREATE TABLE story (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    key          TEXT NOT NULL UNIQUE,
    merged_into  BIGINT,           -- the story it became part of: its address leads there
    articles     BIGINT  NOT NULL, -- 0 when all its reports went elsewhere
    texts        BIGINT  NOT NULL, -- that copy no other
    owners       BIGINT  NOT NULL,
    first_at     BIGINT  NOT NULL, -- when its first report was published
    last_at      BIGINT  NOT NULL,
    outlets      TEXT    NOT NULL, -- JSON: ids of its sources, the first to write first
    countries    TEXT    NOT NULL, -- JSON
    langs        TEXT    NOT NULL, -- JSON: languages with their counts and the article that leads in each
    lead_article BIGINT,
    section      TEXT,
    importance   DOUBLE PRECISION NOT NULL, -- larger first; grows with time, so that it never has to be written again for getting older
    standing     TEXT    NOT NULL, -- JSON: the terms of importance
    stale        BIGINT  NOT NULL  -- 1: reports were taken away, what stands here is to be made again
);
CREATE INDEX story_front ON story (importance, id) WHERE articles > 0;
CREATE INDEX story_section ON story (section, importance, id) WHERE articles > 0;
CREATE INDEX story_merged ON story (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX story_stale ON story (id) WHERE stale > 0;

-- The languages of each story that lists show, to find those of one language in their order.
CREATE TABLE story_lang (
    story_id   BIGINT NOT NULL REFERENCES story (id) ON DELETE CASCADE,
    lang       TEXT   NOT NULL,
    section    TEXT,             -- of the story, so that a section in a language is read off an index
    importance DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (story_id, lang)
) WITHOUT ROWID;
CREATE INDEX story_lang_front ON story_lang (lang, importance, story_id);
CREATE INDEX story_lang_section ON story_lang (lang, section, importance, story_id);

-- Where each report stands: a row for every article that was placed or is to be. A row in state 'waiting' is a job; what stands
-- in it from an earlier placing counts until it is placed again.
CREATE TABLE placement (
    article_id      INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    key             TEXT NOT NULL UNIQUE, -- of the article
    state           TEXT   NOT NULL,
    turn_at         BIGINT NOT NULL, -- since when it waits
    turn_published  BIGINT NOT NULL,
    asked           BIGINT NOT NULL, -- how often it was to be placed: an answer to an older question leaves it waiting
    attempts        BIGINT NOT NULL,
    story_id        BIGINT REFERENCES story (id),
    seq             BIGINT,          -- order of placing
    arrived_at      BIGINT,          -- by the clock of the placing
    sketch          BLOB,
    likened         BLOB,           -- how like others it was found then
    vector          BLOB,
    model           TEXT,            -- that made the vector: name, dimension, checksum
    fingerprint     BLOB,
    decision        TEXT,            -- JSON
    compared        TEXT,            -- JSON: the nearest
    copy_of         BIGINT,          -- the article whose text it repeats
    copy_kind       TEXT,
    copy_share      DOUBLE PRECISION -- of its text that is its own
);
CREATE INDEX placement_turn ON placement (turn_at) WHERE state = 'waiting';
CREATE INDEX placement_story ON placement (story_id, article_id);
CREATE INDEX placement_seq ON placement (seq, arrived_at, model) WHERE seq IS NOT NULL;
CREATE INDEX placement_copy ON placement (copy_of) WHERE copy_of IS NOT NULL;

CREATE TABLE related (
    article_id BIGINT NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    rank       BIGINT NOT NULL,
    other_id   BIGINT NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    reason     TEXT   NOT NULL, -- JSON
    score      DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (article_id, rank)
) WITHOUT ROWID;
CREATE INDEX related_other ON related (other_id);

-- One program at a time places reports; one row. `revision` counts what was written: who remembers another number looks again.
CREATE TABLE placer (
    id           BIGINT NOT NULL PRIMARY KEY,
    holder       TEXT   NOT NULL,
    leased_until BIGINT NOT NULL,
    revision     BIGINT NOT NULL,
    seq          BIGINT NOT NULL
) WITHOUT ROWID;
INSERT INTO placer (id, holder, leased_until, revision, seq) VALUES (1, '', 0, 0, 0);

-- All that lists show already is to be placed, in the order in which it came.
INSERT INTO placement (article_id, key, state, turn_at, turn_published, asked, attempts)
SELECT id, key, 'waiting', arrived_at, published_at, 1, 0 FROM article WHERE listed AND stage <> 'waiting';
