-- What is remembered of each publisher's pages, so that what they all repeat is known.
CREATE TABLE memory (
    source_id  INTEGER PRIMARY KEY REFERENCES source (id) ON DELETE CASCADE,
    revision   BIGINT NOT NULL, -- one more at every write: who writes over a newer one is refused
    version    BIGINT NOT NULL, -- of what stands in data
    pages      BIGINT NOT NULL,
    since      BIGINT,
    updated_at BIGINT NOT NULL,
    data       TEXT             -- JSON; none when it was forgotten
);
