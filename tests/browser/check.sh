#!/usr/bin/env bash
# Checks packs in a browser: check.sh PACK.html… Valid HTML (html-validate), then Chromium with axe.
# Where Chromium cannot be had the word SKIPPED says so, and the exit code is 0.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
[ $# -gt 0 ] || { echo "usage: check.sh PACK.html…" >&2; exit 2; }
pages=(); for page in "$@"; do pages+=("$(realpath "$page")"); done

chromium=$(bash "$here/tools.sh") || {
  [ $? -eq 1 ] || exit 1
  echo "browser checks SKIPPED: Chromium is not installed and could not be had"; exit 0
}
tools=${ASSAY_BROWSER_TOOLS:-$here}
cd "$tools"
npx --no-install html-validate --config "$here/.htmlvalidate.json" "${pages[@]}"
CHROMIUM=$chromium node "$here/check.mjs" "${pages[@]}"
