"""Makes the comments that benches/comments times, times what the program does with them, and does the same work
with SQLite's FTS5. `run` prints one Markdown table."""

import csv
import os
import platform
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from itertools import accumulate
from pathlib import Path

STARTER = Path(__file__).resolve().parent.parent / "crates/comments/starter"
PHRASES = ["care plan", "core group", "social worker", "not recorded", "not written up", "on file", "no record", "case notes",
           "team manager", "direct work", "home visit", "risk assessment", "management oversight", "missing episode", "written up",
           "not seen", "was held", "his views", "child protection", "supervision notes"]
RETAGGED = 100_000


def data(path, count):
    words = Counter()
    for file in sorted(STARTER.glob("*.csv")):
        with open(file, newline="", encoding="utf-8") as text:
            for row in csv.DictReader(text):
                words.update(re.findall(r"[a-z]+(?:'[a-z]+)?", row["comment"].lower()))
    listed = sorted(words)
    weights = list(accumulate(words[word] for word in listed))
    rng = random.Random(1)
    months = [f"2026-{m:02}" for m in range(1, 13)]
    with open(path, "w", encoding="utf-8") as out:
        out.write("comment_id,case_id,month,team,auditor,comment\n")
        for number in range(count):
            chosen = rng.choices(listed, cum_weights=weights, k=40)
            chosen[12] += "."
            chosen[26] += "."
            text = " ".join(chosen).capitalize()
            out.write(f"c{number},{number % 5000},{months[rng.randrange(12)]},CIN {number % 12},"
                      f"a{number % 30},{text}.\n")


def timed(command, **kept):
    """Seconds on the clock and the peak of memory in MB of one command."""
    begun = time.perf_counter()
    child = subprocess.Popen([str(part) for part in command], **kept)
    _, status, used = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"failed: {' '.join(map(str, command))}")
    return time.perf_counter() - begun, used.ru_maxrss / 1024


def fts(source, path):
    path.unlink(missing_ok=True)
    base = sqlite3.connect(path)
    base.execute("CREATE VIRTUAL TABLE c USING fts5(comment, month UNINDEXED, team UNINDEXED, tokenize='porter')")
    begun = time.perf_counter()
    with open(source, newline="", encoding="utf-8") as file, base:
        rows = csv.DictReader(file)
        base.executemany("INSERT INTO c VALUES (?, ?, ?)", ((r["comment"], r["month"], r["team"]) for r in rows))
    return time.perf_counter() - begun, base


def fts_queries(base):
    took = []
    for round_ in range(2):
        for phrase in PHRASES:
            begun = time.perf_counter()
            quoted = f'"{phrase}"'
            base.execute("SELECT rowid FROM c WHERE c MATCH ? ORDER BY rank LIMIT 20", [quoted]).fetchall()
            for facet in ("month", "team"):
                base.execute(f"SELECT {facet}, count(*) FROM c WHERE c MATCH ? GROUP BY {facet}", [quoted]).fetchall()
            if round_:
                took.append((time.perf_counter() - begun) * 1000)
    took.sort()
    return took[len(took) // 2], took[len(took) * 99 // 100]


def figures(command):
    out = subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True).stdout
    return {name: float(value) for name, value in (line.split() for line in out.splitlines())}


def workspace(assay, place, source):
    shutil.rmtree(place, ignore_errors=True)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    timed([assay, "init", place], **quiet)
    imported = timed([assay, "--workspace", place, "import", "comments", source], **quiet)
    indexed = timed([assay, "--workspace", place, "index", "rebuild"], **quiet)
    return imported, indexed


def edit_a_rule(place):
    """Adds a word to a word list, as a reviewer would."""
    rules = place / "themes.yaml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace("  worker: [sw,", "  worker: [caseholder, sw,", 1), encoding="utf-8")


def run(release, folder, count):
    folder.mkdir(parents=True, exist_ok=True)
    assay = release / "assay"
    part = min(count, RETAGGED)
    whole, some = folder / f"words-{count}.csv", folder / f"words-{part}.csv"
    for path, rows in ((whole, count), (some, part)):
        if not path.exists():
            data(path, rows)
    table = []

    def row(what, measured, wanted=""):
        table.append((what, measured, wanted))
        print(f"{what}: {measured}", file=sys.stderr, flush=True)

    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with open(whole, "rb") as text:
        seconds, megabytes = timed([assay, "tag"], stdin=text, **quiet)
    row(f"`assay tag`, all themes over {count:,} comments, cold", f"{seconds:.1f} s, {megabytes:.0f} MB", "30 s, 300 MB")
    with open(some, "rb") as text:
        seconds, megabytes = timed([assay, "tag", "--suggestions"], stdin=text, **quiet)
    row(f"the same with suggestions, {part:,} comments", f"{seconds:.1f} s, {megabytes:.0f} MB")
    place = folder / "comments-bench"
    imported, indexed = workspace(assay, place, whole)
    row(f"`assay import comments`, {count:,}", f"{imported[0]:.1f} s, {imported[1]:.0f} MB")
    row("`assay index rebuild`, themes included", f"{indexed[0]:.1f} s: {count / indexed[0]:,.0f} a second, "
        f"{indexed[1]:.0f} MB", "40,000 a second")
    seconds, base = fts(whole, folder / "fts.db")
    row("SQLite FTS5, the same comments, porter stems", f"{seconds:.1f} s: {count / seconds:,.0f} a second")
    rates = figures([release / "examples/bare_engine", some])
    row(f"index from memory without themes, {part:,}", f"{rates['ours']:,.0f} a second")
    row("bare tantivy with the same fields", f"{rates['bare']:,.0f} a second: ours has "
        f"{rates['ours'] / rates['bare']:.0%} of it", "90%")
    speed = figures([release / "examples/search_speed", place])
    row("a phrase with two facets, open index", f"median {speed['median']:.1f} ms, p99 {speed['p99']:.1f} ms", "p99 10 ms")
    median, worst = fts_queries(base)
    row("the same in FTS5", f"median {median:.0f} ms, p99 {worst:.0f} ms")
    search = [assay, "--workspace", place, "search", '"care plan"', "--facets", "month,team", "--format", "json"]
    seconds = sorted(timed(search, **quiet)[0] for _ in range(9))[4]
    row("the same by `assay search`, whole program", f"median {seconds:.2f} s")
    place = folder / "retag-bench"
    workspace(assay, place, some)
    edit_a_rule(place)
    seconds, _ = timed([assay, "--workspace", place, "themes", "count", "--format", "json"], **quiet)
    row(f"`assay themes count` over {part:,} after an edited rule", f"{seconds:.1f} s", "3 s")
    seconds, _ = timed([assay, "--workspace", place, "search", "theme:not_written_up", "--format", "json"], **quiet)
    row("`assay search` after it: tagged and indexed anew", f"{seconds:.1f} s", "3 s")

    load = os.getloadavg()[0]
    processor = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")),
                     platform.processor())
    print(f"{time.strftime('%Y-%m-%d')}, {processor}, {os.cpu_count()} processors, load {load:.1f} at the end:\n")
    print("| what | measured | target |\n|---|---|---|")
    for cells in table:
        print(f"| {' | '.join(cells)} |".replace("|  |", "| |"))


if __name__ == "__main__":
    verb, *rest = sys.argv[1:]
    if verb == "data":
        data(rest[0], int(rest[1]))
    else:
        run(Path(rest[0]), Path(rest[1]), int(rest[2]))
