#!/usr/bin/env bash
# Checks of the Windows build, run through a script that starts it under wine: checks.sh ASSAY NATIVE RUN.
# ASSAY is the Windows build; NATIVE is the program built for this machine, to compare with; RUN is the folder
# of assay.exe, with the script double-click that starts a program from wine's desktop.
# Every check runs, also after one that failed; the last line says how many ran and how many failed.
set -uo pipefail
parts=$(cd "$(dirname "$0")" && pwd)
assay=$1 native=$2 run=$3
desk=$(mktemp -d "${TMPDIR:-/tmp}/assay windows é.XXXX")
trap 'rm -rf "$desk"' EXIT
cd "$desk" || exit 1
ran=0 failed=0

# check NAME COMMAND…: counts a check, and prints what a failed one said.
check() {
    local name=$1
    shift
    ran=$((ran + 1))
    local code=0
    "$@" > out.txt 2> err.txt || code=$?
    if [ $code -eq 0 ]; then
        echo "ok      $name"
    else
        failed=$((failed + 1))
        echo "FAILED  $name (exit $code)"
        head -5 out.txt err.txt | sed 's/^/        /'
    fi
}
in_folder() { (cd "$1" && shift && "$@"); }
exits() { local wanted=$1; shift; "$@"; [ $? -eq "$wanted" ]; }

python3 - > list.csv << 'E2'
print("case_id,plan_type,team,worker,start_date,closed_on")
plans = ["children in need", "child protection", "looked after"]
for i in range(300):
    closed = "2026-08-01" if i % 10 == 9 else ""
    print(f"{i * 37:05},{plans[i * i % 3]},Team {i % 4},Worker {i % 9},2026-0{i % 8 + 1}-01,{closed}")
E2
sed 's/$/\r/' list.csv > list-crlf.csv
{ printf '\xef\xbb\xbf'; cat list-crlf.csv; } > "liste é ü.csv"
freeze=(freeze --plan monthly --id 2026-09-monthly --n 40 --as-at 2026-09-01)
draw=(draw 2026-09-monthly --seed 73951048273649501827 --seed-source dice)

check "the program starts" "$assay" --version
check "help" "$assay" --help
check "an unknown command is refused" exits 2 "$assay" no-such-command
check "init in a folder with a space and an accent" "$assay" init "Audit Ä 1"
check "init twice is refused" exits 2 "$assay" init "Audit Ä 1"
check "doctor" in_folder "Audit Ä 1" "$assay" doctor
check "import of CRLF lines" in_folder "Audit Ä 1" "$assay" import cases '..\list-crlf.csv' --as-at 2026-09-01
check "import of a byte-order mark under a name with accents" \
    in_folder "Audit Ä 1" "$assay" import cases '..\liste é ü.csv' --as-at 2026-09-01
check "settings with CRLF and a byte-order mark" bash -c \
    '{ printf "\xef\xbb\xbf"; sed "s/the duty manager/the front door, 01632 960001/; s/\r*$/\r/" "Audit Ä 1/assay.yaml"; } > yaml && mv yaml "Audit Ä 1/assay.yaml"'
check "freeze" in_folder "Audit Ä 1" "$assay" "${freeze[@]}"
cp -r "Audit Ä 1" native
check "draw" in_folder "Audit Ä 1" "$assay" "${draw[@]}"
check "the same draw by the native program" in_folder native "$native" "${draw[@]}"
for file in selection.csv frame.tsv; do
    check "$file is the same to the byte" cmp "Audit Ä 1/draws/2026-09-monthly/$file" "native/draws/2026-09-monthly/$file"
done
check "verify" in_folder "Audit Ä 1" "$assay" verify 2026-09-monthly
check "the native program verifies the Windows draw" in_folder "Audit Ä 1" "$native" verify 2026-09-monthly
check "the Windows program verifies the native draw" in_folder native "$assay" verify 2026-09-monthly
check "verify of a manifest by a path with back-slashes" \
    "$assay" verify 'native\draws\2026-09-monthly\manifest.json'
check "verify of the ledger, each by the other" bash -c \
    '(cd native && "$1" verify --ledger) && cd "Audit Ä 1" && "$2" verify --ledger' - "$assay" "$native"
check "--workspace with back-slashes" "$assay" --workspace 'Audit Ä 1' ledger
check "forms" in_folder "Audit Ä 1" "$assay" forms 2026-09-monthly
check "backup outside the workspace" in_folder "Audit Ä 1" "$assay" backup '..\copy of é.db'
check "export" in_folder "Audit Ä 1" "$assay" export --to '..\out'
check "the demo council" "$assay" demo demo
check "the native program verifies the demo's draws" bash -c \
    'cd demo && for d in draws/*/; do "$1" verify "$(basename "$d")" || exit 1; done' - "$native"
check "report, the same text by both" bash -c \
    'cd demo && diff <("$1" report --as-at 2026-10-15) <("$2" report --as-at 2026-10-15)' - "$assay" "$native"
check "theme counts, the same JSON by both" bash -c \
    'cd demo && diff <("$1" themes count --format json) <("$2" themes count --format json)' - "$assay" "$native"
check "search, the same text by both" bash -c \
    'cd demo && diff <("$1" search supervision) <("$2" search supervision)' - "$assay" "$native"
check "two writers at once: both end, one after the other" bash -c \
    'cd demo && "$1" index rebuild & a=$!; (cd demo && "$1" index rebuild); b=$?; wait $a && [ $b -eq 0 ]' - "$assay"
check "a stream through tag, CRLF" bash -c \
    'printf "comment_id,comment\r\n1,Supervision was not written up.\r\n" | "$1" tag > tagged && grep -q supervision_frequency tagged || grep -q not_written tagged' - "$assay"

# Each part goes on in this folder, with the workspaces made above.
for part in names places kept both_ways console; do
    # shellcheck source=/dev/null
    . "$parts/$part.sh"
done

# The pages in a browser of this machine, served by the Windows build on the loopback address.
browser=$(command -v chromium || true)
if [ -n "$browser" ]; then
    (cd demo && exec "$assay" serve --no-open > ../address.txt 2> /dev/null) &
    for _ in $(seq 60); do grep -q http address.txt 2> /dev/null && break; sleep 0.5; done
    address=$(tr -d '\r' < address.txt | grep -m1 http)
    check "Chromium shows Home of the pages that the Windows build serves" bash -c \
        'timeout 60 "$1" --headless --no-sandbox --disable-gpu --user-data-dir=profile --dump-dom "$2" | grep -q "<h1"' - "$browser" "$address"
else
    echo "SKIPPED: no chromium here; the pages of the Windows build were not opened in a browser"
fi

# A double click: the pages of the only workspace next to the program, once.
mkdir clicked
cp "$run"/assay.exe "$run"/*.dll clicked/
(cd clicked && "$assay" init council > /dev/null 2>&1)
click() { (cd clicked && timeout 60 "$run/double-click" "$1" 'assay.exe'); }
click first > clicked/first.txt 2>&1 &
for _ in $(seq 60); do [ -f clicked/council/assay.pages ] && break; sleep 0.5; done
check "a double click opens the pages and says so in its window" bash -c \
    'test -f clicked/council/assay.pages && grep -q "pages are open" clicked/first.txt && grep -q "To end them" clicked/first.txt'
check "a second double click shows the pages that are open" bash -c \
    'cd clicked && timeout 60 "$1/double-click" second assay.exe 2>&1 | grep -q "open already"' - "$run"
mkdir -p faulty/council
cp "$run"/assay.exe "$run"/*.dll faulty/
: > faulty/council/assay.yaml
check "after a double click that fails the reason stays in the window" bash -c \
    'cd faulty && timeout 60 "$1/double-click" third assay.exe < /dev/null 2>&1 | grep -q "Press Enter to close"' - "$run"

echo "$ran checks of the Windows build ran, $failed failed"
[ "$failed" -eq 0 ]
