#!/usr/bin/env bash
# Damaged bytes through every reader, one reader at a time: tests/fuzz.sh SECONDS [READER…]
# A panic or 500 MB held fails, and the file that did it is left in the temporary folder.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds="${1:?seconds for each reader}"; shift
readers=("$@")
[ ${#readers[@]} -gt 0 ] || readers=(annexa_xlsx annexa_xls annexa_ods annexa_csv forms census returns events cases
    actions findings auditors families names aliases history comparators comments verdicts
    ssd pages profiles settings)
program=$(cargo test --workspace --test fuzz --no-run 2>&1 | sed -n 's/.*(\(.*fuzz-[^)]*\)).*/\1/p')
for reader in "${readers[@]}"; do
    name=$("$program" --list 2> /dev/null | sed -n 's/: test$//p' | grep -E "(^|::)$reader$")
    ASSAY_FUZZ_SECONDS="$seconds" nice -n 19 "$program" --exact "$name" --nocapture | grep -E "runs, at most|panic|held on"
done
