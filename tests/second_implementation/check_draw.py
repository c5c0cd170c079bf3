#!/usr/bin/env python3
"""Draws again from a draw's manifest.json and the frame.tsv beside it, and says where they differ.

    python3 check_draw.py DRAW_FOLDER... [--list LIST.csv --as-at DATE] [--n N]
                          [--returns RETURNS.csv --round LAST_DRAW_FOLDER]

The rules are read from the plan's own lines in the manifest, never from what the program made of them.
With the case list, the frozen list is made again from it as well (draws of the folders named are taken
in turn: what one selects counts as audited for the next). Exit code 0: the cases are the ones; 1: not.
"""

import argparse
import hashlib
import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import plan as plans
from method import draw, read_frame, second_reads, sha, walk


def rules_of(manifest):
    return plans.read_plan(manifest["plan"]["text"])


def again(manifest, rows, n, rules):
    return draw(manifest["seed"]["text"], manifest["draw_id"], rows, n, rules)


def first_size(manifest):
    now = sum(m["n"] for m in manifest["strata"])
    return manifest["extensions"][0]["from_n"] if manifest["extensions"] else now


def allocation(manifest, rules):
    """What the manifest says of the rules, beside what the plan's lines say."""
    said = manifest["allocation"]
    selection = rules["selection"].replace("_", "-")
    unit = "case" if rules["unit"] == "case" else "family"
    cap = None if rules["cap"] is None else {"column": rules["cap"]["column"], "k": rules["cap"]["k"]}
    for what, expected, found in [
        ("selection", selection, manifest["selection"]),
        ("unit", unit, manifest["unit"]),
        ("allocation method", rules["allocation"], said["method"]),
        ("minimum", rules["minimum"], said["minimum"]),
        ("nested", rules["nested"], said["nested"]),
        ("cap", cap, said["cap"]),
        ("weights", rules["weights"], said["weights"]),
    ]:
        if expected != found:
            yield f"{what}: expected {expected}, found {found}"


def standing(manifest):
    """The cases audited now: the selected ones, and the stand-ins of those replaced."""
    drawn = [d for m in manifest["strata"] for d in m["selected"] + m["reserves"]]
    unit = {d["case_id"]: d["ticket"] or d["case_id"] for d in drawn}
    now = {unit[d["case_id"]] for m in manifest["strata"] for d in m["selected"]}
    for entry in manifest["replacements"]:
        now.discard(unit.get(entry["case_id"], entry["case_id"]))
        now.add(unit.get(entry["replaced_by"], entry["replaced_by"]))
    # The next later row of a systematic draw is neither selected nor a reserve: it has no unit above.
    return [case for case in unit if unit[case] in now] + list(now - set(unit.values()))


def replacements(manifest, rows, rules):
    used = set()
    for entry in manifest["replacements"]:
        made_by_extension = entry["reason"] == "extension"
        later = [
            e
            for e in manifest["extensions"]
            if e["at"] > entry["at"] or (e["at"] == entry["at"] and not made_by_extension)
        ]
        n = later[0]["from_n"] if later else sum(m["n"] for m in manifest["strata"])
        strata = again(manifest, rows, n, rules)
        selected = {d["case_id"] for m in strata for d in m["selected"]}
        if rules["selection"] == "systematic":
            ids = [row.case for row in walk(rows)]
            place = ids.index(entry["case_id"])
            line = ids[place:] + ids[:place]
            expected = next(c for c in line if c not in selected and c not in used)
            used.add(expected)
        else:
            (stratum,) = [
                m
                for m in strata
                if entry["case_id"] in [d["case_id"] for d in m["selected"] + m["reserves"]]
            ]
            expected = next(d for d in stratum["reserves"] if d["case_id"] not in used)
            # Of a family all children step in together; of a case there is one.
            used |= {d["case_id"] for d in stratum["reserves"] if d["ticket"] == expected["ticket"]}
            expected = expected["case_id"]
        if expected != entry["replaced_by"]:
            yield f"replacement of {entry['case_id']}: expected {expected}, found {entry['replaced_by']}"


def differences(manifest, frame_bytes, rules, wanted):
    if manifest["method"] != "assay/1":
        yield f"another method: {manifest['method']}"
        return
    if hashlib.sha256(frame_bytes).hexdigest() != manifest["frame"]["sha256"]:
        yield "frame.tsv has another digest than the frozen list"
    if sha(manifest["plan"]["text"]) != manifest["plan"]["sha256"]:
        yield "the plan's text has another digest"
    if manifest["seed"]["recorded_at"] < manifest["frozen_at"]:
        yield "the seed was recorded before the freeze"
    yield from allocation(manifest, rules)
    everything = read_frame(frame_bytes)
    counts = Counter(row.status for row in everything)
    rows = [row for row in everything if row.status == "eligible"]
    said = manifest["frame"]
    if said["cases"] != len(everything) or said["eligible"] != counts.pop("eligible", 0):
        yield "the list has other counts than the manifest says"
    if said["excluded"] != dict(counts):
        yield "the list leaves out other cases than the manifest says"
    n = sum(m["n"] for m in manifest["strata"])
    if wanted is not None and n != wanted:
        yield f"n: expected {wanted}, found {n}"
    expected = again(manifest, rows, n, rules)
    if len(expected) != len(manifest["strata"]):
        yield f"{len(expected)} strata expected, {len(manifest['strata'])} found"
    for want, found in zip(expected, manifest["strata"]):
        for name, value in want.items():
            if found[name] != value:
                yield f"stratum {want['stratum']}, {name}: expected {value}, found {found[name]}"
    first = first_size(manifest)
    strata = again(manifest, rows, first, rules)
    m = plans.second_read_count(rules, sum(len(stratum["selected"]) for stratum in strata))
    if second_reads(manifest["seed"]["text"], manifest["draw_id"], strata, m) != manifest["second_read"]:
        yield "other cases are read twice"
    yield from replacements(manifest, rows, rules)
    drawn = {d["case_id"] for stratum in manifest["strata"] for d in stratum["selected"]}
    on_list = {row.case for row in everything}
    for targeted in manifest["targeted"]:
        if targeted["case_id"] in drawn or targeted["case_id"] not in on_list:
            yield f"targeted {targeted['case_id']}: selected as well, or not on the list"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--list", type=Path)
    parser.add_argument("--as-at", type=date.fromisoformat)
    parser.add_argument("--n", type=int)
    parser.add_argument("--returns", type=Path)
    parser.add_argument("--round", type=Path)
    asked = parser.parse_args()
    recent, failed = {}, False
    for folder in asked.folders:
        manifest_bytes = (folder / "manifest.json").read_bytes()
        frame_bytes = (folder / "frame.tsv").read_bytes()
        manifest = json.loads(manifest_bytes)
        rules = rules_of(manifest)
        if rules["allocation"] == "neyman" and asked.round:
            last = read_frame((asked.round / "frame.tsv").read_bytes())
            rules["weights"] = plans.neyman_weights(last, plans.read_list(asked.returns))
        found = list(differences(manifest, frame_bytes, rules, asked.n))
        if asked.list:
            left_out = asked.list.parent / "left-out.csv"
            by_hand = {r["case_id"] for r in plans.read_list(left_out)} if left_out.exists() else set()
            cases = plans.read_list(asked.list)
            again = plans.frame_bytes(rules, cases, asked.as_at, recent, by_hand, first_size(manifest))
            if again != frame_bytes:
                found.append("the list and the plan give another frozen list")
        recent.update(dict.fromkeys(standing(manifest), asked.as_at))
        written = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
        if written.encode("utf-8") != manifest_bytes:
            found.append("manifest.json is not two-space indented JSON with one line feed at the end")
        for difference in found:
            print(f"{folder}: {difference}")
        if not found:
            cases = sum(len(m["selected"]) for m in manifest["strata"])
            print(f"{folder}: the same {cases} cases")
        failed = failed or bool(found)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
