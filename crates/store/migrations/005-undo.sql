-- Which imports held what: a row of a table names the import that brought it, and further imports that
-- held the same row are here. Of records, which change by other ways too, every import is.
CREATE TABLE held (
    what   TEXT NOT NULL,    -- record, event or comment
    row    INTEGER NOT NULL, -- its number
    import INTEGER NOT NULL,
    PRIMARY KEY (what, row, import)
) STRICT, WITHOUT ROWID;
CREATE INDEX held_by_import ON held (import, what);

-- Imports up to this number came before that was kept, and cannot be taken back where it matters.
CREATE TABLE held_since (import INTEGER NOT NULL) STRICT;
INSERT INTO held_since SELECT coalesce(max(number), 0) FROM records;

-- Imports that were taken back. Their rows are in tables of their own with the columns of the first ones,
-- out of every figure; records lose their keys, which are kept here.
CREATE TABLE undone (
    import INTEGER PRIMARY KEY,
    entry  INTEGER NOT NULL,
    purged INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE undone_records (
    number INTEGER PRIMARY KEY,
    import INTEGER NOT NULL,
    key    TEXT NOT NULL
) STRICT;
CREATE TABLE undone_lists AS SELECT * FROM lists WHERE 0;
CREATE TABLE undone_cases AS SELECT * FROM cases WHERE 0;
CREATE TABLE undone_events AS SELECT * FROM events WHERE 0;
CREATE TABLE undone_comments AS SELECT * FROM comments WHERE 0;
