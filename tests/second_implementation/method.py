"""The published method `assay/1` in plain Python: tickets, allocation, selection, second reads, reserves.

Written from the method's text alone and without any package, so that an auditor may read it beside the
method and trust it. Whole fractions decide here where the program compares integer cross-products.
"""

import hashlib
import struct
from collections import Counter, defaultdict
from fractions import Fraction


def sha(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def key(seed, draw, purpose):
    return sha(f"{seed}|{draw}|{purpose}")


def by_bytes(text):
    return text.encode("utf-8")


# -- the frozen list -----------------------------------------------------------------------------------


class Row:
    """One line of frame.tsv."""

    def __init__(self, line):
        self.case, self.stratum, self.unit, self.status, self.cap, self.key = line.split("\t")


def read_frame(data):
    text = data.decode("utf-8")
    assert text.endswith("\n"), "frame.tsv does not end with a line feed"
    rows = [Row(line) for line in text[:-1].split("\n")]
    ids = [by_bytes(row.case) for row in rows]
    assert ids == sorted(set(ids)), "frame.tsv is not in byte order, or has a case twice"
    return rows


# -- allocation ----------------------------------------------------------------------------------------


def seats(claims, n):
    """claims: (name, size, floor, weight) of each stratum; returns the seats in the same order."""
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
                by_bytes(claims[i][0]),
            ),
        )
        held[best] += 1
    return held


def allocate(sizes, n, rules):
    if rules["allocation"] == "fixed":
        given = rules["fixed"]
        assert all(count <= sizes.get(name, 0) for name, count in given.items()), "fixed above N_h"
        return {name: given.get(name, 0) for name in sizes}
    names = sorted(sizes, key=by_bytes)
    floors = {name: min(rules["minimum"], sizes[name]) for name in names}
    assert sum(floors.values()) <= n, "the minima exceed n"
    if rules["nested"]:
        return nested(names, sizes, floors, n, rules["allocation"])
    weight = {
        "proportional": lambda s: sizes[s],
        "equal": lambda s: 1,
        "neyman": lambda s: sizes[s] * rules["weights"].get(s, 500_000),
    }[rules["allocation"]]
    claims = [(s, sizes[s], floors[s], weight(s)) for s in names]
    return dict(zip(names, seats(claims, n)))


def nested(names, sizes, floors, n, method, depth=0):
    if len(names) == 1:
        return {names[0]: min(n, sizes[names[0]])}
    branches = defaultdict(list)
    for name in names:
        parts = name.split(" / ")
        branches[parts[depth] if depth < len(parts) else ""].append(name)
    values = sorted(branches, key=by_bytes)
    claims = []
    for value in values:
        size = sum(sizes[s] for s in branches[value])
        floor = sum(floors[s] for s in branches[value])
        claims.append((value, size, floor, size if method == "proportional" else 1))
    result = {}
    for value, got in zip(values, seats(claims, n)):
        result.update(nested(branches[value], sizes, floors, got, method, depth + 1))
    return result


# -- selection by tickets ------------------------------------------------------------------------------


class Unit:
    """A case, or a family with its eligible children."""

    def __init__(self, rows, ticket):
        rows = sorted(rows, key=lambda row: by_bytes(row.case))
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


def by_tickets(seed, draw_id, rows, n, rules):
    s = key(seed, draw_id, "select")
    groups = defaultdict(list)
    for row in rows:
        groups[row.case if rules["unit"] == "case" else row.unit].append(row)
    strata = defaultdict(list)
    for unit_id, members in groups.items():
        unit = Unit(members, sha(s + unit_id))
        strata[unit.stratum].append(unit)
    sizes = {name: len(members) for name, members in strata.items()}
    got = allocate(sizes, min(n, sum(sizes.values())), rules)

    def audited(unit):
        if rules["unit"] == "whole_family" or len(unit.cases) == 1:
            return unit.cases
        return [min(unit.cases, key=lambda case: sha(s + case))]

    def drawn(units):
        return [{"case_id": c, "ticket": unit.ticket} for unit in units for c in audited(unit)]

    result = []
    for name in sorted(strata, key=by_bytes):
        line = order(strata[name], rules["cap"])
        selected, rest = line[: got[name]], line[got[name] :]
        highest = max((unit.ticket for unit in selected), default="")
        passed = sorted((u for u in rest if u.ticket < highest), key=lambda u: u.ticket)
        result.append(
            {
                "stratum": name,
                "eligible": sizes[name],
                "n": got[name],
                "cutoff_ticket": rest[0].ticket if rest else None,
                "selected": drawn(selected),
                "reserves": drawn(rest[: rules["reserves"]]),
                "passed_over": [c for unit in passed for c in audited(unit)],
            }
        )
    return result


# -- every case, and even steps ------------------------------------------------------------------------


def without_tickets(name, size, cases):
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
    names = sorted(strata, key=by_bytes)
    return [without_tickets(name, len(strata[name]), strata[name]) for name in names]


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
    return sorted(rows, key=lambda row: (by_bytes(row.key), by_bytes(row.case)))


def systematic(seed, draw_id, rows, n):
    line = walk(rows)
    total = len(line)
    n = min(n, total)
    raw = hashlib.sha256(f"{seed}|{draw_id}|systematic".encode("utf-8")).digest()
    limit = 2**64 - 2**64 % total
    start = next(x for x in chacha20_words(raw) if x < limit) % total
    cases = [line[(start + j * total) // n].case for j in range(n)]
    return [without_tickets("all", total, cases)]


# -- the whole -----------------------------------------------------------------------------------------


def draw(seed, draw_id, rows, n, rules):
    """The strata of a draw of n from the eligible rows."""
    if rules["selection"] == "tickets":
        return by_tickets(seed, draw_id, rows, n, rules)
    if rules["selection"] == "every_case":
        return every_case(rows)
    return systematic(seed, draw_id, rows, n)


def second_reads(seed, draw_id, strata, m):
    s = key(seed, draw_id, "second-read")
    cases = [d["case_id"] for stratum in strata for d in stratum["selected"]]
    return sorted(cases, key=lambda case: sha(s + case))[:m]
