-- Audits begun in the pages and not completed: one a read of a case of a draw. They are outside the ledger and the
-- guard, no figure depends on them, and a row goes when its audit is completed.
CREATE TABLE drafts (
    draw     TEXT NOT NULL,
    case_id  TEXT NOT NULL,
    second   INTEGER NOT NULL,  -- 1 for the second read
    held     INTEGER NOT NULL,  -- versions of the return that were held when it was begun
    answers  TEXT NOT NULL,     -- JSON: what was typed in each box, when and by whom
    here     TEXT NOT NULL,     -- the box last worked on
    saved_at TEXT NOT NULL,     -- RFC 3339, UTC, milliseconds
    saved_by TEXT NOT NULL,     -- the login
    PRIMARY KEY (draw, case_id, second)
) STRICT, WITHOUT ROWID;
CREATE INDEX drafts_by_case ON drafts (case_id);
