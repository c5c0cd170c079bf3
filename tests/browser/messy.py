"""Writes a workbook as councils send them: messy.py FILE. Title rows above the header, dates of two styles, an id that
comes twice, a row without an id, a column that no map knows and a total at the end. It uses the standard library alone."""

import sys
import zipfile
from xml.sax.saxutils import escape

HEADER = ["Case ID", "Social Work Team", "Plan type", "Allocated To", "Start date", "Wibble", "Ref. of locality"]
TEAMS = ["North", "South", "East"]


def rows():
    yield ["Children in need, list for audit"]
    yield ["Run on 1 November 2026 by Performance"]
    yield []
    yield HEADER
    for i in range(60):
        start = f"{i % 28 + 1:02}/{i % 9 + 1:02}/2026" if i % 2 else f"2026-{i % 9 + 1:02}-{i % 28 + 1:02}"
        yield [str(1000 + i), TEAMS[i % 3], "CIN", f"worker {i % 7}", start, "x", f"L{i % 5}"]
    yield ["1003", "North", "CIN", "worker 2", "soon", "x", "L1"]
    yield ["", "South", "CIN", "worker 4", "14/02/2026", "x", "L2"]
    yield ["Total", "61", "", "", "", "", ""]


def column(number):
    return chr(ord("A") + number)


def sheet():
    lines = []
    for at, row in enumerate(rows(), 1):
        cells = "".join(
            f'<c r="{column(number)}{at}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
            for number, text in enumerate(row)
            if text
        )
        lines.append(f'<row r="{at}">{cells}</row>')
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{main}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    "</Types>",
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{OFFICE}">'
    '<sheets><sheet name="List" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/worksheets/sheet1.xml": sheet(),
}

with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as book:
    for name, text in PARTS.items():
        book.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
