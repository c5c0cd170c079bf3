#!/usr/bin/env bash
# Makes the packs of a workspace as PDF with PyPI's typst and looks into them: check.sh ASSAY WORKSPACE.
# Twice the same bytes; the structure by pikepdf, the text by poppler. Where Python, poppler or the
# packages cannot be had the word SKIPPED says so, and the exit code is 0.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
[ $# -eq 2 ] || { echo "usage: check.sh ASSAY WORKSPACE" >&2; exit 2; }
assay=$(realpath "$1"); workspace=$(realpath "$2")
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python=${ASSAY_PDF_PYTHON:-}
if [ -z "$python" ]; then
  if python3 -m venv "$work/venv" >/dev/null 2>&1 &&
    "$work/venv/bin/pip" install --quiet --disable-pip-version-check typst pikepdf >/dev/null 2>&1; then
    python=$work/venv/bin/python
  fi
fi
if [ -z "$python" ] || ! command -v pdftotext >/dev/null; then
  echo "PDF checks SKIPPED: Python with typst and pikepdf, and poppler, could not be had"; exit 0
fi
printf '#!/bin/sh\nexec "%s" "%s/typst" "$@"\n' "$python" "$here" > "$work/typst"
chmod +x "$work/typst"
export ASSAY_TYPST=$work/typst
for run in one two; do
  for profile in visit board monthly; do
    "$assay" --workspace "$workspace" --as-at 2026-09-30 pack "$profile" --format pdf --out "$work/$run" >/dev/null 2>&1 ||
      { echo "pack $profile --format pdf failed:" >&2; "$assay" --workspace "$workspace" --as-at 2026-09-30 pack "$profile" --format pdf --out "$work/$run"; }
  done
done
for pdf in "$work"/one/*.pdf; do cmp "$pdf" "$work/two/$(basename "$pdf")"; done
"$python" "$here/check.py" "$work"/one/*.pdf
