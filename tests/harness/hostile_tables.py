"""Tables, workbooks and documents made to hurt a reader: each a name with its ending, and bytes."""

import io
import struct
import zipfile

MB = 1024 * 1024
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'
BOMB = '<!DOCTYPE b [<!ENTITY a0 "aaaaaaaaaa">{}]>'.format("".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)))


def csvs():
    head = b"case_id,team,plan_type,start_date\n"
    row = b"QX-1,North,child in need,2026-01-01\n"
    return {
        "empty": b"", "bom": b"\xef\xbb\xbf", "nul": head + b"QX-\0001,\0,\0,\0\n", "one-line-10-mb": b"a" * 10 * MB,
        "wide-header": b",".join(b"c%d" % n for n in range(100_000)) + b"\n" + b"," * 99_999, "open-quote": head + b'QX-1,"' + b"x,y\n" * MB,
        "quotes": head + b'"' * 2 * MB, "bad-utf8": head + b"\xff\xfe\xfd\x80QX," * 1000, "odd-utf16": b"\xff\xfe" + head.decode().encode("utf-16-le") + b"x",
        "utf32": (head + row).decode().encode("utf-32"), "cr-only": (head + row * 3).replace(b"\n", b"\r"), "blank-lines": head + b"\n" * MB,
        "only-commas": b"," * 5 * MB, "same-header": b",".join([b"case_id"] * 5000) + b"\n" + row, "program": b"MZ" + bytes(range(256)) * 1000,
        "gzip": b"\x1f\x8b\x08\0" + b"\0" * 1000, "html": b"<html><table>" + b"<tr><td>x" * 100_000, "escapes": head + "QX-1,\x1b[2J\u202e=cmd|' /C calc'!A0,+1,@x\n".encode(),
        "deep-id": b"case_id\n" + b"9" * MB + b"\n", "many-rows": head + b"".join(b"QX-%d,N,child in need,2026-01-01\n" % n for n in range(200_000)),
        "same-id": head + row * 100_000, "far-dates": head + b"QX-1,N,child in need,9999-12-31\nQX-2,N,child in need,-0001-01-01\nQX-3,N,child in need,99999999-01-01\n",
        "numbers": head + b"1e308,1e-308,NaN,inf\n" + b"9" * 400 + b",-,0x1F,1_000\n", "combining": head + ("QX-" + "e" + "\u0301" * 100_000 + ",N,child in need,2026-01-01\n").encode(),
    }


def zipped(parts, method=zipfile.ZIP_DEFLATED):
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", method) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return whole.getvalue()


def book(sheet, strings="<sst/>", extra=(), sheets=1):
    named = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, sheets + 1))
    links = "".join(f'<Relationship Id="r{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>' for n in range(1, sheets + 1))
    return zipped([
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'),
        ("xl/workbook.xml", f'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{named}</sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}<Relationship Id="rs" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>'),
        ("xl/sharedStrings.xml", strings), ("xl/worksheets/sheet1.xml", sheet), *extra,
    ])


def cell(place, text):
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def books():
    rows = SHEET.format("<sheetData><row r='1'>" + cell("A1", "case_id") + cell("B1", "team") + "</row><row r='2'>" + cell("A2", "QX-1") + cell("B2", "N") + "</row></sheetData>")
    sound = book(rows)
    strings = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="4000000000" uniqueCount="4000000000"><si><t>a</t></si></sst>'
    shared = SHEET.format('<sheetData><row r="1"><c r="A1" t="s"><v>4294967295</v></c><c r="B1" t="s"><v>-1</v></c></row></sheetData>')
    lying = bytearray(sound)
    at = lying.find(b"PK\x01\x02")
    lying[at + 24 : at + 28] = struct.pack("<I", 0xFFFFFFF0)
    return {
        "sound": sound, "cut": sound[: len(sound) // 2], "no-directory": sound[:-40], "lying-size": bytes(lying), "doubled": sound + sound,
        "zeros-1-gb": book(SHEET.format("<sheetData>" + " " * 64 * MB * 4 + "</sheetData>")), "entities": book(BOMB + SHEET.format("<sheetData><row><c t='inlineStr'><is><t>&a11;</t></is></c></row></sheetData>")),
        "deep-xml": book(SHEET.format("<a>" * 200_000)), "far-cell": book(SHEET.format("<sheetData><row r='1048576'>" + cell("XFD1048576", "x") + "</row></sheetData>")),
        "two-corners": book(SHEET.format("<dimension ref='A1:XFD1048576'/><sheetData><row r='1'>" + cell("A1", "case_id") + "</row><row r='1048576'>" + cell("XFD1048576", "x") + "</row></sheetData>")),
        "no-such-cell": book(SHEET.format("<sheetData><row r='99999999999999999999'>" + cell("ZZZZZZZZ99999999999999", "x") + "</row></sheetData>")),
        "strings-declared": book(rows, strings), "string-number": book(shared, strings), "many-sheets": book(rows, sheets=10_000),
        "no-sheet": book(""), "huge-cell": book(SHEET.format("<sheetData><row r='1'>" + cell("A1", "x" * 40 * MB) + "</row></sheetData>")),
        "merged": book(SHEET.format("<sheetData><row r='1'>" + cell("A1", "case_id") + "</row></sheetData><mergeCells>" + "<mergeCell ref='A1:XFD1048576'/>" * 2000 + "</mergeCells>")),
        "names-outside": zipped([("../../../../tmp/out", "x"), ("/etc/out", "x"), ("xl/workbook.xml", "<workbook/>")]),
        "many-parts": zipped([(f"p{n}", "") for n in range(70_000)]), "encrypted": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096, "empty-zip": zipped([]),
    }


def sheets_of_libreoffice():
    def ods(body):
        content = f'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>'
        return zipped([("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content), ("META-INF/manifest.xml", "<m/>")])

    many = '<table:table table:name="S">{}</table:table>'
    text = '<table:table-cell office:value-type="string"{}><text:p>x</text:p></table:table-cell>'
    return {
        "columns-repeated": ods(many.format("<table:table-row>" + text.format(' table:number-columns-repeated="2147483647"') + "</table:table-row>")),
        "rows-repeated": ods(many.format('<table:table-row table:number-rows-repeated="2147483647">' + text.format("") + "</table:table-row>")),
        "hidden-rows-repeated": ods(many.format('<table:table-row table:visibility="collapse" table:number-rows-repeated="4294967295">' + text.format("") + "</table:table-row>")),
        "both-repeated": ods(many.format('<table:table-row table:number-rows-repeated="1000000">' + text.format(' table:number-columns-repeated="16000"') + "</table:table-row>")),
        "nested-tables": ods('<table:table table:name="S">' * 50_000), "negative": ods(many.format('<table:table-row table:number-rows-repeated="-5">' + text.format("") + "</table:table-row>")),
        "spaces": ods(many.format('<table:table-row><table:table-cell office:value-type="string"><text:p>a<text:s text:c="4000000000"/>b</text:p></table:table-cell></table:table-row>')),
    }


def documents():
    """XML of the census, which goes to the reader of lists."""
    return {
        "entities": (BOMB + "<Message><Children><Child>&a11;</Child></Children></Message>").encode(), "depth": b"<a>" * 500_000,
        "outside": b'<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]><Message><Children><Child><LAchildID>&x;</LAchildID></Child></Children></Message>',
        "attribute": b'<Message a="' + b"x" * 20 * MB + b'"/>', "children": b"<Message><Children>" + b"<Child><LAchildID>1</LAchildID></Child>" * 200_000 + b"</Children></Message>",
        "utf7": b'<?xml version="1.0" encoding="UTF-7"?><Message/>', "cut": b"<Message><Children><Child><LAchildID>1",
    }
