-- The one file that holds everything that was read; all other outputs are made from it.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE roots (path TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL,             -- absolute, or "-" and a digest for standard input
    name TEXT NOT NULL,             -- relative to its root
    digest TEXT NOT NULL,           -- of the file's bytes
    reader TEXT NOT NULL,           -- version of the code that read it
    gone INTEGER NOT NULL DEFAULT 0 -- replaced or vanished: kept until the collection is resolved anew
);
CREATE UNIQUE INDEX sources_path ON sources (path) WHERE NOT gone;
CREATE TABLE problems (
    source INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
    reason TEXT NOT NULL
);
CREATE INDEX problems_source ON problems (source);
CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
    name TEXT NOT NULL,             -- the id that the article came with
    content TEXT NOT NULL,          -- hash of its text and what is skipped in it
    digest TEXT NOT NULL,           -- of the record
    signature BLOB NOT NULL,        -- for finding near-duplicates
    record TEXT NOT NULL
);
CREATE INDEX articles_source ON articles (source);
CREATE INDEX articles_name ON articles (name);
CREATE VIRTUAL TABLE article_text USING fts5 (title, body, tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER article_gone AFTER DELETE ON articles BEGIN
    DELETE FROM article_text WHERE rowid = old.id;
END;
CREATE TABLE removed (name TEXT NOT NULL, source TEXT NOT NULL, PRIMARY KEY (name, source)) WITHOUT ROWID;
CREATE TABLE parses (key TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE readings (key TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
-- From here on: the collection as it was last resolved.
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
CREATE TABLE outputs (name TEXT PRIMARY KEY, stamp TEXT NOT NULL, size INTEGER NOT NULL, mtime INTEGER NOT NULL) WITHOUT ROWID;
