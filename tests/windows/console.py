#!/usr/bin/env python3
"""Runs a program of Windows in a console of wine, and says whether its letters come out right.

    console.py RUN CODE_PAGE KIND FOLDER

RUN is the folder of assay.exe and pipe.exe, FOLDER a workspace whose report has a minus sign and small charts. KIND is what stdout is:
console, file, pipe, or json for JSON through a pipe. On a console the letters must be the right ones, in a file
UTF-8, in a pipe ASCII. It answers with its exit code.
"""

import os
import pty
import select
import sys
import time

WINE = "/usr/lib/wine/wine64"
LETTERS = "−▁"


def in_console(command, folder, seconds=90):
    """Returns what the console shows while cmd.exe runs the command in the folder."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.environ.update(TERM="xterm", LANG="C.UTF-8", COLUMNS="200")
        os.execv(WINE, [WINE, "cmd.exe", "/c", command])
    shown, end = b"", time.time() + seconds
    while time.time() < end:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            part = os.read(terminal, 1 << 16)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.waitpid(child, 0)
    return shown.decode("utf-8", "replace")


def windows_path(path):
    return "Z:" + os.path.realpath(path).replace("/", "\\")


def main():
    run, code_page, kind, folder = sys.argv[1:]
    name = f"letters-{code_page}-{kind}.txt"
    # No name in the command has a space: wine and cmd.exe do not agree on quotation marks.
    report = windows_path(os.path.join(run, "assay.exe")) + " report"
    if kind == "json":
        report += " --format json"
    piped = f"{windows_path(os.path.join(run, 'pipe.exe'))} {name} {report}"
    command = {"console": report, "file": f"{report} > {name}"}.get(kind, piped)
    said = f"chcp {code_page} > nul & {command}"
    shown = in_console(said, folder)
    if kind == "console":
        text = shown
    else:
        with open(os.path.join(folder, name), "rb") as file:
            text = file.read().decode("utf-8")
    wrong = [sign for sign in ("ÔÇ", "â€", "Ã©", "Γé", "\ufffd") if sign in text]
    if wrong or len(text) < 200:
        sys.exit(f"{kind} in code page {code_page}: {wrong} in {len(text)} letters: {text[:400]!r}")
    if kind in ("console", "file") and not all(letter in text for letter in LETTERS):
        sys.exit(f"{kind} in code page {code_page}: a sign is lost: {text[:400]!r}")
    if kind in ("pipe", "json") and not text.isascii():
        sys.exit(f"{kind} in code page {code_page}: letters that the reader's code page spoils: {text[:400]!r}")


main()
