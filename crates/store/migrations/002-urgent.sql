-- Urgent concerns are looked for by nearly every command; without this each look would read every
-- return. The text is how the record's JSON begins a concern; a quote inside a comment is escaped and
-- so is never taken for it.
CREATE INDEX records_urgent ON records (number)
    WHERE kind = 'return' AND latest = 1 AND instr(body, '"urgent":{') > 0;
