-- Rows that were taken back are looked for by their import: to state their root, and to destroy them.
CREATE INDEX undone_records_by_import ON undone_records (import);
CREATE INDEX undone_lists_by_import ON undone_lists (import);
CREATE INDEX undone_cases_by_import ON undone_cases (import);
CREATE INDEX undone_events_by_import ON undone_events (import);
CREATE INDEX undone_comments_by_import ON undone_comments (import);
