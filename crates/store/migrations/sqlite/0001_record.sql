-- Times are milliseconds since 1970 UTC. Columns that hold JSON say so.

CREATE TABLE source (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    slug           TEXT    NOT NULL UNIQUE,
    name           TEXT    NOT NULL,
    home           TEXT    NOT NULL,
    country        TEXT,
    languages      TEXT    NOT NULL, -- JSON
    owner          TEXT,
    owner_kind     TEXT    NOT NULL,
    owner_citation TEXT,
    licence        TEXT,
    licence_url    TEXT,
    full_text      BOOLEAN NOT NULL,
    user_agent     TEXT,
    created_at     BIGINT  NOT NULL
);

CREATE TABLE feed (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    source_id        BIGINT  NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    address          TEXT    NOT NULL UNIQUE,
    kind             TEXT    NOT NULL,
    state            TEXT    NOT NULL,
    title            TEXT,
    section          TEXT,
    etag             TEXT,
    last_modified    TEXT,
    validators_since BIGINT,
    body_hash        BIGINT,
    next_due_at      BIGINT  NOT NULL,
    interval_ms      BIGINT  NOT NULL,
    failures         BIGINT  NOT NULL,
    last_outcome     TEXT,             -- JSON
    last_fetched_at  BIGINT,
    last_good_at     BIGINT,
    last_new_at      BIGINT,
    moved_to         TEXT,
    moved_seen       BIGINT  NOT NULL,
    leased_until     BIGINT  NOT NULL,
    -- When it may next be leased.
    turn_at          BIGINT  GENERATED ALWAYS AS (CASE WHEN leased_until > next_due_at THEN leased_until ELSE next_due_at END) STORED,
    -- Polls ever: numbers the lines of its history.
    polls            BIGINT  NOT NULL
);
CREATE INDEX feed_source ON feed (source_id);
CREATE INDEX feed_turn ON feed (turn_at, id) WHERE state = 'active';

-- A ring of the last polls of each feed: the newest takes the place of the oldest, so nothing has to be swept.
CREATE TABLE poll (
    feed_id     BIGINT NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
    slot        BIGINT NOT NULL,
    seq         BIGINT NOT NULL,
    at          BIGINT NOT NULL,
    outcome     TEXT   NOT NULL, -- JSON
    duration_ms BIGINT NOT NULL,
    bytes       BIGINT NOT NULL,
    PRIMARY KEY (feed_id, slot)
) WITHOUT ROWID;

-- What a line of a list shows. Ids are never given twice: a late worker must not write over another article.
CREATE TABLE article (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    source_id    BIGINT  NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    feed_id      BIGINT,           -- the feed that announced it first; may be gone
    guid         BIGINT  NOT NULL,
    key          TEXT    NOT NULL UNIQUE,
    address      TEXT    NOT NULL,
    stage        TEXT    NOT NULL,
    listed       BOOLEAN NOT NULL, -- lists show it
    title        TEXT    NOT NULL,
    lead         TEXT    NOT NULL,
    lang         TEXT,
    section      TEXT,
    country      TEXT,             -- of its source
    published_at BIGINT  NOT NULL,
    arrived_at   BIGINT  NOT NULL,
    read_at      BIGINT,           -- when its page was read
    image        TEXT,             -- JSON
    has_image    BOOLEAN NOT NULL,
    authors      TEXT    NOT NULL, -- JSON
    words        BIGINT  NOT NULL,
    paywalled    BOOLEAN,
    has_media    BOOLEAN NOT NULL,
    policy       BIGINT  NOT NULL,
    feed_hash    BIGINT  NOT NULL, -- of what the feed said, to see a change without loading it
    UNIQUE (source_id, guid)
);
-- One index per way to narrow a list. What follows the id lets other filters be judged without touching the row.
CREATE INDEX article_newest ON article (published_at, id, section, lang, country, has_image) WHERE listed;
CREATE INDEX article_by_source ON article (source_id, published_at, id) WHERE listed;
CREATE INDEX article_by_section ON article (section, published_at, id, lang, country, has_image) WHERE listed;
CREATE INDEX article_by_lang ON article (lang, published_at, id, section, country, has_image) WHERE listed;
CREATE INDEX article_by_country ON article (country, published_at, id, section, lang, has_image) WHERE listed;
CREATE INDEX article_stage ON article (stage, published_at, id, source_id);

-- What only the article's own page shows; apart, so that lists never read it.
CREATE TABLE body (
    article_id     INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    said           TEXT NOT NULL, -- JSON: the article with its blocks
    media          TEXT NOT NULL, -- JSON
    reason         TEXT,          -- JSON: why its page failed
    listed_because TEXT
);

-- The pages to be read: a row for every article whose stage is 'waiting', and for no other.
CREATE TABLE waiting (
    article_id   INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    source_id    BIGINT NOT NULL,
    host         TEXT   NOT NULL,
    published_at BIGINT NOT NULL,
    due_at       BIGINT NOT NULL,
    leased_until BIGINT NOT NULL,
    attempts     BIGINT NOT NULL,
    turn_at      BIGINT GENERATED ALWAYS AS (CASE WHEN leased_until > due_at THEN leased_until ELSE due_at END) STORED
);
CREATE INDEX waiting_host ON waiting (host, published_at, article_id, turn_at, source_id);
CREATE INDEX waiting_turn ON waiting (turn_at, source_id);

-- Other names of an article: keys of addresses that turned out to be the same page, ids that a feed gave it later.
CREATE TABLE alias_key (
    key        TEXT   NOT NULL PRIMARY KEY,
    article_id BIGINT NOT NULL REFERENCES article (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX alias_key_article ON alias_key (article_id);
CREATE TABLE alias_guid (
    source_id  BIGINT NOT NULL,
    guid       BIGINT NOT NULL,
    article_id BIGINT NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    PRIMARY KEY (source_id, guid)
) WITHOUT ROWID;
CREATE INDEX alias_guid_article ON alias_guid (article_id);

CREATE TABLE robots (
    origin      TEXT    NOT NULL PRIMARY KEY,
    text        TEXT,
    unreachable BOOLEAN NOT NULL,
    fetched_at  BIGINT  NOT NULL
);

CREATE TABLE change (
    seq  INTEGER PRIMARY KEY AUTOINCREMENT,
    at   BIGINT NOT NULL,
    what TEXT   NOT NULL,
    id   BIGINT NOT NULL,
    how  TEXT   NOT NULL
);
