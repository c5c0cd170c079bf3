"""Makes the comments that benches/comments times, and does the same work with SQLite's FTS5."""

import csv
import random
import sqlite3
import sys
import time

# Common English words and the field's own; sentences are made up of them, so no comment is anybody's.
WORDS = """the of and to a in is was for with on that it at by from be not have are his her their this child
children visit worker plan meeting school review mother father family home care team risk recorded core group
supervision action seen health police social time report minutes written up date week month assessment views
need support contact placement carer young person conference discussed agreed made given late clear good no
safety concerns manager case file notes direct work parents evidence between after before when which there
drift delay progress step down record held attended shared circulated timely regular reflective challenge""".split()


def data(path, count):
    rng = random.Random(1)
    months = [f"2026-{m:02}" for m in range(1, 13)]
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["comment_id", "case_id", "month", "team", "auditor", "comment"])
        for number in range(count):
            words = rng.choices(WORDS, k=40)
            for stop in (12, 26):
                words[stop] += "."
            out.writerow([f"c{number}", f"{number % 5000}", rng.choice(months), f"CIN {number % 12}",
                          f"a{number % 30}", " ".join(words).capitalize() + "."])


def fts(source, path):
    base = sqlite3.connect(path)
    base.execute("CREATE VIRTUAL TABLE c USING fts5(comment, month UNINDEXED, team UNINDEXED, tokenize='porter')")
    begun = time.perf_counter()
    count = 0
    with open(source, newline="", encoding="utf-8") as file, base:
        rows = csv.DictReader(file)
        for row in rows:
            base.execute("INSERT INTO c VALUES (?, ?, ?)", (row["comment"], row["month"], row["team"]))
            count += 1
    took = time.perf_counter() - begun
    print(f"index {took:.1f} s, {count / took:.0f} comments a second")


def query(path):
    base = sqlite3.connect(path)
    base.execute("SELECT rowid FROM c WHERE c MATCH '\"care plan\"' ORDER BY rank LIMIT 20").fetchall()
    base.execute("SELECT month, count(*) FROM c WHERE c MATCH '\"care plan\"' GROUP BY month").fetchall()
    base.execute("SELECT team, count(*) FROM c WHERE c MATCH '\"care plan\"' GROUP BY team").fetchall()


if __name__ == "__main__":
    verb, *rest = sys.argv[1:]
    if verb == "data":
        data(rest[0], int(rest[1]))
    elif verb == "fts":
        fts(*rest)
    else:
        query(*rest)
