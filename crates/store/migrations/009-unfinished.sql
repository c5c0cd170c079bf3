-- Work on files that belongs to a change and may not be done yet. A row goes once its work is done.
CREATE TABLE unfinished (
    number INTEGER PRIMARY KEY,
    work   TEXT NOT NULL,    -- write, frame, remove, index or scour
    path   TEXT NOT NULL,    -- from the workspace's folder; empty for index and scour
    bytes  BLOB              -- what is to be written; for a frame the draw's id
) STRICT;
