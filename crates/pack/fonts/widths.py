#!/usr/bin/env python3
"""Reads the advance widths of letters from font files and writes src/chart/text/widths.rs: python3 widths.py.

Liberation Sans has the widths of Arial and Helvetica. DejaVu Sans is what many systems without these have, and the
widest that a page can meet. The result is committed, so that no build needs a font.
"""

import struct
from pathlib import Path

FOLDER = Path("/usr/share/fonts/truetype")
FONTS = [
    "liberation/LiberationSans-Regular.ttf",
    "liberation/LiberationSans-Bold.ttf",
    "dejavu/DejaVuSans.ttf",
    "dejavu/DejaVuSans-Bold.ttf",
]
LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x180)]
LETTERS += [0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026, 0x20AC, 0x2212, 0x2264, 0x2265]


def tables(data: bytes) -> dict[str, int]:
    count = struct.unpack_from(">H", data, 4)[0]
    records = (struct.unpack_from(">4sLLL", data, 12 + 16 * i) for i in range(count))
    return {tag.decode(): offset for tag, _, offset, _ in records}


def glyphs(data: bytes, cmap: int) -> dict[int, int]:
    """The glyph of each character of the basic plane, from the table's format 4."""
    count = struct.unpack_from(">H", data, cmap + 2)[0]
    for i in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", data, cmap + 4 + 8 * i)
        at = cmap + offset
        if (platform, encoding) == (3, 1) and struct.unpack_from(">H", data, at)[0] == 4:
            return format_four(data, at)
    raise SystemExit("the font has no table of characters of format 4")


def format_four(data: bytes, at: int) -> dict[int, int]:
    segments = struct.unpack_from(">H", data, at + 6)[0] // 2
    column = lambda offset, kind: struct.unpack_from(f">{segments}{kind}", data, at + offset)
    ends, starts = column(14, "H"), column(16 + 2 * segments, "H")
    deltas, ranges = column(16 + 4 * segments, "h"), column(16 + 6 * segments, "H")
    found = {}
    for i in range(segments):
        for code in range(starts[i], min(ends[i], 0xFFFE) + 1):
            glyph = code
            if ranges[i]:
                place = at + 16 + 6 * segments + 2 * i + ranges[i] + 2 * (code - starts[i])
                glyph = struct.unpack_from(">H", data, place)[0]
            if glyph or not ranges[i]:
                found[code] = (glyph + deltas[i]) & 0xFFFF
    return found


def widths(path: Path) -> dict[int, int]:
    """The width of each letter in thousandths of the size of the text."""
    data = path.read_bytes()
    at = tables(data)
    em = struct.unpack_from(">H", data, at["head"] + 18)[0]
    metrics = struct.unpack_from(">H", data, at["hhea"] + 34)[0]
    chars = glyphs(data, at["cmap"])
    advance = lambda glyph: struct.unpack_from(">H", data, at["hmtx"] + 4 * min(glyph, metrics - 1))[0]
    return {code: -(-1000 * advance(chars[code]) // em) for code in LETTERS if code in chars}


def main() -> None:
    fonts = [widths(FOLDER / name) for name in FONTS]
    lines = [
        "//! Widths of letters in thousandths of the size of the text, in Liberation Sans (which has those of Arial) and DejaVu",
        "//! Sans, each regular and bold. Written by `fonts/widths.py`; nothing is measured here.",
        "",
        "/// A letter, and its width in Liberation Sans, the same bold, DejaVu Sans, and the same bold.",
        "pub(crate) const WIDTHS: &[(char, [u16; 4])] = &[",
    ]
    for code in LETTERS:
        if all(code in font for font in fonts):
            row = ", ".join(str(font[code]) for font in fonts)
            lines.append(f"    ('\\u{{{code:x}}}', [{row}]),")
    lines.append("];")
    here = Path(__file__).resolve().parent.parent
    (here / "src/chart/text/widths.rs").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
