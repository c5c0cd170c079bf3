#!/usr/bin/env python3
"""Gives every reader of assay inputs that are made to hurt it.

    hostile.py PROGRAM [--only WORD] [--seconds S] [--megabytes M]

Tables and workbooks go to every kind of import and to sample, stats, tag and redact; searches, settings files, rules, templates,
narratives and manifests go where each is read. A crash, a panic, an engine's words, an exit code that assay does not
have, more than S seconds of processor or more than M MB is a fault. Prints what each reader took at most, and ends with 1 on a fault.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from hostile_tables import books, csvs, documents, sheets_of_libreoffice
from hostile_xls import old_books
from kills import DRAW, Desk

KINDS = ("cases", "returns", "actions", "findings", "auditors", "families", "names", "aliases", "history", "comparators", "comments", "verdicts")
EVENTS = ("visits", "plans", "supervision")
ENGINE_WORDS = ("panicked", "stack overflow", "SQLITE", "rusqlite", "memory allocation of", "RUST_BACKTRACE")
CODES = range(0, 8)
HELD = str(Path(__file__).resolve().parent / "held.py")


class Trial:
    """Runs commands with limits and keeps what went wrong."""

    def __init__(self, program, root, seconds, megabytes, only):
        self.program, self.root, self.only = program, root, only
        self.seconds, self.megabytes = seconds, megabytes
        self.count, self.faults, self.slowest, self.largest, self.families = 0, [], (0, ""), (0, ""), {}

    def give(self, name, arguments, stdin=None):
        if self.only and self.only not in name:
            return
        self.count += 1
        with tempfile.TemporaryFile() as said:
            launched = [sys.executable, "-I", "-S", HELD, str(self.seconds * 3), self.program, *arguments]
            given = open(stdin, "rb") if stdin else subprocess.DEVNULL
            ran = subprocess.run(launched, cwd=self.root, stdin=given, stdout=subprocess.PIPE, stderr=said, text=True)
            said.seek(0)
            message = said.read().decode(errors="replace")
        code, *measured = ran.stdout.split()
        code, (clock, taken, megabytes) = int(code), map(float, measured)
        family = " ".join(name.split()[:2])
        slowest, largest = self.families.get(family, (0, 0))
        self.families[family] = max(slowest, taken), max(largest, megabytes)
        self.slowest, self.largest = max(self.slowest, (taken, name)), max(self.largest, (megabytes, name))
        self.faults += [f"{name}: says {word!r}: {message[-300:]}" for word in ENGINE_WORDS if word in message]
        if code not in CODES:
            self.faults.append(f"{name}: ended with {code}: {message[-300:]}")
        if code not in (0, 1) and not message.strip():
            self.faults.append(f"{name}: ended with {code} and no message")
        if taken > self.seconds or (code == -9 and clock > self.seconds):
            self.faults.append(f"{name}: took {taken:.1f} s of processor, {clock:.1f} s on the clock")
        if megabytes > self.megabytes:
            self.faults.append(f"{name}: held {megabytes:.0f} MB")


def tables(trial, top):
    files = {f"{name}.csv": data for name, data in csvs().items()}
    files |= {f"{name}.xlsx": data for name, data in books().items()}
    files |= {f"{name}.ods": data for name, data in sheets_of_libreoffice().items()}
    files |= {f"{name}.xls": data for name, data in books().items() if name in ("encrypted", "cut", "sound")}
    files |= {f"{name}.xls": data for name, data in old_books().items()}
    for name, data in files.items():
        path = top / name
        path.write_bytes(data)
        for kind in KINDS:
            trial.give(f"import {kind} {name}", ["import", kind, str(path), "--dry-run"])
        for kind in EVENTS:
            trial.give(f"import events {kind} {name}", ["import", "events", str(path), "--kind", kind, "--dry-run"])
        trial.give(f"sample {name}", ["sample", str(path), "--id-column", "case_id", "--n", "5", "--seed", "1"])
        trial.give(f"stats {name}", ["stats", "estimate", str(path), "--value", "team"])
        if name.endswith(".csv"):
            trial.give(f"tag {name}", ["tag"], stdin=path)
            trial.give(f"redact {name}", ["redact"], stdin=path)
        folder = top / "dataset"
        folder.mkdir(exist_ok=True)
        shutil.copy(path, folder / f"ssd_person{path.suffix}")
        trial.give(f"import ssd {name}", ["import", "ssd", str(folder), "--dry-run", "--as-at", "2026-09-01"])
        shutil.rmtree(folder)
    for name, data in documents().items():
        path = top / f"{name}.xml"
        path.write_bytes(data)
        trial.give(f"import cases {path.name}", ["import", "cases", str(path), "--dry-run"])
    for number, path in enumerate(sorted((trial.root / "forms").rglob("*.xlsx"))[:1]):
        sound = path.read_bytes()
        for at in range(0, len(sound), max(1, len(sound) // 60)):
            data = bytearray(sound)
            data[at] ^= 0xFF
            broken = top / f"form-{number}.xlsx"
            broken.write_bytes(data)
            trial.give(f"import returns form with byte {at} flipped", ["import", "returns", str(broken), "--dry-run"])


def searches(trial):
    words = {
        "brackets": "(" * 5000 + "a" + ")" * 5000, "not": "NOT " * 5000 + "a", "near": " NEAR/3 ".join(["a"] * 3000), "or": " OR ".join(f"w{n}" for n in range(5000)),
        "fuzzy": " ".join(f"visi{chr(97 + n % 26)}{n}~2" for n in range(5000)), "prefix": " ".join(["a*"] * 2000), "star": "*", "quotes": '"' * 999, "phrase": '"' + "the " * 20_000 + '"',
        "long": "x" * 100_000, "filters": " ".join(f"team:t{n}" for n in range(3000)), "escape": "\x1b[31m\u202e", "month": "month:9999-99", "minus": "-" * 5000, "near-number": "a NEAR/99999999999999999999 b",
    }
    for name, text in words.items():
        trial.give(f"search {name}", ["search", "--", text])
        trial.give(f"search theme {name}", ["search", "--kwic", "--", text])


def settings(trial):
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9))
    texts = {
        "bomb": bomb, "depth": "[" * 100_000, "mapping-depth": "".join(" " * n + "a:\n" for n in range(3000)), "tab": "a:\n\tb: 1\n", "long": "a: " + "x" * 10_000_000, "same-key": "a: 1\n" * 10_000,
        "tag": "!!python/object:os.system x", "nul": "a: \0", "list": "- 1\n" * 200_000, "number": "a: 1e999999999", "empty": "", "self": "a: &a {b: *a}",
    }
    for path in sorted(trial.root.glob("*.yaml")):
        kept = path.read_bytes()
        for name, text in texts.items():
            path.write_text(text)
            trial.give(f"doctor with {path.name} {name}", ["doctor"])
            trial.give(f"report with {path.name} {name}", ["report"])
        path.write_bytes(kept)


def rules(trial):
    path = trial.root / "themes.yaml"
    kept = path.read_text()
    patterns = {
        "brackets": "(" * 3000 + "visit" + ")" * 3000, "alternatives": " OR ".join(f"w{n}" for n in range(20_000)), "near": " NEAR/5 ".join(["visit"] * 2000),
        "stars": " ".join(["a*"] * 3000), "not": "NOT " * 3000 + "visit", "long": "x" * 1_000_000,
    }
    for name, pattern in patterns.items():
        path.write_text(kept + f"\n  - name: hostile\n    label: Hostile\n    kind: shortcoming\n    any:\n      - '{pattern}'\n")
        trial.give(f"themes check, rule {name}", ["themes", "check"])
        path.write_text(f"themes:\n  - name: hostile\n    label: Hostile\n    patterns: ['{pattern}']\n")
        trial.give(f"themes count, rule {name}", ["themes", "count"])
    path.write_text(kept)


def packs(trial):
    texts = {
        "brackets": "[" * 10_000_000, "stars": "*" * 2_000_000, "quotes": "> " * 200_000, "lists": "".join(" " * n + "- a\n" for n in range(3000)), "links": "[a](" * 200_000, "table": "|a" * 200_000 + "\n" + "|-" * 200_000,
        "script": "<script>alert(1)</script><img src=x onerror=alert(1)>\x1b\u202e", "entities": "&" * 2_000_000, "underscores": "_a" * 500_000,
    }
    folder = trial.root / "narrative"
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / "experiences.md").write_text(text)
        (folder / "headline.md").write_text(text)
        trial.give(f"pack with narrative {name}", ["pack", "visit", "--as-at", "2026-10-07"])
    shutil.rmtree(folder)
    templates = {
        "loops": "{% for a in range(end=99999) %}{% for b in range(end=99999) %}{% for c in range(end=99999) %}{% endfor %}{% endfor %}{% endfor %}",
        "itself": '{% include "cover.html" %}', "depth": "{% if true %}" * 20_000, "brackets": "{{ " + "(" * 20_000 + "1" + ")" * 20_000 + " }}",
        "doubling": '{% set x = "aaaaaaaaaaaaaaaa" %}' + "{% set x = x ~ x %}" * 40 + "{{ x }}", "open": "{{", "numbers": "{{ 1 / 0 }}", "long": "x" * 20_000_000,
    }
    folder = trial.root / "templates"
    folder.mkdir(exist_ok=True)
    for name, text in templates.items():
        (folder / "cover.html").write_text(text)
        trial.give(f"pack with template {name}", ["pack", "visit", "--as-at", "2026-10-07"])
    shutil.rmtree(folder)


def manifests(trial, top):
    sound = (trial.root / "draws" / DRAW / "manifest.json").read_text()
    texts = {
        "depth": "[" * 200_000, "object-depth": '{"a":' * 100_000, "number": sound.replace('"n"', '"n": 1e999, "m"'), "cut": sound[: len(sound) // 2], "empty": "", "list": "[]",
        "long": sound + " " * 20_000_000, "nul": sound.replace("a", "\0"), "same": "{" + '"a":1,' * 200_000 + '"b":1}', "path": sound.replace("frame.tsv", "../../../../etc/passwd"),
    }
    for name, text in texts.items():
        path = top / "manifest.json"
        path.write_text(text)
        trial.give(f"verify manifest {name}", ["verify", str(path)])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--only", default="")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--megabytes", type=float, default=500)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        top = Path(place) / "inputs"
        top.mkdir()
        desk = Desk(str(Path(given.program).resolve()), place)
        trial = Trial(desk.program, desk.base["pack"], given.seconds, given.megabytes, given.only)
        for family in (lambda: searches(trial), lambda: settings(trial), lambda: rules(trial), lambda: packs(trial), lambda: manifests(trial, top), lambda: tables(trial, top)):
            before = len(trial.faults)
            family()
            for line in trial.faults[before:]:
                print(line.strip(), flush=True)
    print("| given to | most processor time | most memory |\n|---|---|---|")
    for family, (taken, megabytes) in sorted(trial.families.items()):
        print(f"| {family} | {taken:.1f} s | {megabytes:.0f} MB |")
    print(f"{trial.count} inputs, {len(trial.faults)} faults; slowest {trial.slowest[0]:.1f} s ({trial.slowest[1]}), most memory {trial.largest[0]:.0f} MB ({trial.largest[1]})")
    sys.exit(1 if trial.faults else 0)


if __name__ == "__main__":
    main()
