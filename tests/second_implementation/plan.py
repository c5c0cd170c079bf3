"""A plan's own lines, and the frozen list that they make of a case list.

Reads the few forms of YAML that plans use (maps, lists, texts, numbers), and a case list as CSV with
the program's own column names. What a plan leaves out has the value that the settings file states.
"""

import csv
import re
import unicodedata
from datetime import date, timedelta
from fractions import Fraction
from math import isqrt


# -- the plan's lines ----------------------------------------------------------------------------------


def bare(text):
    text = text.strip()
    if text[:1] == '"':
        return text[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    if text[:1] == "'":
        return text[1:-1].replace("''", "'")
    if re.fullmatch(r"-?\d+", text):
        return int(text)
    return {"true": True, "false": False}.get(text, text)


def split_flow(text):
    parts, depth, quote, part = [], 0, "", ""
    for c in text:
        if quote:
            quote = "" if c == quote else quote
        elif c in "\"'":
            quote = c
        elif c in "[{":
            depth += 1
        elif c in "]}":
            depth -= 1
        if c == "," and depth == 0 and not quote:
            parts.append(part)
            part = ""
        else:
            part += c
    return parts + [part] if part.strip() else parts


def flow(text):
    text = text.strip()
    if text.startswith("["):
        return [flow(part) for part in split_flow(text[1:-1])]
    if text.startswith("{"):
        return dict(pair(part) for part in split_flow(text[1:-1]))
    return bare(text)


def pair(text):
    match = re.match(r"""\s*("(?:[^"\\]|\\.)*"|'[^']*'|[^:]+?)\s*:(?:\s+|$)(.*)""", text, re.S)
    return str(bare(match[1])), flow(match[2])


def block(lines):
    """lines: (indent, text) pairs at one level and below."""
    if lines[0][1].startswith("- "):
        return [flow(text[2:]) for _, text in lines]
    result, i = {}, 0
    while i < len(lines):
        indent, text = lines[i]
        below = i + 1
        while below < len(lines) and lines[below][0] > indent:
            below += 1
        name, value = pair(text)
        result[name] = block(lines[i + 1 : below]) if below > i + 1 else value
        i = below
    return result


def read_plan(text):
    """The rules of one plan, with everything it leaves out."""
    lines = [re.sub(r"(^|\s)#.*", "", line) for line in text.splitlines()]
    lines = [(len(line) - len(line.lstrip()), line.strip()) for line in lines if line.strip()]
    ((name, given),) = block(lines).items()
    rules = {
        "closed": "left_out", "restricted": "left_out", "exclude_audited_months": 0, "scope": [],
        "unit": "case", "one_per_child": False, "selection": "tickets", "sort": [], "strata": [],
        "bands": {}, "nested": False, "allocation": "proportional", "fixed": {}, "minimum": 0,
        "collapse": None, "reserves": 2, "cap": None, "second_reads": 0, "weights": {},
    }
    rules.update(given)
    rules["name"] = name
    rules["fixed"] = {str(stratum): count for stratum, count in rules["fixed"].items()}
    if rules["one_per_child"]:
        rules["unit"] = "family"
    if rules["selection"] != "tickets":
        rules["cap"] = None
    return rules


def second_read_count(rules, n):
    """How many cases of n are read twice."""
    share = rules.get("second_reads_share")
    if share is None:
        return rules["second_reads"]
    share = str(share)
    exact = Fraction(share[:-1]) / 100 if share.endswith("%") else Fraction(share)
    return -(-n * exact.numerator // exact.denominator)


# -- text ----------------------------------------------------------------------------------------------


def normal(text):
    return unicodedata.normalize("NFC", text.removeprefix("\ufeff").strip(" \u00a0"))


def value(text):
    text = re.sub(" +", " ", normal(text).replace("\u00a0", " "))
    assert text != "(blank)" and " / " not in text, f"a value that cannot stand: {text}"
    return text or "(blank)"


# -- the list ------------------------------------------------------------------------------------------


def whole_months(start, end):
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (end.day < start.day)


def derived(name, case, as_at):
    def on(column):
        return date.fromisoformat(case[column]) if case.get(column) else None

    if name == "age" and not case.get("age") and on("born_on"):
        return str(max(whole_months(on("born_on"), as_at) // 12, -1))
    if name == "months_open" and on("start_date"):
        return str(whole_months(on("start_date"), as_at))
    if name == "days_since_seen" and on("last_seen"):
        return str((as_at - on("last_seen")).days)
    return case.get(name, "")


def banded(edges, text):
    """The band a number falls in, by the lower ends of all bands but the first."""
    if not edges or text == "(blank)":
        return text
    number = int(text)
    below = [edge for edge in edges if edge <= number]
    above = [edge for edge in edges if edge > number]
    if not below:
        return f"under {above[0]}"
    if not above:
        return f"{below[-1]} and over"
    return f"{below[-1]} to {above[0] - 1}" if above[0] - below[-1] > 1 else str(below[-1])


def meets(case, condition, as_at):
    text = normal(derived(condition["column"], case, as_at))
    is_number = re.fullmatch(r"-?\d+", text)
    if "is" in condition:
        return text.lower() in [normal(str(v)).lower() for v in condition["is"]]
    if "not" in condition:
        return text.lower() not in [normal(str(v)).lower() for v in condition["not"]]
    if "at_least" in condition:
        return bool(is_number) and int(text) >= condition["at_least"]
    if "at_most" in condition:
        return bool(is_number) and int(text) <= condition["at_most"]
    raise AssertionError(f"a condition this script does not know: {condition}")


def months_before(day, months):
    count = day.year * 12 + day.month - 1 - months
    first = date(count // 12, count % 12 + 1, 1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def status(case, rules, as_at, recent, by_hand):
    closed = case.get("closed_on")
    if closed and date.fromisoformat(closed) <= as_at and rules["closed"] == "left_out":
        return "closed"
    if not all(meets(case, condition, as_at) for condition in rules["scope"]):
        return "scope"
    if case.get("restricted", "").lower() in ("yes", "true") and rules["restricted"] == "left_out":
        return "restricted"
    months = rules["exclude_audited_months"]
    last = recent.get(normal(case["case_id"]))
    if months and last and last > months_before(as_at, months):
        return "audited"
    return "named" if normal(case["case_id"]) in by_hand else "eligible"


def first_column(name):
    return name.split(" / ")[0] if " / " in name else ""


def merged_name(members, names):
    """Values of a first column that are here whole stand for their strata."""
    parts = []
    for column in dict.fromkeys(first_column(name) for name in members):
        own = [name for name in members if first_column(name) == column]
        if not column:
            parts += own
        elif len(own) == sum(first_column(name) == column for name in names):
            parts.append(column)
        else:
            parts.append(column + " / " + " + ".join(name[len(column) + 3 :] for name in own))
    return " + ".join(parts)


def merged(sizes, rule, n):
    """The new name of each stratum that the plan's rule merges; sizes are of eligible units."""
    words = rule.split()
    by_parent = words[-2:] == ["by", "parent"]
    least, seats, total = int(words[1]), "seat" in rule, sum(sizes.values())
    n = min(n, total)

    def small(size):
        return (n < total and size * n < least * total) if seats else size < least

    names = sorted(sizes, key=lambda name: name.encode("utf-8"))
    groups = [[name] for name in names]
    if by_parent:
        columns = [first_column(name) for name in names if small(sizes[name])]
        groups = [[name] for name in names if first_column(name) not in columns]
        groups += [[n for n in names if first_column(n) == column] for column in dict.fromkeys(columns)]
    while len(groups) > 1:
        groups.sort(key=lambda members: members[0].encode("utf-8"))
        size = [sum(sizes[name] for name in members) for members in groups]
        at = min((i for i in range(len(groups)) if small(size[i])), key=lambda i: size[i], default=None)
        if at is None:
            break
        column = first_column(groups[at][0])
        if at + 1 < len(groups) and (at == 0 or first_column(groups[at + 1][0]) == column):
            other = at + 1
        else:
            other = at - 1
        gone = groups[max(at, other)]
        groups[min(at, other)] += gone
        groups.remove(gone)
    return {
        name: merged_name(members, names) for members in groups if len(members) > 1 for name in members
    }


def merge_strata(rules, rows, n):
    """Fields of frame lines, with the strata merged by the plan's rule."""
    sizes, units = {}, set()
    for row in sorted(rows, key=lambda row: row[0].encode("utf-8")):
        if row[3] == "eligible" and row[2] not in units:
            units.add(row[2])
            sizes[row[1]] = sizes.get(row[1], 0) + 1
    names = merged(sizes, rules["collapse"], n)
    for row in rows:
        row[1] = names.get(row[1], row[1])


def frame_bytes(rules, cases, as_at, recent, by_hand, n=None):
    """The bytes of frame.tsv: recent holds the day of each case's last audit or selection; n is the
    sample size, by which strata may be merged."""
    rows = []
    for case in cases:
        case_id = normal(case["case_id"])
        family = value(case.get("family", ""))
        columns = [banded(rules["bands"].get(c, []), value(derived(c, case, as_at))) for c in rules["strata"]]
        keys = [value(derived(c, case, as_at)) for c in rules["sort"]]
        fields = [
            case_id,
            " / ".join(columns) or "all",
            case_id if rules["unit"] == "case" or family == "(blank)" else family,
            status(case, rules, as_at, recent, by_hand),
            value(derived(rules["cap"]["column"], case, as_at)) if rules["cap"] else "",
            "\x1f".join("" if k == "(blank)" else k for k in keys) if rules["selection"] == "systematic" else "",
        ]
        rows.append(fields)
    if rules["collapse"]:
        merge_strata(rules, rows, n)
    lines = ["\t".join(fields) for fields in rows]
    lines.sort(key=lambda line: line.split("\t")[0].encode("utf-8"))
    return "".join(line + "\n" for line in lines).encode("utf-8")


def read_list(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# -- weights of a Neyman spread ------------------------------------------------------------------------


def neyman_weights(rows, returns):
    """⌊10⁶·max(√(p(1−p)), 0.1) + ½⌋ of each stratum, p the share good or better in the last round."""
    stratum = {row.case: row.stratum for row in rows}
    counts = {}
    for audit in returns:
        good, n = counts.get(stratum[normal(audit["case_id"])], (0, 0))
        is_good = audit["overall"].lower() in ("good", "outstanding")
        counts[stratum[normal(audit["case_id"])]] = (good + is_good, n + 1)
    weights = {}
    for name, (good, n) in counts.items():
        # Twenty further figures of the root decide every rounding there can be.
        scale = 10**26
        root = isqrt(scale * scale * good * (n - good)) // n
        weights[name] = max((root + scale // (2 * 10**6)) // (scale // 10**6), 100_000)
    return weights
