#!/usr/bin/env python3
"""Checks a store, a backup or a snapshot of assay in plain Python, from what DESIGN.md says of its commitments, without a
line of assay's own code: the chain of the ledger, the commitment of every record, the leaf of every row, the root of every
group of rows, the gaps that erasures left, and that the file has no trigger or view.

    check_store.py evidence.db [--head HASH]

Prints what differs, one a line, and ends with 1; or one line that says what was checked, and ends with 0.
"""

import hashlib
import json
import sqlite3
import sys
from collections import defaultdict

FIRST = "0" * 64
# The column whose value the rows of a table are stated together by; None where all are.
HOMES = {
    "records": "entry",
    "draws": "id",
    "draw_manifests": "draw",
    "draw_cases": "draw",
    "event_keys": None,
    "held_since": None,
    "extracts": None,
    "extract_imports": None,
    "events_held_since": None,
    "undone_extracts": None,
    "held_events": "extract",
}
OF_IMPORT = (
    "lists cases events comments held undone undone_records undone_lists undone_cases undone_events"
    " undone_comments"
).split()
HOMES.update({name: "import" for name in OF_IMPORT})
OTHERS = {"ledger", "gaps", "stated", "unfinished", "drafts", "snapshot_files"}
USAGE = "usage: check_store.py evidence.db [--head HASH]"
LAWFUL = {"erase", "retention", "import purged"}


def canonical(value):
    """The JSON of RFC 8785, for values without fractions."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def root(leaves):
    return hashlib.sha256(b"".join(sorted(leaves))).hexdigest()


def chain(store, differs):
    """Returns the entries as (number, kind, body), after recomputing every hash."""
    entries, previous = [], FIRST
    for expected, row in enumerate(store.execute("SELECT * FROM ledger ORDER BY number"), 1):
        if row["number"] != expected:
            differs.append(f"ledger entry {expected} is missing")
            return entries
        try:
            body, actor = json.loads(row["body"]), json.loads(row["actor"])
        except ValueError:
            differs.append(f"ledger entry {expected} cannot be read")
            return entries
        entry = {"number": expected, "at": row["at"], "actor": actor, "kind": row["kind"], "body": body}
        previous = hashlib.sha256(previous.encode() + canonical(entry)).hexdigest()
        if previous != row["hash"]:
            differs.append(f"ledger entry {expected} does not have the hash that it gives")
            return entries
        entries.append((expected, row["kind"], body))
    return entries


def records(store, differs):
    for row in store.execute("SELECT number, salt, body, commitment FROM records WHERE withdrawn = 0"):
        made = hashlib.sha256((row["salt"] or b"") + (row["body"] or "").encode()).hexdigest()
        if made != row["commitment"]:
            differs.append(f"record {row['number']} differs from its commitment")


def statements(entries, differs):
    """Returns the last statement of each group, and what each entry says was destroyed."""
    last, gone = {}, {}
    for number, kind, body in entries:
        for table, lines in body.get("guarded", {}).items():
            for home, rows, of, after, *found in lines:
                if last.get((table, home), (0,))[0] != after or found:
                    differs.append(f"{table} of {home}: entry {number} found them otherwise than stated before")
                last[table, home] = (number, rows, of)
        if kind in LAWFUL:
            for table, lines in body.get("gone", {}).items():
                gone.update({(number, table, home): (rows, of) for home, rows, of in lines})
        if kind == "adopted" and any(body["differed"].values()):
            differs.append(f"entry {number}: the store differed before it was guarded")
    return last, gone


def leaves_of(store, table, differs):
    """Yields (home, leaf) of each row, after recomputing the leaf."""
    home = HOMES[table]
    for row in store.execute(f"SELECT * FROM {table}"):
        row = dict(row)
        proof = row.pop("proof") or b""
        values = {name: {"hex": value.hex()} if isinstance(value, bytes) else value for name, value in row.items()}
        leaf = hashlib.sha256(proof[:16] + canonical(values)).digest()
        if leaf != proof[16:]:
            named = ("number", "id", "case_id", "draw", "import", "what", "row", "extract")
            keys = [str(values[name]) for name in named if name in values]
            differs.append(f"{table}: the row {' '.join(keys)} differs from its leaf")
        yield "all" if home is None else str(row[home]), proof[16:]


def objects(store, differs):
    """What the file has that changes answers without a row being changed, or that nobody knows."""
    known = HOMES.keys() | OTHERS
    for name, kind in store.execute("SELECT name, type FROM sqlite_schema"):
        is_own = name.startswith("sqlite_") and kind in ("table", "index")
        if kind in ("trigger", "view") or (kind == "table" and not is_own and name not in known):
            differs.append(f"an unknown {kind} in the file: {name}")


def arguments():
    """Returns the path and the hash to look for, which may be None."""
    match sys.argv[1:]:
        case [path]:
            return path, None
        case [path, "--head", head]:
            return path, head
        case _:
            sys.exit(USAGE)


def main():
    path, head = arguments()
    store = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    store.row_factory = sqlite3.Row
    differs = []
    objects(store, differs)
    entries = chain(store, differs)
    records(store, differs)
    last, named = statements(entries, differs)
    groups, gone = defaultdict(list), defaultdict(list)
    for row in store.execute("SELECT * FROM gaps"):
        groups[row["tbl"], row["home"]].append(row["leaf"])
        gone[row["entry"], row["tbl"], row["home"]].append(row["leaf"])
    if {place: (len(leaves), root(leaves)) for place, leaves in gone.items()} != named:
        differs.append("the gaps are not those that the entries name")
    for table in HOMES:
        for home, leaf in leaves_of(store, table, differs):
            groups[table, home].append(leaf)
    for group in sorted(groups.keys() | last.keys()):
        number, rows, of = last.get(group, (0, 0, root([])))
        if (len(groups[group]), root(groups[group])) != (rows, of):
            differs.append(f"{group[0]} of {group[1]}: not the rows that entry {number} states")
    hashes = {row["hash"] for row in store.execute("SELECT hash FROM ledger")}
    if head is not None and head not in hashes:
        differs.append(f"no entry has the hash {head}: the ledger was cut off or written anew")
    for line in differs:
        print(line)
    if not differs:
        rows = sum(map(len, groups.values()))
        print(f"{len(entries)} entries, {len(groups)} groups and {rows} leaves are as the ledger says")
    sys.exit(1 if differs else 0)


if __name__ == "__main__":
    main()
