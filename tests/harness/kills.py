#!/usr/bin/env python3
"""Kills assay in the middle of jobs that change the store and files, and looks at what the next opening makes of it.

    kills.py PROGRAM [--rounds N] [--syscalls]

Each round copies a made-up workspace, starts one job on it and kills it after a random time (the seed is fixed), or with
--syscalls at each fsync, fdatasync, rename and unlink in turn (by strace, on Linux). Then the workspace is opened once,
and has to be sound: doctor finds no fault, the draw verifies, nothing half written is left, and a case that the ledger
says was erased is in no file of the folder, not even as bytes of a freed page. Prints how many rounds of each job there
were and what was found; ends with 1 where something was.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DRAW = "2026-09-monthly"
CASES = 120
JOBS = ("draw", "replace", "erase", "pack", "forms", "purge", "export")
CALLS = ("fsync", "fdatasync", "rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir", "ftruncate")


def case_id(number):
    return f"QX-{number:05}"


class Desk:
    """A made-up workspace before each job."""

    def __init__(self, program, top):
        self.program = program
        self.base = {}
        self.top = Path(top)
        self.victim = ""
        self.prepare()

    def run(self, root, *arguments, ends_with=(0,)):
        done = subprocess.run([self.program, *arguments], cwd=root, capture_output=True, text=True)
        if done.returncode not in ends_with:
            sys.exit(f"{' '.join(arguments)} ended with {done.returncode}: {done.stderr}")
        return done

    def prepare(self):
        root = self.top / "base"
        subprocess.run([self.program, "init", root], check=True, capture_output=True)
        settings = root / "assay.yaml"
        text = settings.read_text(encoding="utf-8")
        text = text.replace("second_person: required", "second_person: none")
        settings.write_text(text.replace("the duty manager", "the front door, 01632 960001"), encoding="utf-8")
        rows = "".join(f"{case_id(n)},Team {n % 4},child in need,2026-0{n % 8 + 1}-01\n" for n in range(CASES))
        (root / "list.csv").write_text("case_id,team,plan_type,start_date\n" + rows)
        (root / "people.csv").write_text("login,name,capacity\njlee,J Lee,200\nakhan,A Khan,200\n")
        self.run(root, "import", "cases", "list.csv", "--as-at", "2026-09-01", ends_with=(0, 1))
        self.run(root, "import", "auditors", "people.csv", ends_with=(0, 1))
        self.run(root, "freeze", "--plan", "monthly", "--id", DRAW, "--n", "20", "--as-at", "2026-09-01")
        self.base["draw"] = self.copy(root, "before-draw")
        self.run(root, "draw", DRAW)
        self.base["forms"] = self.copy(root, "before-forms")
        selection = (root / "draws" / DRAW / "selection.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
        drawn = [line.split(",") for line in selection]
        drawn = [(row[0], row[4]) for row in drawn if row[3] == "selected"]
        self.victim = drawn[0][0]
        returns = "".join(
            f'{DRAW},{case},{auditor},2026-09-10,good,"Comment on {case}: visits were not written up"\n' for case, auditor in drawn[1:6]
        )
        (root / "returns.csv").write_text("draw_id,case_id,auditor,audit_date,overall,comment\n" + returns)
        self.base["replace"] = self.copy(root, "before-replace")
        own = f'{DRAW},{self.victim},{drawn[0][1]},2026-09-10,good,"Comment on {self.victim}: drift"\n'
        with open(root / "returns.csv", "a", encoding="utf-8") as file:
            file.write(own)
        self.run(root, "import", "returns", "returns.csv", ends_with=(0, 1))
        number = json.loads(self.run(root, "import", "list", "--format", "json").stdout)[-1]["import"]
        self.number = str(number)
        self.run(root, "forms", DRAW)
        self.run(root, "search", "drift")
        for name in ("list.csv", "returns.csv", "people.csv"):
            (root / name).unlink()
        self.base["pack"] = self.base["export"] = self.copy(root, "before-pack")
        (root / "sent.csv").write_text(f"comment_id,case_id,comment\n1,{self.victim},Sent by mistake\n")
        self.run(root, "import", "comments", "sent.csv", ends_with=(0, 1))
        (root / "sent.csv").unlink()
        number = json.loads(self.run(root, "import", "list", "--format", "json").stdout)[-1]["import"]
        self.sent = str(number)
        self.base["purge"] = self.copy(root, "before-purge")
        self.run(root, "erase", "--case", self.victim, "--reason", "request", ends_with=(0, 1))
        self.base["erase"] = self.copy(root, "before-erase")

    def copy(self, root, name):
        shutil.copytree(root, self.top / name)
        return self.top / name

    def command(self, job):
        return {
            "draw": ["draw", DRAW],
            "forms": ["forms", DRAW],
            "replace": ["replace", DRAW, self.victim, "--reason", "record not accessible", "--approver", "QA"],
            "erase": ["erase", "--case", self.victim, "--reason", "request"],
            "pack": ["pack", "visit", "--as-at", "2026-10-07"],
            "purge": ["import", "undo", self.sent, "--purge"],
            "export": ["export"],
        }[job]

    def look(self, job, root):
        """Opens the workspace once and returns what is wrong with it."""
        wrong = []
        doctor = subprocess.run([self.program, "doctor", "--deep"], cwd=root, capture_output=True, text=True)
        if doctor.returncode != 0:
            wrong.append(f"doctor ended with {doctor.returncode}: {doctor.stdout} {doctor.stderr}")
        for path in root.rglob("*"):
            if path.name.startswith(".assay-") or path.name.endswith("-part"):
                wrong.append(f"left over: {path.relative_to(root)}")
        ledger = json.loads(self.run(root, "ledger", "--format", "json").stdout)
        kinds = [entry["kind"] for entry in ledger]
        if "draw" in kinds:
            verify = subprocess.run([self.program, "verify", DRAW], cwd=root, capture_output=True, text=True)
            if verify.returncode != 0:
                wrong.append(f"verify: {verify.stdout} {verify.stderr}")
        gone = {"erase": self.victim.encode(), "import purged": b"Sent by mistake"}
        for kind, text in gone.items():
            if kind not in kinds:
                continue
            for path in root.rglob("*"):
                if path.is_file() and text in path.read_bytes():
                    wrong.append(f"{text.decode()} is still in {path.relative_to(root)}")
        again = subprocess.run([self.program, *self.command(job)], cwd=root, capture_output=True, text=True)
        if again.returncode not in (0, 1, 2) or "panicked" in again.stderr:
            wrong.append(f"the job again: {again.returncode} {again.stderr}")
        return wrong


def length(desk, job):
    """Returns how many seconds the job takes when it is left alone."""
    with tempfile.TemporaryDirectory(dir=desk.top) as top:
        root = Path(top) / "w"
        shutil.copytree(desk.base[job], root)
        begun = time.monotonic()
        desk.run(root, *desk.command(job), ends_with=(0, 1))
        return time.monotonic() - begun


def killed_after(desk, job, seconds):
    """Kills the job after so many seconds; returns what is wrong, or None where it ended before."""
    with tempfile.TemporaryDirectory(dir=desk.top) as top:
        root = Path(top) / "w"
        shutil.copytree(desk.base[job], root)
        running = subprocess.Popen([desk.program, *desk.command(job)], cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(seconds)
        running.kill()
        # Where it had ended by then nothing was killed.
        if running.wait() != -signal.SIGKILL:
            return None
        return desk.look(job, root)


def killed_at(desk, job, call, number):
    """Kills the job at its nth call; returns what is wrong, or None where it ended before."""
    with tempfile.TemporaryDirectory(dir=desk.top) as top:
        root = Path(top) / "w"
        shutil.copytree(desk.base[job], root)
        inject = f"inject={call}:signal=KILL:when={number}"
        traced = ["strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={call}", "-e", inject]
        done = subprocess.run([*traced, desk.program, *desk.command(job)], cwd=root, capture_output=True)
        if done.returncode != -signal.SIGKILL and done.returncode != 128 + signal.SIGKILL:
            return None
        return desk.look(job, root)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--rounds", type=int, default=0)
    parser.add_argument("--syscalls", action="store_true")
    parser.add_argument("--jobs", default=",".join(JOBS))
    given = parser.parse_args()
    program, random_times = str(Path(given.program).resolve()), random.Random(7)
    faults = 0
    with tempfile.TemporaryDirectory() as top:
        desk = Desk(program, top)
        for job in given.jobs.split(","):
            rounds, wrong = 0, []
            if given.rounds:
                whole = length(desk, job)
                tries = 0
                while rounds < given.rounds and tries < 10 * given.rounds:
                    found = killed_after(desk, job, random_times.uniform(0, whole))
                    tries += 1
                    if found is not None:
                        wrong += found
                        rounds += 1
            for call in CALLS if given.syscalls else ():
                number = 1
                while (found := killed_at(desk, job, call, number)) is not None:
                    wrong += [f"{call} {number}: {line}" for line in found]
                    number, rounds = number + 1, rounds + 1
            print(f"{job}: killed {rounds} times, {len(wrong)} faults", flush=True)
            for line in wrong[:20]:
                print(f"    {line}")
            faults += len(wrong)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
