#!/usr/bin/env python3
"""A second implementation of the published method `assay/1`, in plain Python without any package.

It reads a draw's manifest.json and the frame.tsv beside it, draws again, and says where they differ.
Nothing here is taken over from the program: an auditor may read it beside the method and trust it.

    python3 check_draw.py DRAW_FOLDER...        exit code 0: the cases are the ones; 1: they are not
"""

import hashlib
import json
import struct
import sys
from collections import Counter, defaultdict
from fractions import Fraction
from pathlib import Path


def sha(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def key(seed, draw, purpose):
    return sha(f"{seed}|{draw}|{purpose}")


class Row:
    def __init__(self, line):
        self.case, self.stratum, self.unit, self.status, self.cap, self.key = line.split("\t")


def read_frame(data):
    text = data.decode("utf-8")
    assert text.endswith("\n"), "frame.tsv does not end with a line feed"
    rows = [Row(line) for line in text[:-1].split("\n")]
    ids = [row.case.encode("utf-8") for row in rows]
    assert ids == sorted(set(ids)), "frame.tsv is not in byte order, or has a case twice"
    return rows


# -- allocation: exact fractions here, integer cross-products there -----------------------------------


def seats(claims, n):
    """claims: list of (name, size, floor, weight); returns the seats in the same order."""
    held = [floor for _, _, floor, _ in claims]
    for _ in range(n - sum(held)):
        open_ = [i for i, (_, size, _, _) in enumerate(claims) if held[i] < size]
        if not open_:
            break
        best = min(
            open_,
            key=lambda i: (
                -Fraction(claims[i][3], 2 * held[i] + 1),
                -claims[i][1],
                claims[i][0].encode("utf-8"),
            ),
        )
        held[best] += 1
    return held


def allocate(sizes, n, rules):
    minimum = rules["minimum"]
    names = sorted(sizes, key=lambda s: s.encode("utf-8"))
    floors = {name: min(minimum, sizes[name]) for name in names}
    assert sum(floors.values()) <= n, "the minima exceed n"
    method = rules["method"]
    if rules["nested"]:
        return nested(names, sizes, floors, n, method)
    weight = {
        "proportional": lambda s: sizes[s],
        "equal": lambda s: 1,
        "neyman": lambda s: sizes[s] * rules["weights"].get(s, 500_000),
    }[method]
    claims = [(s, sizes[s], floors[s], weight(s)) for s in names]
    return dict(zip(names, seats(claims, n)))


def nested(names, sizes, floors, n, method, depth=0):
    if len(names) == 1:
        return {names[0]: min(n, sizes[names[0]])}
    branches = defaultdict(list)
    for name in names:
        parts = name.split(" / ")
        branches[parts[depth] if depth < len(parts) else ""].append(name)
    values = sorted(branches, key=lambda s: s.encode("utf-8"))
    claims = []
    for value in values:
        size = sum(sizes[s] for s in branches[value])
        floor = sum(floors[s] for s in branches[value])
        claims.append((value, size, floor, size if method == "proportional" else 1))
    result = {}
    for value, got in zip(values, seats(claims, n)):
        result.update(nested(branches[value], sizes, floors, got, method, depth + 1))
    return result


# -- selection by tickets ----------------------------------------------------------------------------


class Unit:
    def __init__(self, rows, ticket):
        rows = sorted(rows, key=lambda row: row.case.encode("utf-8"))
        self.cases = [row.case for row in rows]
        self.stratum, self.cap, self.ticket = rows[0].stratum, rows[0].cap, ticket


def order(units, cap):
    by_ticket = sorted(units, key=lambda unit: unit.ticket)
    tickets = [unit.ticket for unit in by_ticket]
    assert len(tickets) == len(set(tickets)), "two units have one ticket"
    if cap is None:
        return by_ticket
    had, first, others = Counter(), [], []
    for unit in by_ticket:
        blank = unit.cap in ("", "(blank)")
        if blank or had[unit.cap] < cap["k"]:
            had[unit.cap] += 1
            first.append(unit)
        else:
            others.append(unit)
    return first + others


def draw_by_tickets(manifest, rows, n):
    s = key(manifest["seed"]["text"], manifest["draw_id"], "select")
    groups = defaultdict(list)
    for row in rows:
        groups[row.case if manifest["unit"] == "case" else row.unit].append(row)
    units = [Unit(members, sha(s + unit)) for unit, members in groups.items()]
    whole = any(len(m["selected"]) != m["n"] for m in manifest["strata"])
    strata = defaultdict(list)
    for unit in units:
        strata[unit.stratum].append(unit)
    sizes = {name: len(members) for name, members in strata.items()}
    rules = manifest["allocation"]
    if rules["method"] == "fixed":
        got = {m["stratum"]: m["n"] for m in manifest["strata"]}
    else:
        got = allocate(sizes, n, rules)

    def cases(unit):
        if whole or len(unit.cases) == 1:
            return unit.cases
        return [min(unit.cases, key=lambda case: sha(s + case))]

    def drawn(part):
        return [{"case_id": c, "ticket": unit.ticket} for unit in part for c in cases(unit)]

    orders = {name: order(members, rules["cap"]) for name, members in strata.items()}
    ticket_units = {c: u.ticket for u in units for c in u.cases}
    reserves = max(
        (len({ticket_units.get(r["case_id"]) for r in m["reserves"]}) for m in manifest["strata"]),
        default=0,
    )
    result = []
    for name in sorted(strata, key=lambda s: s.encode("utf-8")):
        line, count = orders[name], got[name]
        selected, rest = line[:count], line[count:]
        highest = max((unit.ticket for unit in selected), default="")
        passed = sorted((u for u in rest if u.ticket < highest), key=lambda u: u.ticket)
        result.append(
            {
                "stratum": name,
                "eligible": sizes[name],
                "n": count,
                "cutoff_ticket": rest[0].ticket if rest else None,
                "selected": drawn(selected),
                "reserves": drawn(rest[:reserves]),
                "passed_over": [c for unit in passed for c in cases(unit)],
            }
        )
    return result


# -- every case, and even steps ------------------------------------------------------------------------


def stratum_without_tickets(name, size, cases):
    return {
        "stratum": name,
        "eligible": size,
        "n": len(cases),
        "cutoff_ticket": None,
        "selected": [{"case_id": case, "ticket": None} for case in cases],
        "reserves": [],
        "passed_over": [],
    }


def every_case(rows):
    strata = defaultdict(list)
    for row in rows:
        strata[row.stratum].append(row.case)
    names = sorted(strata, key=lambda s: s.encode("utf-8"))
    return [stratum_without_tickets(name, len(strata[name]), strata[name]) for name in names]


def quarter_round(x, a, b, c, d):
    for p, q, r, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
        x[p] = (x[p] + x[q]) & 0xFFFFFFFF
        x[r] ^= x[p]
        x[r] = ((x[r] << turn) | (x[r] >> (32 - turn))) & 0xFFFFFFFF


def chacha20_words(key_bytes):
    """The key stream as 64-bit little-endian words: 20 rounds, stream 0, counter from 0."""
    counter = 0
    while True:
        start = list(struct.unpack("<4I", b"expand 32-byte k")) + list(struct.unpack("<8I", key_bytes))
        start += [counter & 0xFFFFFFFF, counter >> 32, 0, 0]
        x = start[:]
        for _ in range(10):
            for a, b, c, d in ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15)):
                quarter_round(x, a, b, c, d)
            for a, b, c, d in ((0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)):
                quarter_round(x, a, b, c, d)
        block = struct.pack("<16I", *[(p + q) & 0xFFFFFFFF for p, q in zip(x, start)])
        yield from struct.unpack("<8Q", block)
        counter += 1


def walk(rows):
    return sorted(rows, key=lambda row: (row.key.encode("utf-8"), row.case.encode("utf-8")))


def systematic(manifest, rows, n):
    line = walk(rows)
    total = len(line)
    raw = hashlib.sha256(
        f"{manifest['seed']['text']}|{manifest['draw_id']}|systematic".encode("utf-8")
    ).digest()
    limit = 2**64 - 2**64 % total
    start = next(x for x in chacha20_words(raw) if x < limit) % total
    cases = [line[(start + j * total) // n].case for j in range(n)]
    return [stratum_without_tickets("all", total, cases)]


def draw(manifest, rows, n):
    if manifest["selection"] == "tickets":
        return draw_by_tickets(manifest, rows, n)
    if manifest["selection"] == "every-case":
        return every_case(rows)
    return systematic(manifest, rows, n)


# -- the checks ----------------------------------------------------------------------------------------


def second_reads(manifest, strata):
    s = key(manifest["seed"]["text"], manifest["draw_id"], "second-read")
    cases = [d["case_id"] for stratum in strata for d in stratum["selected"]]
    return sorted(cases, key=lambda case: sha(s + case))[: len(manifest["second_read"])]


def replacements(manifest, rows):
    used = set()
    for entry in manifest["replacements"]:
        later = [
            e
            for e in manifest["extensions"]
            if e["at"] > entry["at"] or (e["at"] == entry["at"] and entry["reason"] != "extension")
        ]
        n = later[0]["from_n"] if later else sum(m["n"] for m in manifest["strata"])
        strata = draw(manifest, rows, n)
        selected = {d["case_id"] for m in strata for d in m["selected"]}
        if manifest["selection"] == "systematic":
            ids = [row.case for row in walk(rows)]
            place = ids.index(entry["case_id"])
            line = ids[place:] + ids[:place]
            expected = next(c for c in line if c not in selected and c not in used)
        else:
            (stratum,) = [
                m
                for m in strata
                if entry["case_id"] in [d["case_id"] for d in m["selected"] + m["reserves"]]
            ]
            expected = next(d["case_id"] for d in stratum["reserves"] if d["case_id"] not in used)
        if expected != entry["replaced_by"]:
            yield f"replacement of {entry['case_id']}: expected {expected}, found {entry['replaced_by']}"
        used.add(entry["replaced_by"])


def differences(manifest, frame_bytes):
    if manifest["method"] != "assay/1":
        yield f"another method: {manifest['method']}"
        return
    if hashlib.sha256(frame_bytes).hexdigest() != manifest["frame"]["sha256"]:
        yield "frame.tsv has another digest than the frozen list"
    if sha(manifest["plan"]["text"]) != manifest["plan"]["sha256"]:
        yield "the plan's text has another digest"
    if manifest["seed"]["recorded_at"] < manifest["frozen_at"]:
        yield "the seed was recorded before the freeze"
    everything = read_frame(frame_bytes)
    counts = Counter(row.status for row in everything)
    rows = [row for row in everything if row.status == "eligible"]
    said = manifest["frame"]
    if said["cases"] != len(everything) or said["eligible"] != counts.pop("eligible", 0):
        yield "the list has other counts than the manifest says"
    if said["excluded"] != dict(counts):
        yield "the list leaves out other cases than the manifest says"
    n = sum(m["n"] for m in manifest["strata"])
    expected = draw(manifest, rows, n)
    if len(expected) != len(manifest["strata"]):
        yield f"{len(expected)} strata expected, {len(manifest['strata'])} found"
    for want, found in zip(expected, manifest["strata"]):
        for name, value in want.items():
            if found[name] != value:
                yield f"stratum {want['stratum']}, {name}: expected {value}, found {found[name]}"
    first = manifest["extensions"][0]["from_n"] if manifest["extensions"] else n
    if second_reads(manifest, draw(manifest, rows, first)) != manifest["second_read"]:
        yield "other cases are read twice"
    yield from replacements(manifest, rows)


def main(folders):
    failed = False
    for folder in map(Path, folders):
        manifest_bytes = (folder / "manifest.json").read_bytes()
        manifest = json.loads(manifest_bytes)
        written = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
        found = list(differences(manifest, (folder / "frame.tsv").read_bytes()))
        if written.encode("utf-8") != manifest_bytes:
            found.append("manifest.json is not two-space indented JSON with one line feed at the end")
        for difference in found:
            print(f"{folder}: {difference}")
        if not found:
            cases = sum(len(m["selected"]) for m in manifest["strata"])
            print(f"{folder}: the same {cases} cases")
        failed = failed or bool(found)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
