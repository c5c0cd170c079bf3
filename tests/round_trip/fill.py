#!/usr/bin/env python3
"""Fills form workbooks as an auditor would, with openpyxl, and writes what was filled in as JSON.

    fill.py FORM.xlsx OUT.xlsx ANSWERS.json [--skip N] [--move] [--reverse]

It knows the form by its labels only, as a person does. --skip leaves every Nth case sheet untouched
and every Nth box of a domain empty; --move puts an empty column before the tables and rows between
them; --reverse turns the order of sheets round. Exit code 1 when the form is not as a person needs it.
"""

import argparse
import copy
import datetime
import json
import sys

from openpyxl import load_workbook

GRADES = ["outstanding", "good", "requires improvement", "inadequate"]


def folded(value):
    return str(value or "").strip().lower()


def find(sheet, label):
    for row in sheet.iter_rows():
        for cell in row:
            if folded(cell.value) == label.lower():
                return cell
    return None


def box(sheet, label):
    """The cell to the right of a label."""
    found = find(sheet, label)
    return sheet.cell(found.row, found.column + 1)


def choices(sheet, cell):
    """The words of the drop-down list on a cell."""
    for rule in sheet.data_validations.dataValidation:
        if cell.coordinate in rule.sqref and rule.type == "list":
            formula = rule.formula1.strip()
            if formula.startswith('"'):
                return formula.strip('"').split(",")
            name, span = formula.lstrip("=").split("!")
            lists = sheet.parent[name.strip("'")]
            return [c.value for row in lists[span.replace("$", "")] for c in row]
    return None


def put(sheet, cell, value):
    """Types into a box as a person could: the cell is open and its list has the word."""
    words = choices(sheet, cell)
    if words is not None and value not in words:
        sys.exit(f"{sheet.title} {cell.coordinate}: {value!r} is not on the list {words}")
    if cell.protection.locked:
        sys.exit(f"{sheet.title} {cell.coordinate}: the box is locked")
    cell.value = value


def heads(sheet, first):
    """The columns of the table whose heading row has `first`, and the rows below up to a blank one."""
    head = find(sheet, first)
    columns = {folded(c.value): c.column for c in sheet[head.row] if c.value}
    rows = []
    row = head.row + 1
    while row <= sheet.max_row and not any(
        folded(sheet.cell(row, 1).value) == other for other in ("domain", "question", "views of", "action agreed", "draw")
    ):
        rows.append(row)
        row += 1
    return columns, rows


def fill(sheet, number, skip):
    """Fills one case sheet and returns what was filled in, as the program keeps it."""
    day = datetime.date(2026, 9, 1 + number % 28)
    told = {"case": box(sheet, "Case").value, "audited_on": day.isoformat()}
    told["kind"] = box(sheet, "Type of audit").value
    told["draw"] = box(sheet, "Draw").value
    auditor = box(sheet, "Auditor")
    if not auditor.value:
        put(sheet, auditor, "stand.in")
    told["auditor"] = auditor.value
    put(sheet, box(sheet, "Date of audit"), day)
    overall = GRADES[(number + 1) % 4]
    put(sheet, box(sheet, "Overall judgement"), overall)
    told["overall"] = overall.replace(" ", "_")
    put(sheet, box(sheet, "Worker took part"), ["yes", "no"][number % 2])
    told["worker"] = ["yes", "no"][number % 2]
    practice = f"Äußerst good: “life story” work,\nline two of {number}"
    put(sheet, box(sheet, "Good practice"), practice)
    told["good_practice"] = practice
    if number % 5 == 2:
        for label, value in (
            ("Urgent concern", "left alone overnight"),
            ("Who was told", "the duty manager"),
            ("Told on", day),
            ("Their response", "visited within the hour"),
        ):
            put(sheet, box(sheet, label), value)
        told["urgent"] = "left alone overnight"
    told["domains"] = {}
    columns, rows = heads(sheet, "Domain")
    for at, row in enumerate(rows):
        name = sheet.cell(row, columns["domain"]).value
        if not name or (skip and (number + at) % skip == 0):
            continue
        result = {}
        absent = sheet.cell(row, columns["not applicable"])
        if not absent.protection.locked and (number + at) % 4 == 1:
            put(sheet, absent, "n/a")
            result["not_applicable"] = "yes"
        else:
            score = (number * 7 + at * 3) % 21 / 2
            put(sheet, sheet.cell(row, columns["score (0 to 10)"]), score)
            result["score"] = f"{score:g}"
            grade = GRADES[(number + at) % 4]
            put(sheet, sheet.cell(row, columns["judgement"]), grade)
            result["judgement"] = grade.replace(" ", "_")
        comment = f"=SUM(1) is no formula; case {number}, “{name}”\nsecond line, £5 & <b>"
        cell = sheet.cell(row, columns["comment"])
        put(sheet, cell, comment)
        cell.data_type = "s"
        result["comment"] = comment
        told["domains"][name] = result
    columns, rows = heads(sheet, "Views of")
    told["views"] = {}
    for at, row in enumerate(rows):
        of = folded(sheet.cell(row, columns["views of"]).value)
        if of not in ("child", "family"):
            continue
        asked = ["yes", "no"][(number + at) % 2]
        put(sheet, sheet.cell(row, columns["asked"]), asked)
        if asked == "yes":
            put(sheet, sheet.cell(row, columns["asked by"]), "the auditor")
            put(sheet, sheet.cell(row, columns["what they said, in their words"]), f"“fine”, says {of}")
            told["views"][of] = {"asked": asked, "asked_by": "the auditor", "words": f"“fine”, says {of}"}
        else:
            put(sheet, sheet.cell(row, columns["if not asked, why not"]), "too young")
            told["views"][of] = {"asked": asked, "why_not": "too young"}
    columns, rows = heads(sheet, "Action agreed")
    told["actions"] = []
    for at, row in enumerate(rows[: number % 4]):
        due = day + datetime.timedelta(days=30 * (at + 1))
        put(sheet, sheet.cell(row, columns["action agreed"]), f"action {at + 1} of {number}")
        put(sheet, sheet.cell(row, columns["owner"]), "Worker A")
        put(sheet, sheet.cell(row, columns["due"]), due)
        told["actions"].append([f"action {at + 1} of {number}", "Worker A", due.isoformat()])
    return told


def move(sheet):
    """Copies every cell two rows down and one column right, as after inserting rows and columns."""
    merged = [copy.copy(r) for r in sheet.merged_cells.ranges]
    for r in merged:
        sheet.unmerge_cells(str(r))
    sheet.move_range(sheet.calculate_dimension(), rows=2, cols=1)
    for r in merged:
        r.shift(col_shift=1, row_shift=2)
        sheet.merge_cells(str(r))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("form")
    parser.add_argument("out")
    parser.add_argument("answers")
    parser.add_argument("--skip", type=int, default=0)
    parser.add_argument("--move", action="store_true")
    parser.add_argument("--reverse", action="store_true")
    asked = parser.parse_args()
    book = load_workbook(asked.form)
    told = []
    sheets = [sheet for sheet in book if sheet.title.startswith("Case ")]
    for number, sheet in enumerate(sheets):
        if not sheet.protection.sheet:
            sys.exit(f"{sheet.title}: the labels are not locked")
        if asked.skip and number % asked.skip == asked.skip - 1:
            continue
        told.append(fill(sheet, number, asked.skip))
        if asked.move:
            move(sheet)
    if asked.reverse:
        book._sheets.reverse()
    book.save(asked.out)
    with open(asked.answers, "w", encoding="utf-8") as file:
        json.dump(told, file, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
