#!/usr/bin/env bash
# Makes the pictures of the guide anew: pictures.sh PROGRAM. It needs Chromium and node, as tests/browser does.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
program=$(realpath "$1")
CHROMIUM=$(bash "$here/../../tests/browser/tools.sh") || { echo "Chromium is not installed and could not be had" >&2; exit 1; }
export CHROMIUM
cd "${ASSAY_BROWSER_TOOLS:-$here/../../tests/browser}"
node "$here/pictures.mjs" "$program" "$here/pictures"
du -ch "$here"/pictures/*.png | tail -1
