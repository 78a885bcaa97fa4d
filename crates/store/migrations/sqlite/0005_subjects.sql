-- Who, what, where, when: what articles are about, who says what in them, which coming dates they name.

-- What articles are about. Every name begins as a subject of its own, which has the name's id. A subject whose own name was joined to another is empty, and its address
-- leads to where that name is now: whatever is joined and parted, no address is lost.
CREATE TABLE subject (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    kind        TEXT   NOT NULL,
    key         TEXT   NOT NULL,
    shown       TEXT   NOT NULL,
    names       TEXT   NOT NULL, -- JSON: pairs of language and name
    tags        TEXT   NOT NULL, -- JSON: pairs of language, or null, and hashtag
    lat         DOUBLE PRECISION,
    lon         DOUBLE PRECISION,
    country     TEXT,
    articles    BIGINT NOT NULL, -- that copy no other, among the newest 500
    owners      BIGINT NOT NULL,
    last_at     BIGINT NOT NULL,
    worth_until BIGINT,          -- until when it is worth a page; none when it never was
    stale       BIGINT NOT NULL, -- 1: articles were taken away, the figures are to be made again
    UNIQUE (kind, key)
);
CREATE INDEX subject_worthy ON subject (articles, last_at, id, worth_until) WHERE worth_until IS NOT NULL;
CREATE INDEX subject_worthy_kind ON subject (kind, articles, last_at, id, worth_until) WHERE worth_until IS NOT NULL;
CREATE INDEX subject_stale ON subject (id) WHERE stale > 0;

-- One kind and form is one name; several names may be one subject.
CREATE TABLE subject_name (
    id         INTEGER PRIMARY KEY REFERENCES subject (id),
    kind       TEXT    NOT NULL,
    form       TEXT    NOT NULL,
    shown      TEXT    NOT NULL,
    lang       TEXT,             -- of the article that told it first
    tag        TEXT,             -- the hashtag it can have
    described  TEXT,             -- JSON: what a list knows of it
    read_by    BIGINT  NOT NULL, -- the rules that described it
    subject_id BIGINT  NOT NULL REFERENCES subject (id),
    fixed      BOOLEAN NOT NULL, -- an editor decided whose name it is
    UNIQUE (kind, form)
);
CREATE INDEX subject_name_subject ON subject_name (subject_id, id);

-- Of subjects that are or were worth a page. The first to come keeps a spelling.
CREATE TABLE hashtag (
    folded     TEXT   NOT NULL PRIMARY KEY,
    spelled    TEXT   NOT NULL,
    lang       TEXT,
    name_id    BIGINT NOT NULL REFERENCES subject_name (id),
    subject_id BIGINT NOT NULL REFERENCES subject (id)
) WITHOUT ROWID;
CREATE INDEX hashtag_subject ON hashtag (subject_id);
CREATE INDEX hashtag_name ON hashtag (name_id);

-- Which names were joined and parted, by whom and why: only ever added to.
CREATE TABLE identity (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    at           BIGINT NOT NULL,
    who          TEXT   NOT NULL, -- 'coranto' or an editor
    what         TEXT   NOT NULL,
    name_id      BIGINT NOT NULL,
    from_subject BIGINT NOT NULL,
    to_subject   BIGINT NOT NULL,
    why          TEXT   NOT NULL
);
CREATE INDEX identity_name ON identity (name_id, id);
CREATE INDEX identity_from ON identity (from_subject, id);
CREATE INDEX identity_to ON identity (to_subject, id);

-- Pairs of names that an editor parted, the smaller id first: nothing but an editor joins them again.
CREATE TABLE apart (
    one   BIGINT NOT NULL,
    other BIGINT NOT NULL,
    PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX apart_other ON apart (other);

-- What earned a page when the figures were made; one row.
CREATE TABLE subject_worth (
    id        BIGINT NOT NULL PRIMARY KEY,
    articles  BIGINT NOT NULL,
    owners    BIGINT NOT NULL,
    window_ms BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE about (
    article_id   BIGINT  NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    name_id      BIGINT  NOT NULL,
    subject_id   BIGINT  NOT NULL,
    source_id    BIGINT  NOT NULL,
    shown        TEXT    NOT NULL,
    times        BIGINT  NOT NULL,
    in_title     BOOLEAN NOT NULL,
    weight       DOUBLE PRECISION NOT NULL,
    published_at BIGINT  NOT NULL,
    copied       BOOLEAN NOT NULL, -- the article repeats another's text
    PRIMARY KEY (article_id, name_id)
) WITHOUT ROWID;
CREATE INDEX about_subject ON about (subject_id, published_at, article_id, source_id, copied);

CREATE TABLE quote (
    article_id   BIGINT NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    n            BIGINT NOT NULL,
    kind         TEXT   NOT NULL,
    words        TEXT   NOT NULL,
    lang         TEXT,
    speaker      TEXT,
    verb         TEXT,
    name_id      BIGINT, -- of the speaker
    subject_id   BIGINT,
    at           BIGINT NOT NULL, -- in bytes of title, line break, text
    published_at BIGINT NOT NULL,
    PRIMARY KEY (article_id, n)
) WITHOUT ROWID;
CREATE INDEX quote_subject ON quote (subject_id, published_at, article_id, n) WHERE subject_id IS NOT NULL;

CREATE TABLE quote_about (
    article_id   BIGINT NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    n            BIGINT NOT NULL,
    name_id      BIGINT NOT NULL,
    subject_id   BIGINT NOT NULL,
    published_at BIGINT NOT NULL,
    PRIMARY KEY (article_id, n, name_id)
) WITHOUT ROWID;
CREATE INDEX quote_about_subject ON quote_about (subject_id, published_at, article_id, n);

CREATE TABLE coming (
    article_id BIGINT  NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    n          BIGINT  NOT NULL,
    from_at    BIGINT  NOT NULL,
    to_at      BIGINT  NOT NULL,
    grain      TEXT    NOT NULL,
    vague      BOOLEAN NOT NULL,
    words      TEXT    NOT NULL,
    sentence   TEXT    NOT NULL,
    name_id    BIGINT, -- of the place
    subject_id BIGINT,
    PRIMARY KEY (article_id, n)
) WITHOUT ROWID;
CREATE INDEX coming_from ON coming (from_at);
CREATE INDEX coming_subject ON coming (subject_id) WHERE subject_id IS NOT NULL;

-- The Media Topic, by its slug, and the second level, by its number.
ALTER TABLE article ADD COLUMN topic TEXT;
ALTER TABLE article ADD COLUMN subtopic BIGINT;
CREATE INDEX article_by_topic ON article (topic, published_at, id, section, lang, country, has_image) WHERE listed;
CREATE INDEX article_by_subtopic ON article (subtopic, published_at, id, section, lang, country, has_image) WHERE listed;

-- By which version of the rules its text was read, 0 when it is to be read. What was placed and is not read by today's is a job.
ALTER TABLE placement ADD COLUMN read_by BIGINT NOT NULL DEFAULT 0;
ALTER TABLE placement ADD COLUMN read_attempts BIGINT NOT NULL DEFAULT 0;
ALTER TABLE placement ADD COLUMN read_section TEXT; -- the section it has from its reading
CREATE INDEX placement_read ON placement (read_by, turn_published, article_id) WHERE state = 'placed';

-- Larger than 0: names came that may be names of one subject; which, is to be looked at.
ALTER TABLE story ADD COLUMN names_due BIGINT NOT NULL DEFAULT 0;
CREATE INDEX story_names_due ON story (id) WHERE names_due > 0;
