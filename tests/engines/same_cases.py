#!/usr/bin/env python3
"""Runs `draw.sql` of each draw folder in a real database engine, and compares the result with the
manifest next to it: the same cases, strata, roles, places and tickets, in the same order.

    python3 same_cases.py duckdb|postgres|spark DRAW_FOLDER...

duckdb and spark are the packages of these names on PyPI (duckdb; pyspark, which needs Java). postgres
is Debian's package: a cluster of its own on a socket in a temporary folder, run by a user who is not
root, with a locale whose order is not that of bytes. Exit code 0: the same; 1: not; 77: no such engine.
"""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

NO_ENGINE = 77


def statements(text):
    """The statements of a script; a semicolon ends one at the end of a line only, as we write them."""
    lines = [line for line in text.splitlines() if not line.startswith("--")]
    return [s.strip() for s in "\n".join(lines).replace(";\n", ";\0").split(";\0") if s.strip(" ;\n")]


@contextmanager
def duckdb():
    try:
        import duckdb as engine
    except ImportError:
        raise SystemExit(NO_ENGINE)

    def run(folder):
        os.chdir(folder)
        connection = engine.connect()
        *before, query = statements((folder / "draw.sql").read_text(encoding="utf-8"))
        for statement in before:
            connection.execute(statement)
        return connection.execute(query.rstrip(";")).fetchall()

    print(f"DuckDB {engine.__version__}")
    yield run


@contextmanager
def spark():
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise SystemExit(NO_ENGINE)
    os.environ.update(
        SPARK_LOCAL_IP="127.0.0.1", SPARK_LOCAL_HOSTNAME="localhost", PYSPARK_PYTHON=sys.executable
    )
    home = tempfile.mkdtemp()
    os.chdir(home)
    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.driver.host", "localhost")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.warehouse.dir", home)
        .config("spark.scheduler.minRegisteredResourcesRatio", "1")
        .config("spark.scheduler.maxRegisteredResourcesWaitingTime", "120s")
        # Small files and shuffles in several parts, so that both executors have work.
        .config("spark.sql.files.maxPartitionBytes", "8192")
        .config("spark.sql.files.openCostInBytes", "0")
        .config("spark.sql.adaptive.enabled", "false")
        .config("spark.sql.shuffle.partitions", "7")
        .config("spark.ui.enabled", "false")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")

    def run(folder):
        *before, query = statements((folder / "draw.sql").read_text(encoding="utf-8"))
        # The script names frame.tsv of the folder it runs in; Spark's folder is where it was started.
        place = str(folder / "frame.tsv").replace("'", "\\'")
        for statement in before:
            session.sql(statement.replace("'frame.tsv'", f"'{place}'").rstrip(";"))
        return [tuple(row) for row in session.sql(query.rstrip(";")).collect()]

    session.range(100, numPartitions=10).count()
    executors = len(session.sparkContext._jsc.sc().statusTracker().getExecutorInfos()) - 1
    assert executors == 2, f"expected two executors, found {executors}"
    print(f"Spark {session.version}, {executors} executors")
    yield run
    session.stop()
    shutil.rmtree(home, ignore_errors=True)


def postgres_programs():
    """The folder of PostgreSQL's programs: the newest of Debian's, else those on the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[4]))
    on_path = shutil.which("initdb")
    if not found and not on_path:
        raise SystemExit(NO_ENGINE)
    return found[-1].parent if found else Path(on_path).parent


@contextmanager
def postgres():
    programs = postgres_programs()
    home = Path(tempfile.mkdtemp(prefix="pg"))
    as_user = []
    if os.getuid() == 0:
        user = "postgres"
        as_user = ["runuser", "-u", user, "--"]
        shutil.chown(home, user)
    home.chmod(0o755)

    def call(program, *arguments, **more):
        done = subprocess.run(
            [*as_user, str(programs / program), *arguments],
            capture_output=True, text=True, encoding="utf-8", cwd=home, **more,
        )
        if done.returncode:
            raise SystemExit(f"{program}: {done.stderr or done.stdout}")
        return done.stdout

    data, socket = str(home / "data"), str(home)
    icu = ["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-GB"]
    call("initdb", "-D", data, "-A", "trust", "-E", "UTF8", "-U", "tester", "--no-sync", *icu)
    settings = f"-c listen_addresses='' -c fsync=off -k '{socket}'"
    call("pg_ctl", "-D", data, "-w", "-o", settings, "-l", str(home / "log"), "start")
    psql = ["-h", socket, "-U", "tester", "-d", "postgres", "-X", "-q", "-v", "ON_ERROR_STOP=1"]
    print(call("psql", *psql, "-At", "-c", "select version()").split(" on ")[0])

    def run(folder):
        # The script reads frame.tsv from the folder it runs in, which has to be readable to its user.
        for name in ("draw.sql", "frame.tsv"):
            shutil.copy(folder / name, home / name)
            (home / name).chmod(0o644)
        out = call("psql", *psql, "--csv", "-f", str(home / "draw.sql"))
        return [tuple(row) for row in csv.reader(io.StringIO(out))][1:]

    try:
        yield run
    finally:
        call("pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(home, ignore_errors=True)


def expected(manifest):
    """(case, stratum, role, ticket) in the order of the query; a unit's place is checked apart."""
    lines = []
    for stratum in manifest["strata"]:
        for role, drawn in (("selected", stratum["selected"]), ("reserve", stratum["reserves"])):
            cases = [(d["case_id"], stratum["stratum"], role, d["ticket"] or "") for d in drawn]
            lines += cases
    return lines


def main(engine, folders):
    differs = False
    with {"duckdb": duckdb, "postgres": postgres, "spark": spark}[engine]() as run:
        for folder in (Path(f).resolve() for f in folders):
            manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
            rows = run(folder)
            found = [(case, stratum, role, ticket or "") for case, stratum, role, _, ticket in rows]
            wanted = expected(manifest)
            if found == wanted:
                print(f"{engine}, {folder.name}: the same {len(found)} cases")
                continue
            differs = True
            pairs = [p for p in zip(wanted, found) if p[0] != p[1]] or [(len(wanted), len(found))]
            print(f"{engine}, {folder.name}: expected {pairs[0][0]}, found {pairs[0][1]}")
    return 1 if differs else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
