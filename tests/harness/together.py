#!/usr/bin/env python3
"""Many programs at work on one workspace at the same time, for minutes.

    together.py PROGRAM [--processes N] [--minutes M] [--seed S]

Each of N workers starts one command after another, readers and writers mixed, on the same made-up workspace. A check that runs meanwhile
must not report damage, an answer must not have an engine's words in it, a command that cannot have its turn has to say who is
writing. At the end every write that was acknowledged has to be there: imports, draws and packs are counted, the ledger
verifies, doctor finds no fault. Prints how often each command ran and how often it gave way; ends with 1 on a fault.
"""

import argparse
import collections
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from kills import DRAW, Desk

ENGINE_WORDS = ("panicked", "SQLITE", "sqlite3", "rusqlite", "tantivy", "os error", "is locked", "disk image", "No such file")
READS = (
    ["report", "--format", "json"], ["themes", "count", "--format", "json"], ["search", "visit*", "--format", "json"],
    ["search", "theme:drift_and_delay", "--format", "json"], ["round", "status"], ["actions"], ["ledger", "--verify"],
    ["doctor"], ["doctor", "--deep"], ["verify", DRAW], ["plan", "list"], ["indicators"],
)
# What is rightly refused after many rounds: nobody is left to draw, or a case was put on hold before.
REFUSALS = ("has no eligible case", "is on hold already")
MUST_BE_SOUND = {"doctor", "verify", "ledger"}


class Crowd:
    """What the workers did, and what was acknowledged."""

    def __init__(self, program, root, top, seed):
        self.program, self.root, self.top, self.seed = program, root, Path(top), seed
        self.lock = threading.Lock()
        self.ran, self.gave_way = collections.Counter(), collections.Counter()
        self.faults, self.imports, self.draws = [], [], []

    def writes(self, name, dice):
        """A command that writes, with the file it reads."""
        kind = dice.choice(["comments", "draw", "pack", "rebuild", "hold", "backup", "forms"])
        if kind == "comments":
            file = self.top / f"{name}.csv"
            file.write_text(f"comment_id,comment\n{name},The visit was late and not written up ({name})\n")
            return ["import", "comments", str(file)]
        if kind == "draw":
            return ["freeze", "--plan", "monthly", "--id", name, "--n", "5", "--as-at", "2026-09-01"]
        return {
            "pack": ["pack", "visit", "--as-at", "2026-10-07"],
            "rebuild": ["index", "rebuild"],
            "hold": ["hold", "put", "--case", f"QX-{dice.randrange(120):05}", "--reason", f"a request, {name}"],
            "backup": ["backup", str(self.top / f"{name}.db")],
            "forms": ["forms", DRAW],
        }[kind]

    def run(self, command):
        done = subprocess.run([self.program, *command], cwd=self.root, capture_output=True, text=True, errors="replace")
        name = " ".join(command[:2]) if command[0] in ("import", "index", "themes") else command[0]
        busy = done.returncode not in (0, 1) and ("writing" in done.stderr or "busy" in done.stderr)
        with self.lock:
            self.ran[name] += 1
            self.gave_way[name] += busy
            said = done.stdout + done.stderr
            self.faults += [f"{name} says {word!r}: {said[-400:]}" for word in ENGINE_WORDS if word in said]
            is_answer = busy or any(refusal in done.stderr for refusal in REFUSALS)
            if not is_answer and (done.returncode not in (0, 1) or (command[0] in MUST_BE_SOUND and done.returncode)):
                self.faults.append(f"{' '.join(command)} ended with {done.returncode}: {said[-600:]}")
        return done.returncode in (0, 1)

    def work(self, worker, until):
        dice, round_number = random.Random(self.seed * 1000 + worker), 0
        while time.monotonic() < until:
            round_number += 1
            name = f"w{worker}x{round_number}"
            if dice.random() < 0.6:
                self.run(dice.choice(READS))
                continue
            command = self.writes(name, dice)
            if not self.run(command):
                continue
            if command[0] == "import":
                with self.lock:
                    self.imports.append(name)
            if command[0] == "freeze" and self.run(["draw", name]):
                with self.lock:
                    self.draws.append(name)

    def count(self):
        """What of the acknowledged is not there at the end, or not sound."""
        for command in (["doctor", "--deep"], ["ledger", "--verify"], *(["verify", draw] for draw in self.draws)):
            self.run(command)
        for name in self.imports:
            done = subprocess.run([self.program, "search", f'"{name}"', "--format", "json"], cwd=self.root, capture_output=True, text=True)
            if done.returncode != 0 or json.loads(done.stdout)["total"] != 1:
                self.faults.append(f"import {name} was acknowledged and its comment is not found once: {done.stderr}{done.stdout[:200]}")
        left = [str(path) for path in self.root.rglob("*") if path.name.startswith(".assay-") or path.name.endswith("-part")]
        self.faults += [f"left over: {path}" for path in left]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    program = str(Path(given.program).resolve())
    with tempfile.TemporaryDirectory() as top:
        desk = Desk(program, top)
        crowd = Crowd(program, desk.base["pack"], top, given.seed)
        until = time.monotonic() + given.minutes * 60
        workers = [threading.Thread(target=crowd.work, args=(number, until)) for number in range(given.processes)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        crowd.count()
    for name, count in sorted(crowd.ran.items()):
        print(f"{name}: {count} times, gave way {crowd.gave_way[name]} times")
    for line in crowd.faults[:30]:
        print(line)
    print(f"{sum(crowd.ran.values())} commands of {given.processes} processes in {given.minutes} minutes, {len(crowd.faults)} faults")
    sys.exit(1 if crowd.faults else 0)


if __name__ == "__main__":
    main()
