#!/usr/bin/env bash
# Checks packs in a browser: check.sh PACK.html… Valid HTML (html-validate), then Chromium with axe.
# Where Chromium cannot be had the word SKIPPED says so, and the exit code is 0.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
[ $# -gt 0 ] || { echo "usage: check.sh PACK.html…" >&2; exit 2; }
pages=(); for page in "$@"; do pages+=("$(realpath "$page")"); done

chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
if [ -z "$chromium" ] && command -v apt-get >/dev/null; then
  (apt-get update -qq && apt-get install -y -qq chromium) >/dev/null 2>&1 || true
  chromium=$(command -v chromium || true)
fi
if [ -z "$chromium" ]; then
  echo "browser checks SKIPPED: Chromium is not installed and could not be had"; exit 0
fi
if ! command -v npm >/dev/null && command -v apt-get >/dev/null; then
  (apt-get update -qq && apt-get install -y -qq nodejs npm) >/dev/null 2>&1 || true
fi
command -v npm >/dev/null || { echo "the browser checks need node and npm" >&2; exit 1; }
tools=${ASSAY_BROWSER_TOOLS:-$here}
if [ ! -d "$tools/node_modules/axe-core" ]; then
  (cd "$tools" && npm ci --silent --no-audit --no-fund)
fi
cd "$tools"
npx --no-install html-validate --config "$here/.htmlvalidate.json" "${pages[@]}"
CHROMIUM=$chromium node "$here/check.mjs" "${pages[@]}"
