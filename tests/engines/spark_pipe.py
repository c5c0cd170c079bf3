"""Tags comments on Spark by piping partitions through `assay tag`, and holds the counts to a local run.

    python3 tests/engines/spark_pipe.py ASSAY COMMENTS.csv [MASTER]

Each partition runs one `assay tag`: lines of JSON in, a line of JSON out for each, no state between them,
so that counts of parts add up. MASTER is local-cluster[2,1,1024] (two executors) unless named.
"""

import csv
import json
import os
import subprocess
import sys
from collections import Counter

from pyspark.sql import SparkSession

# Executors on this machine, whatever its name resolves to.
LOCAL = {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_HOSTNAME": "localhost", "PYSPARK_PYTHON": sys.executable}


def counts(lines):
    """Counts comments by theme: a comment counts once for a theme."""
    seen = Counter()
    for line in lines:
        seen.update({hit["theme"] for hit in json.loads(line)["hits"]})
    return seen


def main(assay, path, master="local-cluster[2,1,1024]"):
    os.environ.update({name: value for name, value in LOCAL.items() if name not in os.environ})
    with open(path, newline="", encoding="utf-8") as file:
        rows = [json.dumps({"comment_id": r["comment_id"], "comment": r["comment"]}) for r in csv.DictReader(file)]
    local = subprocess.run([assay, "tag"], input="\n".join(rows), capture_output=True, text=True, check=True)
    spark = SparkSession.builder.master(master).appName("assay tag").getOrCreate()
    try:
        tagged = spark.sparkContext.parallelize(rows, 8).pipe(f"{assay} tag").collect()
    finally:
        spark.stop()
    here, there = local.stdout.splitlines(), tagged
    if here != there:
        raise SystemExit(f"differs: {len(here)} lines here, {len(there)} from Spark")
    print(f"the same {len(here)} lines, in order, from Spark and from a local run")
    for theme, count in counts(there).most_common():
        print(f"{theme}\t{count}")


if __name__ == "__main__":
    main(*sys.argv[1:])
