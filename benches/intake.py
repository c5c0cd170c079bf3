#!/usr/bin/env python3
"""Times the two largest imports: a list 6 of 200,000 rows in .xlsx, and 1,000,000 events in CSV.

    benches/intake.py ASSAY_PROGRAM        (needs openpyxl to make the workbook)

Prints seconds and the largest memory the program held. The limits are 20 s and 10 s, 500 MB each.
"""

import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta

HEADER = [
    "Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)",
    "Does the Child have a Disability", "CIN Start Date", "Primary Need Code",
    "Date Child Was Last Seen", "CIN Closure Date", "Reason for Closure", "Case status",
    "Allocated Team", "Allocated Worker",
]


def workbook(path, rows):
    from openpyxl import Workbook

    rng = random.Random(1)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("List 6")
    sheet.append(HEADER)
    start = date(2026, 9, 30)
    for n in range(rows):
        age = rng.randrange(18)
        sheet.append([
            1_000_000 + n, rng.choice(["a) Male", "b) Female"]), "a) WBRI",
            start - timedelta(days=365 * age + rng.randrange(365)), age, "b) No",
            start - timedelta(days=rng.randrange(1500)), "N1 - Abuse or neglect",
            start - timedelta(days=rng.randrange(60)), None, None,
            "c) Child in need plan", f"CIN {n % 40}", f"Worker {n % 900}",
        ])
    book.save(path)


def events(path, rows):
    rng = random.Random(2)
    start = date(2025, 10, 1)
    with open(path, "w", encoding="utf-8") as file:
        file.write("case_id,date,due_date,seen,alone,written_up_on,worker,kind_of_visit\n")
        for n in range(rows):
            day = start + timedelta(days=rng.randrange(365))
            written = day + timedelta(days=rng.randrange(20))
            file.write(
                f"{1_000_000 + n % 200_000},{day:%d/%m/%Y},{day:%d/%m/%Y},{'yes' if n % 9 else 'no'},"
                f"{'yes' if n % 3 else 'no'},{written:%d/%m/%Y},Worker {n % 900},home {n}\n"
            )


def timed(*command):
    begun = time.monotonic()
    child = subprocess.Popen([str(c) for c in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    return time.monotonic() - begun, used.ru_maxrss / 1024, os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    top = pathlib.Path(tempfile.mkdtemp())
    book, table = top / "annex-a.xlsx", top / "visits.csv"
    workbook(book, 200_000)
    events(table, 1_000_000)
    over = 0
    for what, file, kind, seconds in (("list 6 of 200,000 rows", book, "cases", 20), ("1,000,000 events", table, "events", 10)):
        folder = top / kind
        subprocess.run([program, "init", folder], check=True, capture_output=True)
        for turn in ("first", "again"):
            took, memory, code, cpu = timed(program, "--workspace", folder, "import", kind, file)
            print(f"{what}, {file.stat().st_size / 1e6:.0f} MB, {turn}: {took:.1f} s ({cpu:.1f} s of processor), {memory:.0f} MB, exit {code}")
            over += took > seconds or memory > 500
    shutil.rmtree(top)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
