-- The first schema. Small records of every kind share one table, so that versions, commitments,
-- erasure and export treat them alike; only what comes in bulk has tables of its own.

-- The append-only ledger. hash = hex(SHA-256(previous hash, JCS(number, at, actor, kind, body))).
CREATE TABLE ledger (
    number INTEGER PRIMARY KEY,
    at     TEXT NOT NULL,   -- RFC 3339, UTC, milliseconds
    actor  TEXT NOT NULL,   -- JSON: name, login, machine
    kind   TEXT NOT NULL,
    body   TEXT NOT NULL,   -- JSON without case ids, names or free text
    hash   TEXT NOT NULL
) STRICT;

-- Versioned records. An erased record keeps its number, kind, version and commitment and loses
-- key, case, salt and body.
CREATE TABLE records (
    number     INTEGER PRIMARY KEY,
    kind       TEXT NOT NULL,
    key        TEXT,
    version    INTEGER NOT NULL,
    latest     INTEGER NOT NULL,
    case_id    TEXT,
    draw       TEXT,
    import     INTEGER,
    entry      INTEGER NOT NULL,
    at         TEXT NOT NULL,
    salt       BLOB,
    commitment TEXT NOT NULL,
    withdrawn  INTEGER NOT NULL DEFAULT 0,
    body       TEXT
) STRICT;
CREATE UNIQUE INDEX records_by_key ON records (kind, key, version) WHERE key IS NOT NULL;
CREATE INDEX records_latest ON records (kind, number) WHERE latest = 1;
CREATE INDEX records_by_case ON records (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX records_by_entry ON records (entry);

-- Case lists: every list of every import is kept.
CREATE TABLE lists (
    import INTEGER NOT NULL,
    list   TEXT NOT NULL,
    rows   INTEGER NOT NULL,
    PRIMARY KEY (list, import)
) STRICT, WITHOUT ROWID;
CREATE TABLE cases (
    import     INTEGER NOT NULL,
    list       TEXT NOT NULL,
    id         TEXT NOT NULL,
    closed_on  TEXT,
    restricted INTEGER NOT NULL,
    fields     TEXT NOT NULL,
    PRIMARY KEY (import, list, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX cases_by_id ON cases (id);

-- Events. The digest tells a row that was imported before.
CREATE TABLE events (
    number  INTEGER PRIMARY KEY,
    import  INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    case_id TEXT,
    on_date TEXT,
    fields  TEXT NOT NULL,
    digest  BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX events_by_digest ON events (digest);
CREATE INDEX events_by_import ON events (import, number);
CREATE INDEX events_by_kind ON events (kind, number);
CREATE INDEX events_by_case ON events (case_id) WHERE case_id IS NOT NULL;

-- Comments imported as plain text; those of audits are read from the returns.
CREATE TABLE comments (
    number  INTEGER PRIMARY KEY,
    import  INTEGER NOT NULL,
    id      TEXT NOT NULL UNIQUE,
    case_id TEXT,
    body    TEXT NOT NULL
) STRICT;
CREATE INDEX comments_by_import ON comments (import, number);
CREATE INDEX comments_by_case ON comments (case_id) WHERE case_id IS NOT NULL;

-- Draws: the frozen list, then the seed, then the manifests, of which every version is kept.
CREATE TABLE draws (
    id           TEXT PRIMARY KEY,
    state        TEXT NOT NULL,
    frozen_at    TEXT NOT NULL,
    as_at        TEXT NOT NULL,
    month        TEXT,
    plan_name    TEXT NOT NULL,
    plan_text    TEXT NOT NULL,
    list         TEXT NOT NULL,
    import       INTEGER NOT NULL,
    sources      TEXT NOT NULL,
    continuity   TEXT NOT NULL,
    extra        TEXT NOT NULL,
    salt         BLOB NOT NULL,
    frame        BLOB NOT NULL,
    freeze_entry INTEGER NOT NULL,
    seed         TEXT,
    seed_entry   INTEGER
) STRICT;
CREATE TABLE draw_manifests (
    draw     TEXT NOT NULL,
    version  INTEGER NOT NULL,
    entry    INTEGER NOT NULL,
    at       TEXT NOT NULL,
    manifest BLOB NOT NULL,
    PRIMARY KEY (draw, version)
) STRICT, WITHOUT ROWID;
CREATE TABLE draw_cases (
    draw    TEXT NOT NULL,
    case_id TEXT NOT NULL,
    role    TEXT NOT NULL,
    position INTEGER NOT NULL,
    first_reader  TEXT,
    second_reader TEXT,
    PRIMARY KEY (draw, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX draw_cases_by_case ON draw_cases (case_id);

-- What the theme rules found, kept so that counts need not read every comment again. Disposable.
CREATE TABLE theme_hits (
    rules      TEXT NOT NULL,
    comment_id TEXT NOT NULL,
    case_id    TEXT,
    hits       TEXT NOT NULL,
    PRIMARY KEY (rules, comment_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX theme_hits_by_case ON theme_hits (case_id) WHERE case_id IS NOT NULL;
