#!/usr/bin/env python3
"""The local pages, timed: 20 readers at once, each with one request a second, while an import runs.

    cargo build --release
    python3 benches/pages.py target/release/assay DEMO [FIVE]

DEMO is a folder that `assay demo` made; FIVE is five years as benches/pack.py makes them. It works on copies. Every GET
that a link of the first pages leads to is asked for; a page that waits for a job is followed to its end, and counts from
the first request to the last byte. Printed are the first page after the start, the median and the 99th percentile of all,
and of Home alone, the largest page over the wire, and the memory of the server without its jobs. Exit code 1 where a
figure of the specification is missed:

    demo        median 30 ms, 99% 100 ms
    five years  99% 250 ms, Home 50 ms
    both        the first page 300 ms after the start, a page 60 kB, 150 MB"""

import http.client
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

READERS = 20
SECONDS = 40
WARM = 5
LIMITS = {"demo": {"median": 30, "99%": 100}, "five years": {"99%": 250, "Home": 50}}
FIRST, PAGE, MEMORY = 300, 60_000, 150


class Reader:
    """A browser that has come in: one connection, the cookie, and what it saw."""

    def __init__(self, port, cookie):
        self.port, self.cookie = port, cookie
        self.wire = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def get(self, path):
        """Returns status, bytes over the wire and text, after every step to another page."""
        size = 0
        for _ in range(600):
            self.wire.request("GET", path, headers={"Cookie": self.cookie, "Accept-Encoding": "gzip"})
            answer = self.wire.getresponse()
            body = answer.read()
            size += len(body) + len(str(answer.headers))
            to = answer.getheader("Location")
            if to:
                path = to
                continue
            if path.startswith("/jobs/") and answer.status == 200:
                # As the script of the page does.
                time.sleep(0.5)
                while self.state(path) not in ("ended", ""):
                    time.sleep(0.7)
                continue
            return answer.status, size, body, answer.getheader("Content-Encoding")
        raise SystemExit(f"{path} does not end")

    def state(self, path):
        self.wire.request("GET", f"{path}/state", headers={"Cookie": self.cookie})
        answer = self.wire.getresponse()
        body = answer.read().decode()
        return body.split("\n")[0] if answer.status == 200 else ""


def text(body, encoding):
    if encoding == "gzip":
        import gzip

        body = gzip.decompress(body)
    return body.decode("utf-8", "replace")


def memory(pid):
    """Resident bytes of the process itself; its jobs in other processes are not counted."""
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read())
    return int(found.group(1)) / 1024


def begin(assay, folder):
    """Starts the pages and returns the process, the port, the cookie, and the milliseconds to the first page."""
    begun = time.perf_counter()
    server = subprocess.Popen([assay, "serve", "--no-open", folder], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    launch = server.stdout.readline().strip()
    port, path = re.match(r"http://127\.0\.0\.1:(\d+)(/.*)", launch).groups()
    wire = http.client.HTTPConnection("127.0.0.1", int(port), timeout=120)
    wire.request("GET", path)
    answer = wire.getresponse()
    answer.read()
    cookie = answer.getheader("Set-Cookie").split(";")[0]
    reader = Reader(int(port), cookie)
    reader.get("/")
    return server, int(port), cookie, 1000 * (time.perf_counter() - begun)


def pages(reader):
    """Addresses of every kind that links lead to, a few of each; no downloads."""
    seen, wait, kinds = {}, ["/"], {}
    while wait and len(seen) < 120:
        path = wait.pop(0)
        kind = re.sub(r"=[^&]*", "=", re.sub(r"\d+", "0", path))
        if path in seen or kinds.get(kind, 0) >= 3 or re.search(r"\.(csv|xlsx|zip|tsv|json|txt|png)(\?|$)|/forms/|/doctor|/end|first-run", path):
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        status, size, body, encoding = reader.get(path)
        if status != 200:
            continue
        seen[path] = size
        if not path.startswith("/help"):
            found = re.findall(r'href="(/[^"#]*)', text(body, encoding))
            wait += [link.replace("&amp;", "&").replace("&#x2F;", "/") for link in found if not link.startswith("/assets/")]
    return seen


def import_for_ever(assay, folder, stop, counted):
    """Imports 100,000 visits, others each time, as somebody at the command line would."""
    number = 0
    while not stop.is_set():
        number += 1
        path = os.path.join(folder, "bench-visits.csv")
        with open(path, "w", encoding="utf-8") as out:
            out.write("visit_id,case_id,date,visit_type,seen\n")
            out.writelines(f"b{number}-{i},{1000000 + i % 4000},2026-08-{i % 28 + 1:02},statutory,yes\n" for i in range(100_000))
        done = subprocess.run([assay, "--workspace", folder, "import", "events", "--kind", "visits", path], capture_output=True, text=True)
        if done.returncode > 1:
            print(f"import: {done.stderr}")
        counted.append(number)
        stop.wait(1)


def measure(assay, name, made):
    folder = os.path.join(tempfile.mkdtemp(prefix="assay-bench-"), "w")
    shutil.copytree(made, folder)
    os.chmod(folder, 0o700)
    server, port, cookie, first = begin(assay, folder)
    try:
        found = pages(Reader(port, cookie))
        took, home, lock, stop, imports = [], [], threading.Lock(), threading.Event(), []

        def read(number):
            reader, dice = Reader(port, cookie), random.Random(number)
            time.sleep(number / READERS)
            end = time.perf_counter() + SECONDS
            while time.perf_counter() < end:
                path = "/" if dice.random() < 0.15 else dice.choice(list(found))
                begun = time.perf_counter()
                status = reader.get(path)[0]
                passed = 1000 * (time.perf_counter() - begun)
                if status != 200:
                    print(f"{path}: status {status}")
                if end - time.perf_counter() < SECONDS - WARM:
                    with lock:
                        took.append((passed, path))
                        if path == "/":
                            home.append(passed)
                time.sleep(max(0, 1 - passed / 1000))

        writer = threading.Thread(target=import_for_ever, args=(assay, folder, stop, imports))
        writer.start()
        readers = [threading.Thread(target=read, args=(number,)) for number in range(READERS)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        stop.set()
        writer.join()
        used = memory(server.pid)
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(os.path.dirname(folder), ignore_errors=True)
    took.sort()
    times = [passed for passed, _ in took]
    got = {
        "median": statistics.median(times),
        "99%": times[int(len(times) * 0.99)],
        "Home": statistics.median(home),
    }
    largest = max(found, key=found.get)
    print(f"\n{name}: {len(found)} pages, {len(times)} requests, {len(imports)} imports meanwhile")
    rows = [(words, value, LIMITS[name].get(words), "ms") for words, value in got.items()]
    rows += [("first page", first, FIRST, "ms"), (f"largest page ({largest})", found[largest] / 1000, PAGE / 1000, "kB"), ("memory", used, MEMORY, "MB")]
    missed = False
    for words, value, limit, unit in rows:
        over = limit is not None and value > limit
        missed |= over
        print(f"  {words:32} {value:8.0f} {unit:3} {'' if limit is None else f'at most {limit:.0f}'}{'  MISSED' if over else ''}")
    print("  slowest: " + ", ".join(f"{path} {passed:.0f} ms" for passed, path in took[-6:]))
    return missed


if __name__ == "__main__":
    assay, places = os.path.abspath(sys.argv[1]), dict(zip(("demo", "five years"), sys.argv[2:4], strict=False))
    missed = [measure(assay, name, made) for name, made in places.items()]
    sys.exit(1 if any(missed) else 0)
