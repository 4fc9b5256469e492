-- The full-text index, the collection as it was last resolved, and what was written of it: made from kept.sql.
CREATE VIRTUAL TABLE article_text USING fts5 (title, body, tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER article_gone AFTER DELETE ON articles BEGIN
    DELETE FROM article_text WHERE rowid = old.id;
END;
CREATE TABLE admitted (
    id TEXT PRIMARY KEY,            -- the article's id in the graph
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    reading TEXT NOT NULL,
    first INTEGER,                  -- the rows of its sentences in evidence
    last INTEGER
) WITHOUT ROWID;
CREATE INDEX admitted_article ON admitted (article);
CREATE TABLE entities (key TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE names (fold TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (fold, key)) WITHOUT ROWID;
CREATE INDEX names_key ON names (key);
CREATE TABLE facts (
    id TEXT PRIMARY KEY,
    subject TEXT NOT NULL,
    predicate TEXT NOT NULL,
    object TEXT,
    value TEXT,
    status TEXT NOT NULL,
    record TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX facts_subject ON facts (subject);
CREATE INDEX facts_object ON facts (object);
CREATE INDEX facts_status ON facts (status, predicate, subject, object);
CREATE TABLE fact_sources (article TEXT NOT NULL, fact TEXT NOT NULL, PRIMARY KEY (article, fact)) WITHOUT ROWID;
CREATE TABLE duplicates (position INTEGER PRIMARY KEY, record TEXT NOT NULL);
CREATE TABLE doubts (
    position INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,             -- undecided, with the keys of two entities, or unmatched
    one TEXT,
    other TEXT,
    score REAL,
    record TEXT NOT NULL
);
CREATE INDEX doubts_one ON doubts (one);
CREATE INDEX doubts_other ON doubts (other);
-- What entities are compared by, so that an article is resolved with those alone that it touches.
CREATE TABLE namings (id INTEGER PRIMARY KEY, record TEXT NOT NULL UNIQUE);
CREATE TABLE words (
    word INTEGER NOT NULL,          -- hash of a word by which namings can touch each other
    naming INTEGER NOT NULL,
    strong INTEGER NOT NULL,
    PRIMARY KEY (word, naming)
) WITHOUT ROWID;
CREATE TABLE companies (article TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE profiles (
    article TEXT NOT NULL,
    local TEXT NOT NULL,
    naming INTEGER NOT NULL,
    entity TEXT NOT NULL,           -- key
    record TEXT NOT NULL,
    PRIMARY KEY (article, local)
) WITHOUT ROWID;
CREATE INDEX profiles_naming ON profiles (naming);
CREATE VIRTUAL TABLE evidence USING fts5 (
    sentence, article UNINDEXED, start UNINDEXED, stop UNINDEXED,
    tokenize = 'unicode61 remove_diacritics 2'
);
-- When an entity (with the facts that it is the subject of) or an article was last other than before.
CREATE TABLE touched (
    kind TEXT NOT NULL,             -- entity or article
    key TEXT NOT NULL,
    generation INTEGER NOT NULL,
    PRIMARY KEY (kind, key)
) WITHOUT ROWID;
CREATE TABLE outputs (
    name TEXT PRIMARY KEY,
    stamp TEXT NOT NULL,            -- of the collection that it was made of
    generation INTEGER NOT NULL,    -- of the same
    size INTEGER NOT NULL,
    mtime INTEGER NOT NULL,
    digest TEXT NOT NULL            -- of its content
) WITHOUT ROWID;
