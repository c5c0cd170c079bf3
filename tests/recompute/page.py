"""Reads the tables and the sentences of a pack's page. It computes nothing."""

import html
import re


def plain(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", markup)).replace("\u00a0", " ").strip()


class Page:
    def __init__(self, text: str) -> None:
        self.tables: dict[str, list[list[str]]] = {}
        for found in re.finditer(r'<table id="([^"]+)">(.*?)</table>', text, re.S):
            rows = re.findall(r"<tr[^>]*>(.*?)</tr>", found.group(2), re.S)
            cells = [[plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)] for row in rows]
            self.tables[found.group(1)] = cells
        cover = text[text.index('<section class="cover"') :]
        cover = re.sub(r"<svg.*?</svg>", "", cover[: cover.index("</section>")], flags=re.S)
        cover = re.sub(r"<a .*?</a>", "", cover, flags=re.S)
        self.sentences = [plain(part) for part in re.findall(r"<(?:li|p)[ >].*?</(?:li|p)>|<figcaption>.*?</figcaption>", cover, re.S)]

    def rows(self, table: str) -> list[dict[str, str]]:
        """The rows of a table by the headings of its columns; none where the pack has no such table."""
        head, *rows = self.tables.get(table, [[]])
        return [dict(zip(head, row, strict=True)) for row in rows]


def numbers(text: str) -> list[str]:
    """The numbers in a text as they are printed, with years and days of dates left out."""
    months = "January|February|March|April|May|June|July|August|September|October|November|December"
    short = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
    text = re.sub(rf"(?:\d{{1,2}} )?(?:{months}|{short}) \d{{4}}", "", text)
    text = re.sub(rf"(?:{months}|{short})(?:–| to )", "", text)
    text = re.sub(r"\bcase \S+|\b[A-Z][A-Za-z]* \d\b", "", text)
    return re.findall(r"[−+]?\d+(?:,\d{3})*(?:\.\d+)?%?", text)


def count(number: int) -> str:
    return f"{number:,}"


def percent(share: float) -> str:
    """As the program prints a share: never 0% or 100% of what is neither; halves go away from zero."""
    rounded = int(100 * share + 0.5)
    if share > 0 and rounded < 1:
        return "<1%"
    if share < 1 and rounded > 99:
        return ">99%"
    return f"{rounded}%"


def share_short(hits: int, base: int) -> str:
    if base == 0:
        return "–"
    return f"{hits} of {base}" if base < 10 else percent(hits / base)


def month_short(month: str) -> str:
    names = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
    return f"{names[int(month[5:]) - 1]} {month[:4]}"
