"""The other side of `benches/sampling`: the data, DuckDB, `consistent_sampler`, and the comparisons."""

import csv
import hashlib
import heapq
import json
import os
import platform
import subprocess
import sys
from datetime import date
from pathlib import Path

STRATA = 60


def write_list(path, rows):
    """About 37 bytes a row: an id, one of 60 teams, a worker, a date; in no order of the ids."""
    if path.exists():
        return
    partial = path.with_suffix(".part")
    with open(partial, "w", encoding="ascii", newline="") as file:
        file.write("case_id,team,worker,start_date\n")
        for first in range(0, rows, 100_000):
            file.write(
                "".join(
                    f"{i * 7919 % 10_000_019:08d},Team {i * 48_271 % 65_537 % STRATA:02d},Worker {i % 907:03d},"
                    f"2026-{i % 12 + 1:02d}-{i % 28 + 1:02d}\n"
                    for i in range(first, first + 100_000)
                )
            )
    partial.rename(path)


def data(folder):
    folder = Path(folder)
    write_list(folder / "1m.csv", 1_000_000)
    write_list(folder / "10m.csv", 10_000_000)
    plans = ["children in need", "child protection", "looked after"]
    with open(folder / "3000.csv", "w", encoding="ascii") as file:
        file.write("case_id,plan_type,team,worker,start_date\n")
        for i in range(3000):
            plan = plans[i * i % 7 % 3]
            file.write(f"{i * 37:06d},{plan},Team {i % 11},Worker {i % 140},2026-0{i % 8 + 1}-01\n")
    with open(folder / "auditors.csv", "w", encoding="ascii") as file:
        file.write("name,login,team,manager,capacity,cleared\n")
        for i in range(20):
            team = f"Team {i % 11}" if i % 2 else "Quality"
            file.write(f"Auditor {i},a{i},{team},Head,{8 + i % 3},yes\n")


def key(seed):
    return hashlib.sha256(f"{seed}|sample|select".encode()).hexdigest()


def duckdb_rows(path, seed, strata):
    import duckdb

    ticket = f"sha256('{key(seed)}' || case_id)"
    source = f"read_csv('{path}', all_varchar = true)"
    if not strata:
        return duckdb.sql(f"SELECT case_id, {ticket} AS t FROM {source} ORDER BY t LIMIT 100").fetchall()
    return duckdb.sql(
        f"SELECT team, case_id, t FROM (SELECT team, case_id, {ticket} AS t, row_number() OVER"
        f" (PARTITION BY team ORDER BY {ticket}) AS place FROM {source}) WHERE place <= 300"
        " ORDER BY team, t"
    ).fetchall()


def consistent(path, seed):
    from consistent_sampler import sampler

    with open(path, encoding="ascii", newline="") as file:
        ids = [line[0] for line in csv.reader(file)][1:]
    return list(sampler(ids, seed=seed, take=100, output="id"))


def agree(one, ten, seed):
    """Our draws are DuckDB's; and `consistent_sampler` takes the ids that its own definition names."""
    with open(one, encoding="ascii", newline="") as file:
        ours = [(row["case_id"], row["ticket"]) for row in csv.DictReader(file)]
    assert ours == duckdb_rows("1m.csv", seed, strata=False), "1m.csv: another draw than DuckDB's"
    place = {}
    for team, case, ticket in duckdb_rows("10m.csv", seed, strata=True):
        place.setdefault(team, []).append((case, ticket))
    count = 0
    with open(ten, encoding="ascii", newline="") as file:
        for row in csv.DictReader(file):
            expected = place[row["stratum"]][int(row["order"]) - 1]
            assert (row["case_id"], row["ticket"]) == expected, f"10m.csv: {row} is not {expected}"
            count += 1
    assert count == 6000, count
    print(f"1,000,000 rows: the same 100 as DuckDB; 10,000,000 rows: the same {count} in {len(place)} strata")
    s = hashlib.sha256(seed.encode()).hexdigest()

    def fraction(case):
        digest = hashlib.sha256((s + case).encode()).digest()
        return str(int.from_bytes(digest, "big"))[::-1]

    with open("1m.csv", encoding="ascii", newline="") as file:
        ids = [line[0] for line in csv.reader(file)][1:]
    lowest = heapq.nsmallest(100, ids, key=fraction)
    assert lowest == consistent("1m.csv", seed), "consistent_sampler takes other ids"
    print("consistent_sampler: the 100 ids that the same kind of pre-image leads to, in its own order")


def peak_megabytes(command):
    code = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL,"
        " stderr=subprocess.DEVNULL); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", code, *command], capture_output=True, text=True, check=True)
    return int(done.stdout) / 1024


def machine():
    model = flags = ""
    for line in open("/proc/cpuinfo", encoding="ascii"):
        name, _, value = line.partition(":")
        model = value.strip() if name.strip() == "model name" else model
        flags = value.split() if name.strip() == "flags" else flags
    sha = "with" if "sha_ni" in flags else "without"
    return f"{model}, {os.cpu_count()} processors, {sha} SHA extensions, {platform.system()}"


def table(assay, seed):
    sample = "`sample`, 10,000,000 rows, 60 strata"
    size = Path("1m.csv").stat().st_size / 1e6
    rows = [
        ("one", f"`sample`, 1,000,000 rows ({size:.0f} MB), n = 100", "at most 0.25 s"),
        ("ten", f"{sample}, n = 600", "at most 2.5 s"),
        ("ten-more", f"{sample}, n = 6,000", "at most 2.5 s"),
        ("draw", "`draw` of 104 from 3,000 cases, 20 auditors assigned", "under 0.05 s"),
        ("scan-one", "bare scan of the 1,000,000 rows, every field, by our reader", ""),
        ("scan-ten", "bare scan of the 10,000,000 rows, the same", ""),
        ("ten-alone", f"{sample}, n = 600, on one processor", ""),
        ("scan-alone", "bare scan of the 10,000,000 rows, on one processor", ""),
        ("duckdb-one", "DuckDB, 1,000,000 rows, `ORDER BY sha256(…) LIMIT 100`", ""),
        ("duckdb-ten", "DuckDB, 10,000,000 rows, the lowest 300 of each stratum", ""),
        ("consistent-sampler", "`consistent_sampler`, 1,000,000 rows, take 100", ""),
    ]
    figures = {name: json.load(open(f"{name}.json", encoding="utf-8"))["results"][0] for name, _, _ in rows}
    memory = peak_megabytes(
        [assay, "sample", "10m.csv", "--id-column", "case_id", "--n", "6000", "--strata", "team", "--seed", seed]
    )
    load = open("/proc/loadavg", encoding="ascii").read().split()[0]
    threads = os.cpu_count()
    print(f"\n{date.today()}, {machine()}; load at the end {load}, of which about {threads} is DuckDB's own.")
    print(f"`sample` and the scan both use {threads} threads where nothing else is said.\n")
    print("| what | on the clock, median | fastest to slowest | processor | target |\n|---|---|---|---|---|")
    for name, what, wanted in rows:
        f = figures[name]
        spent = f["user"] + f["system"]
        print(f"| {what} | {f['median']:.3f} s | {f['min']:.3f} to {f['max']:.3f} s | {spent:.2f} s | {wanted} |")
    print("\n| compared with | on the clock | by processor time | target |\n|---|---|---|---|")

    def ratio(slow, fast):
        spent = [figures[name]["user"] + figures[name]["system"] for name in (slow, fast)]
        return figures[slow]["median"] / figures[fast]["median"], spent[0] / spent[1]

    for what, other, ours, wanted in [
        ("DuckDB, 1,000,000 rows", "duckdb-one", "one", "at least 4 times faster"),
        ("DuckDB, 10,000,000 rows, n = 600", "duckdb-ten", "ten", "at least 4 times faster"),
        ("DuckDB, 10,000,000 rows, n = 6,000", "duckdb-ten", "ten-more", "at least 4 times faster"),
        ("`consistent_sampler`", "consistent-sampler", "one", "at least 20 times faster"),
    ]:
        clock, spent = ratio(other, ours)
        print(f"| {what} | {clock:.1f} times faster | {spent:.1f} | {wanted} |")
    for what, ours, scan in [
        ("bare scan, 1,000,000 rows, n = 100, no strata", "one", "scan-one"),
        ("bare scan, 10,000,000 rows, n = 600, 60 strata", "ten", "scan-ten"),
        ("bare scan, the same, both on one processor", "ten-alone", "scan-alone"),
        ("bare scan on one processor, our sample on all", "ten", "scan-alone"),
    ]:
        clock, spent = ratio(ours, scan)
        print(f"| {what} | {clock:.2f} times its time | {spent:.2f} | at most 2 times |")
    print(f"| memory at 10,000,000 rows, n = 6,000 | {memory:.0f} MB at its peak | | under 300 MB |")


def main(what, *arguments):
    if what == "data":
        data(*arguments)
    elif what == "agree":
        agree(*arguments)
    elif what == "table":
        table(*arguments)
    elif what == "duckdb":
        print(len(duckdb_rows(*arguments, strata=False)))
    elif what == "duckdb-strata":
        print(len(duckdb_rows(*arguments, strata=True)))
    elif what == "consistent-sampler":
        print(len(consistent(*arguments)))


if __name__ == "__main__":
    main(*sys.argv[1:])
