#!/usr/bin/env python3
"""Recomputes a pack's figures from `assay export`, in plain Python and by other code than the program's:

    check.py EXPORT PACK.html

Counts, shares and bases of the tables below come from the export; of the tables of indicators and themes, whose rules are not
repeated here, the sums, shares and intervals are worked out from the counts printed. Every number of the first page is
recomputed, or found in a table of the pack. Exit code 1 where one differs, with its place."""

import re
import sys
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import exported
from page import Page, count, month_short, numbers, percent, share_short


class Check:
    def __init__(self, page: Page) -> None:
        self.page, self.checked, self.faults = page, Counter(), []
        self.known: set[str] = set()
        self.comments = 0

    def same(self, where: str, printed: str, expected: str) -> None:
        self.checked[where.split(",")[0]] += 1
        self.known.update(numbers(expected))
        if printed != expected:
            self.faults.append(f"{where}: printed {printed!r}, recomputed {expected!r}")

    def row(self, table: str, row: dict[str, str], expected: dict[str, str]) -> None:
        name = next(iter(row.values()))
        for column, value in expected.items():
            self.same(f"{table}, {name}, {column}", row[column], value)


def judgements(check: Check, drawn, audits) -> None:
    """Grades by month; the estimate where each stratum has an audit, and else the pack's own word for it."""
    labels = check.page.tables["tab-judgements"][0][1:5] if "tab-judgements" in check.page.tables else []
    for draw in drawn:
        own = [a for a in audits if a.month == draw.month and a.overall in exported.GRADES]
        grades = Counter(a.overall for a in own)
        for row in check.page.rows("tab-judgements"):
            if row["Month"].split(",")[0] != month_short(draw.month):
                continue
            expected = {label: count(grades[grade]) for label, grade in zip(labels, exported.GRADES, strict=True)}
            expected["Audits"] = count(len(own))
            share = exported.estimate(draw, [(a.stratum, float(a.overall in exported.GRADES[:2])) for a in own])
            if share is not None and len(own) >= 10:
                expected["Good or better"] = percent(share)
            check.row("tab-judgements", row, expected)


def domains(check: Check, drawn, audits) -> None:
    if "tab-domains" not in check.page.tables:
        return
    months = [draw for draw in drawn if month_short(draw.month) in check.page.tables["tab-domains"][0]]
    for row in check.page.rows("tab-domains"):
        for draw in months:
            own = [a for a in audits if a.month == draw.month and row["Domain"] in a.scores]
            expected = {f"n, {month_short(draw.month)}": count(len(own))}
            mean = exported.estimate(draw, [(a.stratum, a.scores[row["Domain"]]) for a in own])
            if mean is not None:
                expected[month_short(draw.month)] = f"{mean:.1f}"
            check.row("tab-domains", row, expected)


def completion(check: Check, drawn, audits) -> None:
    for row in check.page.rows("tab-completion"):
        for draw in drawn:
            if row["Month"] == month_short(draw.month):
                back = sum(a.month == draw.month for a in audits)
                check.row("tab-completion", row, {"Drawn": count(draw.drawn), "Returned": count(back), "Share": share_short(back, draw.drawn)})


def draws(check: Check, drawn) -> None:
    for row in check.page.rows("tab-draws"):
        for draw in drawn:
            if row["Draw"] == draw.id:
                eligible = sum(eligible for eligible, _ in draw.strata.values())
                check.row("tab-draws", row, {"Eligible": count(eligible), "Drawn": count(draw.drawn)})
    last = drawn[-1]
    for row in check.page.rows("tab-control-totals"):
        sums = [sum(part) for part in zip(*last.strata.values(), strict=True)]
        eligible, n = sums if row["Stratum"] == "All" else last.strata[row["Stratum"]]
        if row["Eligible"] != "[c]":
            check.row("tab-control-totals", row, {"Eligible": count(eligible), "Drawn": count(n)})


def scope(check: Check, folder: Path) -> None:
    rows = [row for row in exported.table(folder, "cases-children") if not row["closed_on"]]
    groups = Counter(row["plan_type"] or "no plan type recorded" for row in rows)
    for row in check.page.rows("tab-scope"):
        expected = len(rows) if row["Group"] == "All" else groups[row["Group"]]
        if row["Children"] != "[c]":
            check.row("tab-scope", row, {"Children": count(expected)})


def actions(check: Check, folder: Path, as_at: date) -> None:
    all_ = exported.actions(folder, as_at)
    for row in check.page.rows("tab-actions"):
        own = [a for a in all_ if row["Opened by"] in ("All", a["source"])]
        total = lambda what, own=own: count(sum(bool(a[what]) for a in own))
        check.row("tab-actions", row, {
            "All": count(len(own)), "Done": total("done"), "Closed, not done": total("closed"), "Open": total("open"),
            "Overdue": total("overdue"), "Drifting": total("drifting"), "Date moved": total("moved"),
        })


def teams(check: Check, audits) -> None:
    """By the team that the frozen list names, in restricted packs; public ones pool them."""
    names = {a.stratum.split(" / ")[-1] for a in audits}
    for row in check.page.rows("tab-teams"):
        if row["Team"] in names:
            own = [a for a in audits if a.stratum.split(" / ")[-1] == row["Team"] and a.overall in exported.GRADES]
            good = sum(a.overall in exported.GRADES[:2] for a in own)
            check.row("tab-teams", row, {"Good or better": count(good), "Audits": count(len(own))})


def asked(check: Check, audits) -> None:
    """Whether child and family were asked, by what each audit's form says."""
    for row in check.page.rows("tab-feedback"):
        said = Counter(a.rows[0][f"{row['Who']}_asked"].lower() for a in audits)
        yes, no = said["yes"], said["no"]
        words = sum(bool(a.rows[0][f"{row['Who']}_words"].strip()) for a in audits)
        check.row("tab-feedback", row, {
            "Asked": count(yes), "Not asked": count(no), "Audit does not say": count(len(audits) - yes - no),
            "Audits": count(len(audits)), "Share asked": share_short(yes, yes + no), "With their words": count(words),
        })


def owed(check: Check, drawn, audits) -> None:
    back = {(a.rows[0]["draw_id"], a.case) for a in audits}
    missing = sum((drawn[-1].id, case) not in back for case in drawn[-1].stratum_of)
    rows = check.page.rows("tab-owed")
    if rows:
        check.same("tab-owed, all, Cases", count(sum(int(row["Cases"]) for row in rows)), count(missing))


def second_reads(check: Check, folder: Path, audits) -> None:
    """Our auditor's judgement against the second reader's of the same case and draw."""
    first = {(a.rows[0]["draw_id"], a.case): a.overall for a in audits}
    second = {(r["draw_id"], r["case_id"]): r["overall"] for r in exported.table(folder, "returns") if r["audit_type"] == "second read"}
    pairs = Counter((first[key], grade) for key, grade in second.items() if key in first and grade)
    place = {grade: at for at, grade in enumerate(exported.GRADES)}
    agreed = sum(n for (ours, theirs), n in pairs.items() if ours == theirs)
    worse = sum(n for (ours, theirs), n in pairs.items() if place[theirs] > place[ours])
    read = sum(pairs.values())
    check.known.update([count(read), count(agreed), count(worse), share_short(agreed, read)])
    rows = check.page.tables.get("tab-moderation-second", [[]])
    for ours, row in zip(exported.GRADES, rows[1:]):
        for theirs, printed, head in zip(exported.GRADES, row[1:], rows[0][1:], strict=True):
            check.same(f"tab-moderation-second, {row[0]}, {head}", printed, count(pairs[ours, theirs]))


def counted(check: Check) -> None:
    """What follows from printed counts: late bands and shares of indicators, shares and intervals of themes."""
    for table in check.page.tables:
        if table.startswith("tab-ind-"):
            indicator(check, table)
    for table in ["tab-themes-shortcoming", "tab-themes-strength", "tab-themes-mixed"]:
        for row in check.page.rows(table):
            of_comments(check, table, row)
            if found := re.fullmatch(r"([\d,]+) of ([\d,]+)", row.get("Cases", "")):
                check.known.update(interval(*(int(n.replace(",", "")) for n in found.groups())))
    for table, rows in check.page.tables.items():
        for row in rows[1:]:
            for cell in row:
                if found := re.fullmatch(r"(\d+%) \(([\d,]+) of ([\d,]+)\)", cell):
                    hits, base = (int(n.replace(",", "")) for n in found.groups()[1:])
                    check.same(f"{table}, {row[0]}, share", found[1], percent(hits / base))


def of_comments(check: Check, table: str, row: dict[str, str]) -> None:
    """The interval of a theme's share of the comments that were read."""
    hits, read = int(row["Comments"].replace(",", "")), check.comments
    low, high = (100 * end for end in exported.wilson(hits, read))
    decimals = 1 if high < 9.95 else 0
    check.row(table, row, {"Share of comments": percent(hits / read), "95% interval": f"{low:.{decimals}f} to {high:.{decimals}f}%"})


def groups(check: Check, latest, before, drawn) -> None:
    """For each domain, and for good or better: the mean of the latest three months' estimates, its change from the three
    before, and each team against all others together, each audit alike. What is printed in a sentence has to be one of these."""
    teams = sorted({a.stratum.split(" / ")[-1] for a in latest})
    domains = sorted({name for a in latest for name in a.scores})
    of = {name: (lambda a, name=name: a.scores.get(name)) for name in domains}
    of["good or better"] = lambda a: float(a.overall in exported.GRADES[:2])
    for name, value in of.items():
        shown = percent if name == "good or better" else lambda mean: f"{mean:.1f}"
        by_month = lambda audits, draws: [exported.estimate(d, [(a.stratum, value(a)) for a in audits if a.month == d.month and value(a) is not None]) for d in draws]
        now, then = by_month(latest, drawn[-3:]), by_month(before, drawn[-6:-3])
        if None not in now:
            check.known.add(shown(sum(now) / len(now)))
        if then and None not in now + then:
            change = abs(sum(now) / len(now) - sum(then) / len(then))
            check.known.add(f"{100 * change:.0f}" if name == "good or better" else f"{change:.1f}")
        for team in teams:
            own = [value(a) for a in latest if a.stratum.endswith(team) and value(a) is not None]
            rest = [value(a) for a in latest if not a.stratum.endswith(team) and value(a) is not None]
            if own and rest:
                means = sum(own) / len(own), sum(rest) / len(rest)
                by = means[1] - means[0]
                check.known.update([count(len(own)), count(len(rest)), *map(shown, means)])
                check.known.add(f"{100 * by:.0f}" if name == "good or better" else f"{by:.1f}")


def interval(hits: int, n: int) -> list[str]:
    low, high = exported.wilson(hits, n)
    return [f"{100 * low:.0f}", f"{100 * high:.0f}%", percent(hits / n)]


def indicator(check: Check, table: str) -> None:
    rows = check.page.tables[table]
    by_name = {row[0]: row[1:] for row in rows[1:]}
    if "Due" not in by_name:
        by_name = {name: [row[at] for row in rows[1:]] for at, name in enumerate(rows[0])}
    late = [cells for name, cells in by_name.items() if name.startswith("Late")]
    for at, printed in enumerate(by_name["Due"]):
        if printed == "–":
            continue
        value = lambda cells, at=at: int(cells[at].replace(",", ""))
        due, done = value(by_name["Due"]), value(by_name["On time"])
        check.same(f"{table}, {at}, Due", printed, count(done + sum(map(value, late))))
        check.same(f"{table}, {at}, Share on time", by_name["Share on time"][at], share_short(done, due))


def first_page(check: Check, folder: Path, drawn, audits, as_at: date) -> None:
    """Every number of every sentence is recomputed, or is printed in a table of the pack."""
    latest = [a for a in audits if a.month in {d.month for d in drawn[-3:]}]
    before = [a for a in audits if a.month in {d.month for d in drawn[-6:-3]}]
    practice = sum(a.good_practice for a in audits)
    drawn_latest = sum(d.drawn for d in drawn[-3:])
    good = sum(a.overall in exported.GRADES[:2] for a in latest)
    own = [count(n) for n in (len(audits), len(latest), len(before), practice, good, drawn_latest, len(drawn))]
    own += [percent(practice / len(audits)), percent(len(latest) / drawn_latest)]
    check.known.update(own)
    check.known.add(count(check.comments))
    groups(check, latest, before, drawn)
    in_tables = {number for rows in check.page.tables.values() for row in rows for cell in row for number in numbers(cell)}
    found = missing = ends = 0
    for sentence in check.page.sentences:
        # The ends of intervals of changes follow from the design's variance, which R's survey package repeats in CI.
        changes = re.findall(r"interval [−\d.]+ to [−\d.]+", sentence)
        ends += 2 * len(changes)
        for number in numbers(re.sub(r"interval [−\d.]+ to [−\d.]+", "", sentence)):
            if number in check.known or number in in_tables:
                found += 1
            else:
                missing += 1
                check.faults.append(f"first page: {number} is recomputed nowhere: {sentence}")
    print(f"first page: {found} of {found + missing} numbers recomputed or found in a table; {ends} ends of intervals of changes left out")


def main() -> int:
    folder, page = Path(sys.argv[1]), Page(Path(sys.argv[2]).read_text())
    as_at = date.fromisoformat(re.search(r'<time datetime="(\d{4}-\d{2}-\d{2})"', Path(sys.argv[2]).read_text())[1])
    drawn = exported.draws(folder, as_at)
    audits = exported.audits(folder, drawn, as_at)
    check = Check(page)
    check.comments = sum(bool(row["comment"].strip()) for audit in audits for row in audit.rows)
    judgements(check, drawn, audits)
    domains(check, drawn, audits)
    completion(check, drawn, audits)
    draws(check, drawn)
    scope(check, folder)
    actions(check, folder, as_at)
    teams(check, audits)
    asked(check, audits)
    owed(check, drawn, audits)
    second_reads(check, folder, audits)
    counted(check)
    first_page(check, folder, drawn, audits, as_at)
    for table, n in sorted(check.checked.items()):
        print(f"{table}: {n} cells")
    for fault in check.faults:
        print(f"DIFFERS {fault}")
    print(f"{sum(check.checked.values())} cells recomputed, {len(check.faults)} differ")
    return 1 if check.faults or not check.checked else 0


if __name__ == "__main__":
    sys.exit(main())
