-- Every row has a proof: a salt of 16 bytes and its leaf, SHA-256(salt, JSON of the row). A ledger entry states the
-- root over the leaves of what it changed; rows stored before get their proofs with the next change, whose entry
-- `adopted` says what was found.
ALTER TABLE records ADD COLUMN proof BLOB;
ALTER TABLE lists ADD COLUMN proof BLOB;
ALTER TABLE cases ADD COLUMN proof BLOB;
ALTER TABLE events ADD COLUMN proof BLOB;
ALTER TABLE comments ADD COLUMN proof BLOB;
ALTER TABLE draws ADD COLUMN proof BLOB;
ALTER TABLE draw_manifests ADD COLUMN proof BLOB;
ALTER TABLE draw_cases ADD COLUMN proof BLOB;
ALTER TABLE extracts ADD COLUMN proof BLOB;
ALTER TABLE event_keys ADD COLUMN proof BLOB;
ALTER TABLE held ADD COLUMN proof BLOB;
ALTER TABLE held_since ADD COLUMN proof BLOB;
ALTER TABLE held_events ADD COLUMN proof BLOB;
ALTER TABLE extract_imports ADD COLUMN proof BLOB;
ALTER TABLE events_held_since ADD COLUMN proof BLOB;
ALTER TABLE undone ADD COLUMN proof BLOB;
ALTER TABLE undone_records ADD COLUMN proof BLOB;
ALTER TABLE undone_lists ADD COLUMN proof BLOB;
ALTER TABLE undone_cases ADD COLUMN proof BLOB;
ALTER TABLE undone_events ADD COLUMN proof BLOB;
ALTER TABLE undone_extracts ADD COLUMN proof BLOB;
ALTER TABLE undone_comments ADD COLUMN proof BLOB;

-- The leaves of rows that were lawfully destroyed, under the entry that says so.
CREATE TABLE gaps (
    number INTEGER PRIMARY KEY,
    tbl    TEXT NOT NULL,
    home   TEXT NOT NULL,    -- the import, entry or draw that the row was of
    leaf   BLOB NOT NULL,
    entry  INTEGER NOT NULL
) STRICT;
CREATE INDEX gaps_by_home ON gaps (tbl, home);

-- Where the last statement of each group of rows is in the ledger, so that it need not be looked for.
CREATE TABLE stated (
    tbl   TEXT NOT NULL,
    home  TEXT NOT NULL,
    rows  INTEGER NOT NULL,
    root  TEXT NOT NULL,
    entry INTEGER NOT NULL,
    PRIMARY KEY (tbl, home)
) STRICT, WITHOUT ROWID;

CREATE INDEX held_events_by_extract ON held_events (extract);
