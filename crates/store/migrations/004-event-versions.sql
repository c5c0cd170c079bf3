-- Events have keys and versions. An extract is a file of one kind of events as it was read: the span that
-- it covers and what ranks it among others. Of the rows with one key those of the extract that ranks
-- highest count; the others are kept as older versions. What ranks it is in the file, so the same files
-- in any order give the same state.
CREATE TABLE extracts (
    number    INTEGER PRIMARY KEY,
    import    INTEGER NOT NULL,
    kind      TEXT NOT NULL,
    file      TEXT NOT NULL,      -- SHA-256 of the file
    reading   TEXT NOT NULL,      -- digest of how it was read; empty for rows of before this table
    first_on  TEXT,               -- the span: stated, else the first and the last event
    last_on   TEXT,
    is_stated INTEGER NOT NULL,
    known_to  TEXT,               -- the last date that any of its rows knows of
    filled    INTEGER NOT NULL,   -- how many fields its rows fill
    blank     INTEGER NOT NULL,   -- how many of its rows have nothing in the fields of the key
    taken_on  TEXT                -- the date it was taken in
) STRICT;
CREATE INDEX extracts_by_kind ON extracts (kind);

-- By which fields, besides case and date, rows of a kind are the same event; the kind's own where none.
CREATE TABLE event_keys (
    kind  TEXT PRIMARY KEY,
    parts TEXT NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE events ADD COLUMN extract INTEGER NOT NULL DEFAULT 0;
ALTER TABLE events ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE events ADD COLUMN superseded INTEGER NOT NULL DEFAULT 0;
DROP INDEX events_by_digest;
-- The column of the row's digest holds that of its key; rows of before get theirs after this script.
ALTER TABLE events RENAME COLUMN digest TO key;
