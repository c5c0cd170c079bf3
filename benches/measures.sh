#!/bin/bash
# Makes a workspace with 100,000 audits of 8 domains and 1,000,000 events through the program's own
# imports, and times `report` and `indicators` on it. Needs python3; hyperfine where it is there.
#
#   bash benches/measures.sh target/release/assay [FOLDER]
#
# Goals: report under 1 s, indicators under 3 s. An existing folder is used again.
set -euo pipefail
assay=$(realpath "$1")
here=$(dirname "$(realpath "$0")")
folder=${2:-$(mktemp -d)}
if [ ! -e "$folder/ws/ready" ]; then
    mkdir -p "$folder"
    python3 "$here/measures_data.py" "$folder"
    "$assay" init "$folder/ws" >/dev/null
    cd "$folder/ws"
    "$assay" import cases "$folder/cases.csv" --as-at 2026-01-01 >/dev/null || [ $? = 1 ]
    sed -i '0,/exclude_audited_months: 12/{/exclude_audited_months: 12/d}' plans.yaml
    for month in 01 02 03 04 05 06 07 08 09 10; do
        "$assay" --as-at "2026-$month-01" freeze --plan monthly --id "2026-$month-monthly" --n 10000 >/dev/null
        "$assay" --as-at "2026-$month-01" draw "2026-$month-monthly" >/dev/null
        python3 "$here/measures_data.py" "$folder" "draws/2026-$month-monthly"
        "$assay" --as-at "2026-$month-28" import returns "$folder/returns.csv" >/dev/null || [ $? = 1 ]
    done
    for kind in plans visits meetings; do
        "$assay" --as-at 2026-10-31 import events "$folder/$kind.csv" --kind "$kind" >/dev/null || [ $? = 1 ]
    done
    touch ready
fi
cd "$folder/ws"
for command in report indicators; do
    if command -v hyperfine >/dev/null; then
        hyperfine --warmup 1 --runs 5 "$assay --as-at 2026-10-31 $command"
    else
        time "$assay" --as-at 2026-10-31 "$command" >/dev/null
    fi
    /usr/bin/time -f "$command: %M kB at most" "$assay" --as-at 2026-10-31 "$command" >/dev/null || true
done
