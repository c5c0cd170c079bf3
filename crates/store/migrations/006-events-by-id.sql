-- An event with an id of its own (meeting_id of meetings) is the same event whatever its date: the date is no
-- part of its key. Rows of before get their key anew after this script.

-- Which extracts held which row of events, where it was more than one, so that an import can be taken back.
CREATE TABLE held_events (
    row     INTEGER NOT NULL,
    extract INTEGER NOT NULL,
    PRIMARY KEY (row, extract)
) STRICT, WITHOUT ROWID;

-- Further imports of a file that was taken in before.
CREATE TABLE extract_imports (
    extract INTEGER NOT NULL,
    import  INTEGER NOT NULL,
    PRIMARY KEY (extract, import)
) STRICT, WITHOUT ROWID;

CREATE TABLE undone_extracts AS SELECT * FROM extracts WHERE 0;

-- Imports of events up to this number came before that was kept, and cannot be taken back.
CREATE TABLE events_held_since (import INTEGER NOT NULL);
INSERT INTO events_held_since SELECT coalesce(max(import), 0) FROM extracts;
