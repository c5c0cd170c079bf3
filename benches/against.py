#!/usr/bin/env python3
"""Compares two builds of assay on the same work: their processor time and memory, alternated.

    python3 benches/against.py OLD NEW OLD_WORKSPACE NEW_WORKSPACE [--pairs 15] -- COMMAND…

Each build has a workspace of its own with the same contents, since a newer build brings a store up to date. Prints the
median processor time of each, the median of the pairs' ratios with the lowest and highest, and the most memory held.
"""

import argparse
import os
import statistics
import subprocess


def run(program, workspace, command):
    running = subprocess.Popen(
        [os.path.abspath(program), *command], cwd=workspace, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL
    )
    _, status, used = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode not in (0, 1):
        raise SystemExit(f"{program} {' '.join(command)} ended with {running.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("old", "new", "old_workspace", "new_workspace"):
        parser.add_argument(name)
    parser.add_argument("--pairs", type=int, default=15)
    parser.add_argument("command", nargs="+")
    given = parser.parse_args()
    run(given.old, given.old_workspace, given.command)
    run(given.new, given.new_workspace, given.command)
    old, new = [], []
    for _ in range(given.pairs):
        old.append(run(given.old, given.old_workspace, given.command))
        new.append(run(given.new, given.new_workspace, given.command))
    ratios = [after[0] / before[0] for before, after in zip(old, new)]
    times = [statistics.median(time for time, _ in runs) for runs in (old, new)]
    memory = [statistics.median(held for _, held in runs) for runs in (old, new)]
    print(
        f"{' '.join(given.command)}: {times[0]:.3f} s, {times[1]:.3f} s: {statistics.median(ratios):.2f} times"
        f" ({min(ratios):.2f} to {max(ratios):.2f}); {memory[0]:.0f} MB, {memory[1]:.0f} MB: {memory[1] / memory[0]:.2f} times",
        flush=True,
    )


if __name__ == "__main__":
    main()
