#!/usr/bin/env python3
"""Flips bytes of a workspace's files and asks whether an answer changed without a word.

    flips.py PROGRAM [--flips N] [--minutes M] [--workspace FOLDER] [--seed S] [--jobs J]

Each round copies a workspace (a made-up one, or a copy of FOLDER), changes one byte of one file that assay keeps there
(store, draws, index, packs, forms, exports, copies; not the settings, which the council edits) and asks `doctor --deep`, and
`verify` of a backup, a snapshot and an export.
Where they say the same as before, every command in ANSWERS is run, and its JSON has to be the same as before: an answer
that changed and was not named is a fault. So is a crash, or an answer with the words of an engine. A flip in a draw that
changes an answer has to be named by `verify` too. Prints what became of the flips by kind of file; ends with 1 on a fault.
"""

import argparse
import collections
import concurrent.futures
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kills import DRAW, Desk

SETTINGS = {".yaml", ".md"}
ANSWERS = [
    ["report"], ["indicators"], ["themes", "count"], ["themes", "count", "--by", "team"], ["themes", "subjects"],
    ["themes", "checked"], ["actions"], ["round", "status"], ["search", "visit*"], ["search", "theme:drift_and_delay"],
    ["quotes", "list"], ["hold", "list"], ["retention", "due"], ["plan", "list"], ["reaudit", "due"], ["ledger"], ["people", "list"],
    ["visit", "audits", "--months", "3"],
]
# What is run for the words of its messages where doctor has named the damage.
SPOKEN = [["report"], ["themes", "count"], ["ledger"]]
ENGINE_WORDS = (
    "panicked", "stack overflow", "sqlite", "database", "malformed", "disk i/o", "no such table", "no such column", "invalid column",
    "btree", "b-tree", "freelist", "tantivy", "segment", "io error", "corruption", "rowid",
)


def engine_words(said):
    """The words of an engine in what was said; a person cannot do anything with them."""
    return [word for word in ENGINE_WORDS if word in said.lower()]


def run(program, root, *arguments):
    return subprocess.run([program, *arguments], cwd=root, capture_output=True, text=True, errors="replace", timeout=120)


def kind_of(path):
    """The part of the workspace that a file belongs to: its first folder, or the store."""
    return path.parts[0] if len(path.parts) > 1 else path.name


def prepared(program, top, workspace):
    """A workspace that holds something of every kind of file, with the draws in it."""
    root = Path(top) / "whole"
    if workspace:
        shutil.copytree(workspace, root)
    else:
        shutil.copytree(Desk(program, top).base["pack"], root)
    for arguments in (["pack", "visit", "--as-at", "2026-10-07"], ["export", "--to", "copied"], ["snapshot", "for-director.assay"], ["backup", "kept.db"]):
        run(program, root, *arguments)
    run(program, root, "search", "visit*")
    draws = [path.name for path in (root / "draws").iterdir() if (path / "manifest.json").is_file()]
    return root, sorted(draws) or [DRAW]


class Flipper:
    """Flips one byte at a time and looks at what is said of it."""

    def __init__(self, program, whole, draws):
        self.program, self.whole, self.draws = program, whole, draws
        files = [path.relative_to(whole) for path in whole.rglob("*") if path.is_file() and path.stat().st_size]
        self.files = sorted(path for path in files if path.suffix not in SETTINGS and ".lock" not in path.name)
        self.copies = ["kept.db", "for-director.assay", "./copied"]
        self.doctor = self.said(whole)
        if self.doctor[0]:
            sys.exit(f"the workspace is not sound to begin with: {self.doctor}")
        self.before = self.answers(whole, ANSWERS)
        self.verified = [run(program, whole, "verify", draw).returncode for draw in draws]

    def said(self, root):
        doctor = run(self.program, root, "doctor", "--deep", "--format", "json")
        for path in self.copies:
            copy = run(self.program, root, "verify", path)
            if copy.returncode:
                return 1, copy.stdout, copy.stderr
        return doctor.returncode, doctor.stdout, doctor.stderr

    def answers(self, root, commands):
        given = {}
        for arguments in commands:
            done = run(self.program, root, "--as-at", "2026-10-07", *arguments, "--format", "json")
            given[" ".join(arguments)] = (done.returncode, done.stdout, done.stderr)
        return given

    def flip(self, number, seed):
        """One round: the kind of file, what became of it and, where it is a fault, the sentence."""
        dice = random.Random(seed * 1_000_003 + number)
        by_kind = collections.defaultdict(list)
        for path in self.files:
            by_kind[kind_of(path)].append(path)
        kinds = sorted(by_kind)
        kind = "evidence.db" if dice.random() < 0.4 else dice.choice(kinds)
        path = dice.choice(by_kind[kind])
        with tempfile.TemporaryDirectory(dir=self.whole.parent) as top:
            root = Path(top) / "w"
            shutil.copytree(self.whole, root)
            place = root / path
            place.chmod(0o600)
            data = bytearray(place.read_bytes())
            at = dice.randrange(len(data))
            data[at] ^= dice.choice([1, 2, 4, 8, 16, 32, 64, 128, 255])
            place.write_bytes(data)
            where = f"{path} byte {at} (round {number})"
            return kind, *self.look(root, where, path)

    def look(self, root, where, path):
        doctor = self.said(root)
        faults = [f"{where}: doctor or verify says {word!r}: {(doctor[2] or doctor[1])[-300:]}" for word in engine_words(doctor[1] + doctor[2])]
        named = doctor[:2] != self.doctor[:2]
        if named:
            self.changed(root, where, faults, SPOKEN if kind_of(path) == "evidence.db" else [])
        changed = [] if named else self.changed(root, where, faults, ANSWERS)
        if changed:
            faults.append(f"{where}: answers changed unseen: {', '.join(changed)}")
        if kind_of(path) == "draws" and "forms" not in path.parts and named:
            verify = [run(self.program, root, "verify", draw) for draw in self.draws]
            if [done.returncode for done in verify] == self.verified and path.name != "README.txt":
                faults.append(f"{where}: doctor names it, verify does not")
        return ("named" if named else "changed" if changed else "no answer depends on it"), faults

    def changed(self, root, where, faults, commands):
        after = self.answers(root, commands)
        changed = []
        for name, (code, out, err) in after.items():
            faults += [f"{where}: {name} says {word!r}: {err[-300:]}" for word in engine_words(err)]
            if code not in range(8):
                faults.append(f"{where}: {name} ended with {code}: {err[-300:]}")
            refused = code not in (0, 1) and err
            if (code, out) != self.before[name][:2] and not refused:
                changed.append(name)
        return changed


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--flips", type=int, default=200)
    parser.add_argument("--minutes", type=float, help="begin no round after so long, and say how many were done")
    parser.add_argument("--workspace")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    program = str(Path(given.program).resolve())
    with tempfile.TemporaryDirectory() as top:
        whole, draws = prepared(program, top, given.workspace)
        flipper = Flipper(program, whole, draws)
        table, faults = collections.defaultdict(collections.Counter), []
        until = time.monotonic() + given.minutes * 60 if given.minutes else None
        with concurrent.futures.ThreadPoolExecutor(given.jobs) as pool:
            in_time = lambda: until is None or time.monotonic() < until
            rounds = pool.map(lambda number: flipper.flip(number, given.seed) if in_time() else None, range(given.flips))
            for kind, outcome, found in filter(None, rounds):
                table[kind][outcome] += 1
                faults += found
                for line in found:
                    print(line, flush=True)
    for kind, outcomes in sorted(table.items()):
        print(f"{kind}: " + ", ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common()))
    done = sum(sum(outcomes.values()) for outcomes in table.values())
    print(f"{done} flips, {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
