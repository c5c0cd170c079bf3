"""Old binary workbooks (.xls) made to hurt a reader: each a name, and bytes. Only what a reader looks at is written."""

import struct

SECTOR = 512
FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
LATIN = b"\x00"


def record(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data


def container(stream):
    """The records in the container of such a file: one table of sectors, a folder of two entries, one stream."""
    stream += b"\0" * (max(4096, -(-len(stream) // SECTOR) * SECTOR) - len(stream))
    sectors = len(stream) // SECTOR
    tables = -(-(sectors + 1) // 127)
    links = [TABLE] * tables + [END] + [tables + 2 + n for n in range(sectors - 1)] + [END]
    # A file of more than 109 tables lists the others in sectors of their own.
    lists = -(-max(0, tables - 109) // 127)
    links += [0xFFFFFFFC] * lists
    links += [FREE] * (tables * 128 - len(links))
    first_list = tables + 1 + sectors

    def entry(name, kind, start, size, child=FREE):
        letters = (name + "\0").encode("utf-16-le")
        return letters.ljust(64, b"\0") + struct.pack("<HBBIII16sIQQIII", len(letters), kind, 1, FREE, FREE, child, b"", 0, 0, 0, start, size, 0)

    folder = entry("Root Entry", 5, END, 0, 1) + entry("Workbook", 2, tables + 1, len(stream))
    known = list(range(tables))
    head = struct.pack("<8s16sHHHHH6sIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 62, 3, 0xFFFE, 9, 6, b"", 0, tables, tables, 0, 4096, END, 0, first_list if lists else END, lists)
    head += b"".join(struct.pack("<I", n) for n in (known + [FREE] * 109)[:109])
    more, beyond = b"", known[109:]
    for n in range(lists):
        part = beyond[n * 127 : (n + 1) * 127]
        part += [FREE] * (127 - len(part)) + [first_list + n + 1 if n + 1 < lists else END]
        more += struct.pack("<128I", *part)
    return head + struct.pack(f"<{len(links)}I", *links) + folder.ljust(SECTOR, b"\0") + stream + more


def book(sheets, at=None):
    """A workbook of these sheets, each the records between its begin and end; `at` makes all sheets the first one."""
    begin, end = record(0x0809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)), record(0x000A)
    head = record(0x0809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + record(0x0042, struct.pack("<H", 1200))
    names = [f"S{n}" for n in range(at or len(sheets))]
    globals_size = len(head) + sum(12 + len(name) for name in names) + len(end)
    places, body = [], b""
    for sheet in sheets:
        places.append(globals_size + len(body))
        body += begin + sheet + end
    places = [places[0]] * at if at else places
    bound = b"".join(record(0x0085, struct.pack("<IHB", place, 0, len(name)) + LATIN + name.encode()) for place, name in zip(places, names))
    return container(head + bound + end + body)


def text(row, column, words):
    return record(0x0204, struct.pack("<HHHH", row, column, 0, len(words)) + LATIN + words.encode())


def number(row, column):
    return record(0x0203, struct.pack("<HHHd", row, column, 0, 1.0))


def formula(row, column):
    return record(0x0006, struct.pack("<HHHdHIH", row, column, 0, 1.0, 0, 0, 3) + b"\x1e\x01\x00")


def several(row, columns):
    return record(0x00BD, struct.pack("<HH", row, 0) + struct.pack("<HI", 0, 0x3FF00000) * columns + struct.pack("<H", columns - 1))


def filled(rows, columns, cell):
    return text(0, 0, "case_id") + b"".join(cell(row, column) for row in range(1, rows) for column in range(columns))


def old_books():
    head = text(0, 0, "case_id") + text(0, 1, "team")
    corners = head + number(22_000, 255)
    claims = record(0x0200, struct.pack("<IIHHH", 0, 65_536, 0, 256, 0))
    return {
        "old-sound": book([head + text(1, 0, "QX-1") + text(1, 1, "N")]), "old-dense": book([text(0, 0, "case_id") + b"".join(several(row, 255) for row in range(1, 23_000))]),
        "old-numbers": book([filled(8_000, 250, number)]), "old-formulas": book([filled(8_000, 250, formula)]), "old-corners": book([head + number(65_535, 255)]),
        "old-many-corners": book([corners] * 200), "old-one-sheet-often": book([corners], at=1_000), "old-claims": book([claims + head] * 100), "old-circle": circle(), "old-cut": book([corners])[:3000],
    }


def circle():
    """A stream whose chain of sectors comes back to its beginning."""
    whole = bytearray(book([text(0, 0, "case_id") + b"".join(number(row, 0) for row in range(1, 2_000))]))
    struct.pack_into("<I", whole, SECTOR + 4 * 20, 2)
    return bytes(whole)
