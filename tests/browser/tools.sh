#!/usr/bin/env bash
# Sees to Chromium, node and the checkers, and prints Chromium's path. Exit code 1 where Chromium cannot be had.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
if [ -z "$chromium" ] && command -v apt-get >/dev/null; then
  (apt-get update -qq && apt-get install -y -qq chromium) >/dev/null 2>&1 || true
  chromium=$(command -v chromium || true)
fi
[ -n "$chromium" ] || exit 1
if ! command -v npm >/dev/null && command -v apt-get >/dev/null; then
  (apt-get update -qq && apt-get install -y -qq nodejs npm) >/dev/null 2>&1 || true
fi
command -v npm >/dev/null || { echo "the browser checks need node and npm" >&2; exit 2; }
tools=${ASSAY_BROWSER_TOOLS:-$here}
if [ ! -d "$tools/node_modules/axe-core" ]; then
  (cd "$tools" && npm ci --silent --no-audit --no-fund) >&2
fi
echo "$chromium"
