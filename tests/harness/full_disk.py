#!/usr/bin/env python3
"""Runs jobs on a disk that fills up, and looks at what they say and leave.

    full_disk.py PROGRAM [--sizes N] [--jobs draw,erase,…]

A made-up workspace is put on a small memory disk (tmpfs, in a mount namespace of its own: needs Linux and root, or
unprivileged namespaces; where neither is there, the word SKIPPED says so). Each job is run with N amounts of room left, from
none to what it needs. A job that fails has to say that the disk is full, without an engine's words, and must have
changed nothing or be finished at the next opening: then the disk grows, doctor has to find no fault, and the job has to
work. Ends with 1 on a fault.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from kills import JOBS, Desk

LARGE = 64 * 1024 * 1024
ENGINE_WORDS = ("panicked", "SQLITE", "sqlite3", "rusqlite", "tantivy", "os error", "database or disk", "found another kind of file")


def mount(place, size):
    flags = "size={}".format(-(-size // 4096) * 4096)
    action = ["-o", f"remount,{flags}"] if os.path.ismount(place) else ["-t", "tmpfs", "-o", flags]
    source = [str(place)] if os.path.ismount(place) else ["tmpfs", str(place)]
    return subprocess.run(["mount", *action, *source], capture_output=True, text=True)


def tried(desk, job, place, room):
    """Runs the job with so many bytes of room left; returns whether it was done, and what is wrong."""
    if (failed := mount(place, LARGE)).returncode:
        sys.exit(f"cannot mount a memory disk: {failed.stderr}")
    wrong = []
    try:
        root = place / "w"
        shutil.copytree(desk.base[job], root)
        used = os.statvfs(place)
        taken = (used.f_blocks - used.f_bfree) * used.f_frsize
        if (failed := mount(place, taken + room)).returncode:
            sys.exit(f"cannot shrink the memory disk: {failed.stderr}")
        done = subprocess.run([desk.program, *desk.command(job)], cwd=root, capture_output=True, text=True)
        wrong += [f"says {word!r}: {done.stderr}" for word in ENGINE_WORDS if word in done.stderr]
        if done.returncode not in (0, 1) and "full" not in done.stderr:
            wrong.append(f"does not say that the disk is full: {done.stderr}")
        mount(place, LARGE)
        wrong += desk.look(job, root)
        return done.returncode in (0, 1), wrong
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def needed(desk, job, place):
    """The least room, of powers of two, with which the job is done."""
    room = 4096
    while room < LARGE // 2 and not tried(desk, job, place, room)[0]:
        room *= 2
    return room


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--sizes", type=int, default=20)
    parser.add_argument("--jobs", default=",".join(JOBS))
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if not given.inside:
        unshare = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--mount", "--map-root-user"]
        if shutil.which("unshare") is None or subprocess.run([*unshare, "true"], capture_output=True).returncode:
            print("full disks SKIPPED: no mount namespace can be made here")
            return
        sys.exit(subprocess.run([*unshare, sys.executable, __file__, *sys.argv[1:], "--inside"]).returncode)
    program, faults = str(Path(given.program).resolve()), 0
    with tempfile.TemporaryDirectory() as top:
        desk = Desk(program, top)
        place = Path(top) / "disk"
        place.mkdir()
        for job in given.jobs.split(","):
            whole = needed(desk, job, place)
            outcomes, wrong = {True: 0, False: 0}, []
            for step in range(given.sizes):
                room = whole * step // given.sizes
                done, found = tried(desk, job, place, room)
                outcomes[done] += 1
                wrong += [f"{room} bytes left: {line}" for line in found]
            print(f"{job}: {given.sizes} full disks of up to {whole} bytes: {outcomes[False]} refused, {outcomes[True]} done, {len(wrong)} faults", flush=True)
            for line in wrong[:10]:
                print(f"    {line.strip()}")
            faults += len(wrong)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
