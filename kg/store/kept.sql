-- What was read and what was chosen: nothing else has it. derived.sql makes the rest of the file.
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
CREATE TABLE removed (name TEXT NOT NULL, source TEXT NOT NULL, PRIMARY KEY (name, source)) WITHOUT ROWID;
CREATE TABLE parses (key TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE readings (key TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
