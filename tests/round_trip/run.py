#!/usr/bin/env python3
"""Sends the forms of a demo's last round out, fills them with openpyxl, passes some through
LibreOffice, imports them, and compares every value with what was filled in; twice.

    run.py ASSAY_PROGRAM [FOLDER]        (needs openpyxl; LibreOffice is used where it is there)
"""

import csv
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent


def run(*command, codes=(0,)):
    ran = subprocess.run([str(c) for c in command], capture_output=True, text=True)
    if ran.returncode not in codes:
        sys.exit(f"{command}: exit {ran.returncode}\n{ran.stdout}\n{ran.stderr}")
    return ran.stdout


def make_workspace(program, folder):
    """A small council: one list, two auditors, one draw of twelve cases."""
    run(program, "init", folder)
    settings = folder / "assay.yaml"
    text = settings.read_text().replace("the duty manager", "the front door, 01632 960001")
    # One person replaces a case whose audit has come back, which the ledger and every pack then say.
    settings.write_text(text.replace("second_person: required", "second_person: none"))
    teams, plans = ["CIN 1", "CIN 2"], ["children in need", "child protection", "looked after"]
    rows = [f"{n:05d},{teams[n % 2]},{plans[n % 3]}" for n in range(1, 61)]
    (folder / "list.csv").write_text("case_id,team,plan_type\n" + "\n".join(rows) + "\n")
    (folder / "auditors.csv").write_text("name,login,team\nAnn,ann,North\nBo,bo,South\nCy,cy,East\n")
    at = ("--workspace", folder)
    run(program, *at, "import", "auditors", folder / "auditors.csv")
    run(program, *at, "import", "cases", folder / "list.csv")
    run(program, *at, "freeze", "--plan", "monthly", "--id", "2026-09-monthly", "--n", "12")
    run(program, *at, "draw", "2026-09-monthly")


def returns_of(program, folder, to):
    run(program, "--workspace", folder, "export", "--to", to)
    with open(to / "returns.csv", encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def plain(text):
    """A CSV cell without the apostrophe that keeps spreadsheets from running it."""
    return text[1:] if text[:2] in ("'=", "'+", "'-", "'@") else text


def check(told, rows):
    faults, values = [], 0
    cases = {}
    for row in rows:
        key = (row["draw_id"], row["case_id"], row["audit_type"], row["auditor"])
        cases.setdefault(key, []).append(row)
    for case in told:
        found = cases.get((case["draw"], case["case"], case["kind"], case["auditor"]))
        if not found:
            faults.append(f"{case['case']}: did not come back")
            continue
        first = found[0]
        pairs = [
            ("audited_on", first["audit_date"], case["audited_on"]),
            ("overall", first["overall"], case["overall"]),
            ("worker", first["worker_took_part"], case["worker"]),
            ("good practice", plain(first["good_practice"]), case["good_practice"]),
            ("urgent", first["urgent_concern"], case.get("urgent", "")),
        ]
        for of, view in case["views"].items():
            for part in ("asked", "asked_by", "why_not", "words"):
                pairs.append((f"{of} {part}", first[f"{of}_{part}"], view.get(part, "")))
        for at, (what, owner, due) in enumerate(case["actions"], 1):
            end = "" if at == 1 else f"_{at}"
            pairs += [
                (f"action {at}", first[f"action{end}"], what),
                (f"owner {at}", first[f"action_owner{end}"], owner),
                (f"due {at}", first[f"action_due{end}"], due),
            ]
        domains = {row["domain"]: row for row in found}
        if set(domains) - {""} != set(case["domains"]):
            faults.append(f"{case['case']}: domains {sorted(domains)} for {sorted(case['domains'])}")
        for name, result in case["domains"].items():
            row = domains.get(name, {})
            for part in ("score", "judgement", "not_applicable", "comment"):
                pairs.append((f"{name} {part}", plain(row.get(part, "")), result.get(part, "")))
        values += len(pairs)
        faults += [f"{case['case']} {what}: {got!r} for {want!r}" for what, got, want in pairs if got != want]
    return values, faults


def refusals(program, top, folder, back, case):
    """A form for a draw that is not here, of another council's list, and for a replaced case."""
    faults = []

    def refused(where, file, expected):
        at = ("--workspace", where, "--format", "json")
        told = json.loads(run(program, *at, "import", "returns", file, codes=(1,)))
        found = {p["expected"] for p in told["problems"] if p["level"] == "refused"}
        if expected not in found or told["stored"] != 0:
            faults.append(f"refusal: {found} for {expected!r}, {told['stored']} stored")

    empty, other = top / "empty", top / "other"
    run(program, "init", empty)
    refused(empty, back[0], "a form for a draw of this workspace")
    make_workspace(program, other)
    refused(other, back[0], "a form for this draw")
    mine = ("--workspace", folder)
    run(program, *mine, "replace", "2026-09-monthly", case, "--reason", "record not accessible",
        "--approver", "Di Rector", "--opened")
    for file in back:
        at = ("--workspace", folder, "--format", "json")
        got = json.loads(run(program, *at, "import", "returns", file, codes=(0, 1)))
        wanted = "a case that is still in the draw"
        if any(p["expected"] == wanted and case in p["found"] for p in got["problems"]):
            return faults
    return faults + [f"the return on the replaced case {case} was not refused"]


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    top = pathlib.Path(tempfile.mkdtemp())
    folder = pathlib.Path(sys.argv[2]).resolve() if len(sys.argv) > 2 else top / "workspace"
    if not folder.exists():
        make_workspace(program, folder)
    draw = "2026-09-monthly"
    at = ("--workspace", folder, "--format", "json")
    forms = json.loads(run(program, *at, "forms", draw))
    told, back = [], []
    ways = [[], ["--move"], ["--skip", "3"], ["--reverse"], ["--move", "--skip", "4"]]
    for number, form in enumerate(forms):
        # Renamed as people rename, and in another order than they went out.
        out = top / f"audits {number} (final) v2.xlsx"
        answers = top / f"{number}.json"
        run(sys.executable, HERE / "fill.py", form["path"], out, answers, *ways[number % len(ways)])
        told += json.loads(answers.read_text(encoding="utf-8"))
        if number % 3 == 1 and shutil.which("soffice"):
            office = top / "office"
            profile = f"-env:UserInstallation=file://{top}/profile"
            kind = ["xlsx", "ods", "xls"][number // 3 % 3]
            run("soffice", profile, "--headless", "--convert-to", kind, "--outdir", office, out)
            out = next(office.glob(f"audits {number} *.{kind}"))
        back.append(out)
    back.reverse()
    first = json.loads(run(program, *at, "import", "returns", *back, codes=(0, 1)))
    refused = [p for p in first["problems"] if p["level"] == "refused"]
    if refused:
        sys.exit(f"refused: {refused}")
    kept = returns_of(program, folder, top / "first")
    values, faults = check(told, kept)
    again = json.loads(run(program, *at, "import", "returns", *back, codes=(0, 1)))
    if again["stored"] != 0 or again["unchanged"] != first["stored"]:
        faults.append(f"a second time: {again['stored']} stored, {again['unchanged']} unchanged")
    if returns_of(program, folder, top / "second") != kept:
        faults.append("a second time: the store is another")
    if len(sys.argv) <= 2:
        faults += refusals(program, top, folder, back, told[0]["case"])
    for fault in faults:
        print(fault)
    print(f"{len(forms)} forms, {len(told)} cases, {values} values compared with what was filled in: {len(faults)} differ")
    shutil.rmtree(top)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
