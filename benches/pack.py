#!/usr/bin/env python3
"""Five years of data made up and packed, timed: 60 draws of 100 cases (6,000 audits with ten comments
each) and 200,000 events.

    cargo build --release
    python3 benches/pack.py target/release/assay [FOLDER]

With a FOLDER that holds an earlier run only the packs are timed again. Needs GNU time for the memory.
Fails when a pack is slower or larger than these limits: HTML 1 s, all formats 5 s, 300 MB."""

import csv
import datetime
import os
import random
import subprocess
import sys
import time

assay = os.path.abspath(sys.argv[1])
folder = os.path.abspath(sys.argv[2] if len(sys.argv) > 2 else "target/bench-pack")
here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
random.seed(7)
LIMITS = {"html": 1.0, "all": 5.0}
MEMORY = 300
DOMAINS = ["Assessment", "Planning", "Visits and recording", "Child's voice", "Supervision",
           "Management oversight", "Partnership", "Permanence", "Identity", "Impact"]
GRADES = ["outstanding", "good", "requires improvement", "inadequate"]
PLANS = [("children in need", "CIN", 5), ("child protection", "CP", 3), ("looked after", "CIC", 4)]


def run(*arguments, **more):
    done = subprocess.run([assay, "--workspace", folder, *arguments], capture_output=True, text=True, **more)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(arguments)}: {done.stderr}")
    return done


def table(name, header, rows):
    path = os.path.join(folder, name)
    with open(path, "w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(header)
        writer.writerows(rows)
    return path


def months():
    return [(year, month) for year in range(2021, 2027) for month in range(1, 13)
            if (2021, 10) <= (year, month) <= (2026, 9)]


def make():
    subprocess.run([assay, "init", folder], check=True, capture_output=True)
    with open(os.path.join(folder, "plans.yaml"), "w", encoding="utf-8") as out:
        out.write("plans:\n  round:\n    purpose: monthly audit\n    kind: monthly\n    source: children\n"
                  "    n: 100\n    strata: [plan_type]\n    minimum: 2\n    exclude_audited_months: 0\n")
    cases = []
    for i in range(3000):
        plan, team, teams = random.choice(PLANS)
        cases.append((str(1_040_000 + 7 * i), plan, plan.title(), f"{team} {random.randint(1, teams)}",
                      f"Worker {i % 150}", random.randint(0, 17), "2021-01-04"))
    run("import", "cases", table("cases.csv", ["case_id", "plan_type", "service", "team", "worker", "age", "start_date"], cases))
    team_of = {case[0]: case[3] for case in cases}
    run("import", "auditors", table("auditors.csv", ["name", "login"], [(f"Auditor Number{i}", f"a{i}") for i in range(20)]))
    comments = []
    for name in ("own.csv",):
        with open(os.path.join(here, "crates/comments/starter", name), encoding="utf-8") as source:
            comments += [row["comment"] for row in csv.DictReader(source)]
    header = ["draw_id", "case_id", "auditor", "audit_date", "month", "overall", "domain", "score", "comment"]
    for year, month in months():
        draw, day = f"{year}-{month:02}-round", f"{year}-{month:02}-01"
        run("--as-at", day, "freeze", "--plan", "round", "--id", draw)
        run("--as-at", day, "draw", draw)
        with open(os.path.join(folder, "draws", draw, "selection.csv"), encoding="utf-8-sig") as chosen:
            drawn = [row["case"] for row in csv.DictReader(chosen) if row["role"] == "selected"]
        rows = []
        for case in drawn:
            grade, auditor = random.choices(GRADES, [4, 45, 44, 7])[0], f"a{random.randint(0, 19)}"
            for domain in DOMAINS:
                rows.append((draw, case, auditor, f"{year}-{month:02}-10", f"{year}-{month:02}", grade, domain,
                             random.randint(3, 9), random.choice(comments)))
        run("import", "returns", table(f"returns-{draw}.csv", header, rows))
    days = lambda: (datetime.date(2021, 10, 1) + datetime.timedelta(random.randint(0, 1825))).isoformat()
    pick = lambda: random.choice(cases)
    plans = [(c[0], c[1], "2021-09-01", c[3]) for c in cases if c[1] != "looked after"]
    run("import", "events", "--kind", "plans", table("plans.csv", ["case_id", "plan_type", "start_date", "team"], plans))
    homes = [(c[0], "2021-09-01", "U4", "yes") for c in cases if c[1] == "looked after"]
    run("import", "events", "--kind", "placements", table("placements.csv", ["case_id", "start_date", "placement_type", "to_18"], homes))
    visits = [(c[0], days(), c[1], random.choice(["yes"] * 9 + ["no"]), "yes", c[3]) for c in (pick() for _ in range(140_000))]
    run("import", "events", "--kind", "visits", table("visits.csv", ["case_id", "date", "visit_type", "seen", "seen_alone", "team"], visits))
    held = [(f"M{i}", c[0], "core group", days(), c[3]) for i, c in enumerate(pick() for _ in range(30_000))]
    run("import", "events", "--kind", "meetings", table("meetings.csv", ["meeting_id", "case_id", "meeting_type", "held_on", "team"], held))
    sessions = [(days(), f"Worker {random.randint(0, 149)}", "CIN 1", "personal") for _ in range(24_000)]
    run("import", "events", "--kind", "supervision", table("supervision.csv", ["date", "worker", "team", "supervision_type"], sessions))
    staff = [(f"{y}-{m:02}-28", f"Worker {w}", "CIN 1", "1.0", "no", random.randint(8, 24)) for y, m in months() for w in range(60)]
    run("import", "events", "--kind", "workforce", table("workforce.csv", ["date", "worker", "team", "fte", "agency", "caseload"], staff))
    settings = os.path.join(folder, "pack.yaml")
    with open(settings, encoding="utf-8") as source:
        text = source.read()
    with open(settings, "w", encoding="utf-8") as out:
        out.write(text.replace("    months: 12", "    months: 60", 1))


def timed(profile, kind):
    begun = time.perf_counter()
    done = subprocess.run(["/usr/bin/time", "-f", "%M", assay, "--workspace", folder, "--as-at", "2026-09-30",
                           "pack", profile, "--format", kind, "--out", os.path.join(folder, "out")],
                          capture_output=True, text=True)
    took = time.perf_counter() - begun
    if done.returncode:
        sys.exit(done.stderr)
    return took, int(done.stderr.strip().splitlines()[-1]) / 1024


if not os.path.exists(os.path.join(folder, "assay.yaml")):
    begun = time.perf_counter()
    make()
    print(f"made in {time.perf_counter() - begun:.0f} s")
missed = False
for profile in ("visit", "board"):
    for kind in ("html", "all"):
        runs = [timed(profile, kind) for _ in range(3)]
        took, memory = min(run[0] for run in runs), max(run[1] for run in runs)
        missed |= took > LIMITS[kind] or memory > MEMORY
        print(f"{profile:6} {kind:5} {took:.2f} s (best of 3)  {memory:.0f} MB")
sys.exit(1 if missed else 0)
