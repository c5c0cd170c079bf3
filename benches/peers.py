"""The works of `benches/peers`: each compares the answers, then runs assay and its peers in turn, three times each.

`run` prints the tables; the other verbs are the peers that live in Python, each run as a process of its own.
"""

import csv
import json
import os
import random
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from pathlib import Path

import comments
import sampling

ROUNDS = 3
SEED = "73951048273649501827"
PHRASE = ["the", "plan"]
HERE = Path(__file__).resolve()
HELD = HERE.parent.parent / "tests/harness/held.py"


def used(command):
    """Seconds on the clock, seconds of processor and the peak of memory in MB of one command."""
    code, *measured = said([sys.executable, "-I", "-S", HELD, "3600", *command]).split()
    if code not in ("0", "1"):
        sys.exit(f"failed with {code}: {' '.join(map(str, command))}")
    return tuple(map(float, measured))


def said(command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode not in (0, 1):
        sys.exit(f"failed: {' '.join(map(str, command))}: {done.stderr[-300:]}")
    return done.stdout


def peer(verb, *arguments):
    return [sys.executable, HERE, verb, *arguments]


class Tables:
    """What was measured: by work, size and program."""

    def __init__(self):
        self.rows, self.notes = [], []

    def note(self, text):
        self.notes.append(text)
        print(text, file=sys.stderr, flush=True)

    def measure(self, work, size, programs):
        """Runs the programs in turn; each is a list of commands that are one work together."""
        runs = {name: [] for name in programs}
        for _ in range(ROUNDS):
            for name, commands in programs.items():
                parts = [used(command) for command in commands()]
                runs[name].append((sum(p[0] for p in parts), sum(p[1] for p in parts), max(p[2] for p in parts)))
        for name, found in runs.items():
            clock, processor, memory = (statistics.median(run[at] for run in found) for at in range(3))
            self.rows.append((work, size, name, clock, processor, memory))
            print(f"{work}, {size:,}, {name}: {clock:.2f} s, {processor:.2f} s of processor, {memory:.0f} MB", file=sys.stderr, flush=True)

    def of(self, work, size, name):
        return next((row for row in self.rows if row[:3] == (work, size, name)), None)

    def text(self):
        lines = ["| work | rows | program | on the clock | processor | memory | processor, assay = 1 |", "|---|---|---|---|---|---|---|"]
        for work, size, name, clock, processor, memory in self.rows:
            ours = self.of(work, size, "assay")[4]
            lines.append(f"| {work} | {size:,} | {name} | {clock:.2f} s | {processor:.2f} s | {memory:.0f} MB | {processor / ours:.1f} |")
        lines += ["", "| how it grows | rows | program | processor time | memory |", "|---|---|---|---|---|"]
        for work, name in dict.fromkeys((row[0], row[2]) for row in self.rows):
            of = sorted((row[1], row[4], row[5]) for row in self.rows if (row[0], row[2]) == (work, name))
            if len(of) > 1:
                times = lambda at: " → ".join(f"{row[at] / of[0][at]:.1f}" for row in of)
                lines.append(f"| {work} | {' → '.join(f'{row[0]:,}' for row in of)} | {name} | {times(1)} | {times(2)} |")
        return "\n".join(lines)


def draws(tables, assay, folder, sizes):
    os.chdir(folder)
    for size in sizes:
        path = folder / f"list-{size}.csv"
        sampling.write_list(path, size)
        ours = [assay, "sample", path, "--id-column", "case_id", "--n", "100", "--seed", SEED]
        drawn = [(row["case_id"], row["ticket"]) for row in csv.DictReader(said(ours).splitlines())]
        theirs = [tuple(row) for row in json.loads(said(peer("duckdb", path)))]
        assert drawn == theirs, f"{path.name}: another draw than DuckDB's"
        programs = {"assay": lambda: [ours], "DuckDB": lambda: [peer("duckdb", path)]}
        if size <= 1_000_000:
            programs["consistent_sampler"] = lambda: [peer("consistent", path)]
        tables.measure("draw 100 of a CSV", size, programs)
    tables.note(f"draws: the same 100 cases with the same tickets as DuckDB, of {', '.join(f'{s:,}' for s in sizes)}")


def lacks_r_package(tables, package):
    """Whether R or a package of it is missing, which is noted."""
    is_there = shutil.which("Rscript") and subprocess.run(["Rscript", "-e", f"library({package})"], capture_output=True).returncode == 0
    if not is_there:
        tables.note(f"R {package}: SKIPPED, not installed")
    return not is_there


def estimates(tables, assay, folder, sizes):
    if lacks_r_package(tables, "survey"):
        return
    script = folder / "estimate.R"
    script.write_text(
        "suppressPackageStartupMessages(library(survey))\n"
        "d <- read.csv(commandArgs(TRUE)[1])\n"
        "e <- svymean(~score, svydesign(id = ~1, strata = ~team, fpc = ~headcount, data = d))\n"
        "cat(sprintf('%.12g %.12g', coef(e), SE(e)))\n"
    )
    for size in sizes:
        path, rng = folder / f"audits-{size}.csv", random.Random(1)
        with open(path, "w", encoding="ascii") as file:
            file.write("team,headcount,score\n")
            file.writelines(f"T{n % 20:02d},{size},{rng.randrange(1, 11)}\n" for n in range(size))
        ours = [assay, "stats", "estimate", path, "--value", "score", "--strata", "team", "--population", "headcount"]
        found = json.loads(said([*ours, "--format", "json"]))
        mean, error = map(float, said(["Rscript", script, path]).split())
        for ours_is, theirs in ((found["mean"], mean), (found["se"], error)):
            assert abs(ours_is - theirs) <= 1e-6 * abs(theirs), f"{path.name}: {ours_is}, R says {theirs}"
        tables.measure("mean of a stratified sample", size, {"assay": lambda: [ours], "R survey": lambda: [["Rscript", script, path]]})
    tables.note("estimates: mean and standard error are R's to 1e-6")


def charts(tables, assay, folder, sizes):
    if lacks_r_package(tables, "qicharts2"):
        return
    script = folder / "chart.R"
    script.write_text(
        "suppressPackageStartupMessages(library(qicharts2))\n"
        "d <- read.csv(commandArgs(TRUE)[1])\n"
        "p <- qic(value, data = d, chart = 'i')$data\n"
        "cat(sprintf('%.12g %.12g %.12g', p$cl[1], p$lcl[1], p$ucl[1]))\n"
    )
    for size in sizes:
        path, rng = folder / f"series-{size}.csv", random.Random(1)
        path.write_text("period,value\n" + "".join(f"{2000 + n // 12}-{n % 12 + 1:02d},{rng.gauss(50, 5):.3f}\n" for n in range(size)))
        ours = [assay, "stats", "chart", path, "--kind", "xmr", "--no-screen"]
        found = json.loads(said([*ours, "--format", "json"]))
        for ours_is, theirs in zip((found["mean"], found["lower"], found["upper"]), map(float, said(["Rscript", script, path]).split())):
            assert abs(ours_is - theirs) <= 2e-3 * abs(theirs), f"{path.name}: {ours_is}, qicharts2 says {theirs}"
        tables.measure("process chart", size, {"assay": lambda: [ours], "R qicharts2": lambda: [["Rscript", script, path]]})
    tables.note("charts: centre and limits are those of qicharts2 (to 0.2%: it takes 2.659 for 2.66)")


def texts(tables, assay, folder, sizes):
    bare = assay.parent / "examples/bare_engine"
    for size in sizes:
        path, place, base = folder / f"words-{size}.csv", folder / f"peers-{size}", folder / f"peers-{size}.db"
        if not path.exists():
            comments.data(path, size)
        shutil.rmtree(place, ignore_errors=True)
        said([assay, "init", place])
        said([assay, "--workspace", place, "import", "comments", path])
        index = [assay, "--workspace", place, "index", "rebuild"]
        tables.measure("index comments", size, {"assay": lambda: [index], "SQLite FTS5": lambda: [peer("fts", path, base)]})
        if bare.exists():
            rates = comments.figures([bare, path])
            tables.note(f"bare tantivy, {size:,}: {rates['bare']:,.0f} a second, our index without themes {rates['ours']:,.0f}")
        compare_phrases(tables, assay, path, place, base)
        query = [assay, "--workspace", place, "search", f'"{" ".join(PHRASE)}"', "--limit", "20", "--format", "json"]
        programs = {"assay": lambda: [query], "SQLite FTS5": lambda: [peer("fts-search", base)]}
        if shutil.which("rg"):
            programs["ripgrep"] = lambda: [["rg", "-i", "-c", pattern(), path]]
        tables.measure("find a phrase, whole program", size, programs)
    if not bare.exists():
        tables.note("bare tantivy: SKIPPED, examples/bare_engine is not built")
    if not shutil.which("rg"):
        tables.note("ripgrep: SKIPPED, not installed")


def pattern():
    return rf"\b{PHRASE[0]} {PHRASE[1]}s?\b"


def compare_phrases(tables, assay, path, place, base):
    """What a plain pattern finds, both indexes find; what they find beyond it is counted."""
    with open(path, newline="", encoding="utf-8") as file:
        plain = {row["comment_id"] for row in csv.DictReader(file) if re.search(pattern(), row["comment"], re.IGNORECASE)}
    ours = json.loads(said([assay, "--workspace", place, "search", f'"{" ".join(PHRASE)}"', "--limit", "10000", "--format", "json"]))
    assert ours["total"] <= 10_000, "a phrase that is rarer is needed"
    found = {"assay": {hit["comment_id"] for hit in ours["hits"]}, "SQLite FTS5": set(json.loads(said(peer("fts-ids", base))))}
    for name, ids in found.items():
        assert plain <= ids, f"{name} lacks {len(plain - ids)} of {len(plain)} comments, such as {min(plain - ids)}"
    more = ", ".join(f"{name} {len(ids - plain):,} more" for name, ids in found.items())
    tables.note(f"\"{' '.join(PHRASE)}\" in {path.name}: all {len(plain):,} that a pattern finds, by both indexes; {more} (spelling, ends of sentences)")


def fts(path, base):
    Path(base).unlink(missing_ok=True)
    comments.fts(path, Path(base))[1].commit()


def run(assay, folder, word):
    assay, folder, tables = Path(assay), Path(folder), Tables()
    fewer = 10 if word == "small" else 1
    of = lambda *sizes: [size // fewer for size in sizes]
    draws(tables, assay, folder, of(1_000_000, 3_000_000, 10_000_000) if fewer == 1 else of(1_000_000, 10_000_000))
    estimates(tables, assay, folder, of(10_000, 100_000, 300_000))
    charts(tables, assay, folder, [24, 120, 600])
    texts(tables, assay, folder, of(30_000, 100_000, 300_000))
    head = f"{time.strftime('%Y-%m-%d')}, {sampling.machine()}; load at the end {os.getloadavg()[0]:.1f}; median of {ROUNDS}, in turn.\n"
    text = "\n".join([head, tables.text(), "", *(f"- {note}" for note in tables.notes)])
    (folder / "peers.md").write_text(text + "\n", encoding="utf-8")
    print(text)


def main(verb, *arguments):
    query = f'"{" ".join(PHRASE)}"'
    if verb == "run":
        run(*arguments)
    elif verb == "duckdb":
        print(json.dumps(sampling.duckdb_rows(arguments[0], SEED, strata=False)))
    elif verb == "consistent":
        print(len(sampling.consistent(arguments[0], SEED)))
    elif verb == "fts":
        fts(*arguments)
    elif verb == "fts-search":
        print(len(sqlite3.connect(arguments[0]).execute("SELECT rowid FROM c WHERE c MATCH ? ORDER BY rank LIMIT 20", [query]).fetchall()))
    elif verb == "fts-ids":
        rows = sqlite3.connect(arguments[0]).execute("SELECT rowid FROM c WHERE c MATCH ?", [query])
        print(json.dumps([f"c{row - 1}" for (row,) in rows]))


if __name__ == "__main__":
    main(*sys.argv[1:])
