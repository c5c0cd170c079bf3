"""What was exported, as a pack counts it: first reads of randomly drawn cases, by the draws' own manifests, up to a day.
It shares no code with the program."""

import csv
import json
import math
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

GRADES = ["outstanding", "good", "requires_improvement", "inadequate"]
DRIFT_DAYS = 90


def table(folder: Path, name: str) -> list[dict[str, str]]:
    path = folder / f"{name}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@dataclass
class Audit:
    month: str
    case: str
    auditor: str
    overall: str
    stratum: str
    good_practice: bool
    rows: list[dict[str, str]]
    scores: dict[str, float] = field(default_factory=dict)


@dataclass
class Draw:
    id: str
    month: str
    strata: dict[str, tuple[int, int]]
    stratum_of: dict[str, str]

    @property
    def drawn(self) -> int:
        return len(self.stratum_of)


def draws(folder: Path, as_at: date) -> list[Draw]:
    found = []
    for path in sorted((folder / "draws").iterdir()):
        manifest = json.loads((path / "manifest.json").read_text())
        if date.fromisoformat(manifest["frozen_at"][:10]) > as_at:
            continue
        replaced = {r.get("case_id"): r.get("replaced_by") for r in manifest["replacements"]}
        of = {}
        for stratum in manifest["strata"]:
            for case in stratum["selected"]:
                of[replaced.get(case["case_id"]) or case["case_id"]] = stratum["stratum"]
        strata = {s["stratum"]: (s["eligible"], s["n"]) for s in manifest["strata"]}
        found.append(Draw(manifest["draw_id"], manifest["draw_id"][:7], strata, of))
    return found


def audits(folder: Path, drawn: list[Draw], as_at: date) -> list[Audit]:
    """First reads of cases that were drawn at random, each in its latest version."""
    by_draw = {draw.id: draw for draw in drawn}
    latest: dict[tuple[str, str, str], int] = defaultdict(int)
    rows = [row for row in table(folder, "returns") if row["audit_type"] == "monthly"]
    for row in rows:
        key = (row["draw_id"], row["case_id"], row["auditor"])
        latest[key] = max(latest[key], int(row["version"]))
    found: dict[tuple[str, str, str], Audit] = {}
    for row in rows:
        key = (row["draw_id"], row["case_id"], row["auditor"])
        draw = by_draw.get(row["draw_id"])
        if draw is None or row["case_id"] not in draw.stratum_of or int(row["version"]) != latest[key]:
            continue
        if row["audit_date"] and date.fromisoformat(row["audit_date"]) > as_at:
            continue
        stratum = draw.stratum_of[row["case_id"]]
        practice = bool(row["good_practice"].strip())
        audit = found.setdefault(key, Audit(row["month"], row["case_id"], row["auditor"], row["overall"], stratum, practice, []))
        audit.rows.append(row)
        audit.good_practice |= practice
        if row["score"] and not row["not_applicable"]:
            audit.scores[row["domain"]] = float(row["score"])
    return list(found.values())


def estimate(draw: Draw, values: list[tuple[str, float]]) -> float | None:
    """The mean over the eligible cases: each stratum by its share of them. None where a stratum has no value, since
    then the program joins strata, which this does not repeat."""
    by_stratum: dict[str, list[float]] = defaultdict(list)
    for stratum, value in values:
        by_stratum[stratum].append(value)
    if any(name not in by_stratum for name, (eligible, n) in draw.strata.items() if n):
        return None
    sizes = {name: draw.strata[name][0] for name in by_stratum}
    return sum(sizes[name] * sum(v) / len(v) for name, v in by_stratum.items()) / sum(sizes.values())


def wilson(hits: int, n: int) -> tuple[float, float]:
    """E. B. Wilson, 1927, at 95%."""
    z = 1.959963984540054
    middle = (hits + z * z / 2) / (n + z * z)
    half = z * math.sqrt(hits * (n - hits) / n + z * z / 4) / (n + z * z)
    return middle - half, middle + half


def actions(folder: Path, as_at: date) -> list[dict[str, object]]:
    """Every action opened by the day, with what is to be said of it on that day."""
    found = []
    for row in table(folder, "actions"):
        opened = day(row["opened_on"])
        if opened is None or opened > as_at:
            continue
        dues = [due for due in (day(row[name]) for name in ["due", "due_2", "due_3", "due_4", "due_5"]) if due]
        done = day(row["done_on"])
        closed = bool(row["reason"].strip()) and done is None
        open_ = not closed and (done is None or done > as_at)
        moves = max(len(dues) - 1, 0)
        late = open_ and bool(dues) and dues[-1] < as_at
        drifting = open_ and (as_at - opened > timedelta(days=DRIFT_DAYS) or moves >= 2)
        found.append({"source": row["source"], "what": row["what"], "done": done is not None and not open_, "open": open_,
                      "closed": closed, "overdue": late, "drifting": drifting, "moved": moves > 0})
    return found


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text.strip() else None
