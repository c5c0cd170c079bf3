#!/usr/bin/env python3
"""Writes the tables of `measures.sh`: cases and events, or (given a draw's folder) its returns. Seeded."""

import csv
import datetime
import json
import random
import sys

CHILDREN = 100_000
DOMAINS = ["Assessment", "Planning", "Visits and recording", "Child's voice", "Supervision",
           "Meetings", "Permanence", "Health"]
TEAMS = [f"Team {n}" for n in range(1, 41)]
PLANS = ["child in need", "child protection", "looked after"]
DAY = datetime.date(2025, 1, 1)


def child(n):
    return f"C{n:06}", TEAMS[n % 40], PLANS[n % 3], f"Worker {n % 4000}"


def write(path, header, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(header)
        out.writerows(rows)


def day(rng, most):
    return (DAY + datetime.timedelta(days=rng.randrange(most))).isoformat()


def tables(folder):
    rng = random.Random(1)
    everyone = [child(n) for n in range(CHILDREN)]
    write(f"{folder}/cases.csv", ["case_id", "team", "plan_type", "worker", "start_date"],
          ((i, t, p, w, "2024-06-01") for i, t, p, w in everyone))
    write(f"{folder}/plans.csv", ["case_id", "plan_type", "start_date", "end_date", "team"],
          ((i, p, day(rng, 200), "", t) for i, t, p, _ in everyone))
    write(f"{folder}/visits.csv",
          ["case_id", "date", "visit_type", "seen", "seen_alone", "team", "worker"],
          ((i, day(rng, 660), p, "yes", rng.choice(["yes", "no"]), t, w)
           for i, t, p, w in everyone for _ in range(7)))
    write(f"{folder}/meetings.csv",
          ["case_id", "held_on", "meeting_type", "written_up_on", "distributed_on", "team"],
          ((i, held, "core group", held, held if n % 3 else "", t)
           for n, (i, t, _, _) in enumerate(everyone * 2) for held in [day(rng, 660)]))


def returns(folder, draw):
    manifest = json.load(open(f"{draw}/manifest.json", encoding="utf-8"))
    ident = manifest["draw_id"]
    rng = random.Random(ident)
    cases = [c["case_id"] for s in manifest["strata"] for c in s["selected"]]
    words = ["outstanding", "good", "good", "requires improvement", "requires improvement",
             "inadequate"]

    def rows():
        for case in cases:
            overall = rng.choice(words)
            auditor = f"auditor{rng.randrange(40)}"
            for domain in DOMAINS:
                yield (ident, case, auditor, ident[:7], "monthly", "2025", overall, domain,
                       rng.randrange(2, 10), "Seen alone; the plan has dates and owners.")

    write(f"{folder}/returns.csv", ["draw_id", "case_id", "auditor", "month", "audit_type", "tool",
                                    "overall", "domain", "score", "comment"], rows())


if len(sys.argv) > 2:
    returns(sys.argv[1], sys.argv[2])
else:
    tables(sys.argv[1])
