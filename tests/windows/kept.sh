# What is kept whole: a file that another program has open, and a store whose writer is killed at any moment. A part of
# checks.sh, in whose folder it goes on.

# A console program of Windows that has a file open until its input ends, and lets others read it only.
holding() { # file, command…
    local file=$1 code=0
    shift
    mkfifo held
    /usr/lib/wine/wine64 cmd.exe /c "set /p wait= >> $(printf '%s' "$file" | tr / '\\')" < held > /dev/null 2>&1 &
    local holder=$!
    exec 9> held
    sleep 1
    "$@" || code=$?
    exec 9>&-
    wait $holder
    rm held
    return $code
}
page="demo/packs/2026-10-15-monthly.html"
packing=(--workspace demo --as-at 2026-10-15 pack monthly)
"$assay" "${packing[@]}" > /dev/null 2>&1
cp "$page" kept.html
printf 'changed' > "$page"
open_elsewhere() {
    holding "$page" "$assay" "${packing[@]}" > said.txt 2>&1
    [ $? -eq 2 ] && grep -q "close it there and try again" said.txt && [ "$(head -c 7 "$page")" = changed ] || { cat said.txt; return 1; }
}
check "a pack that another program has open is not replaced, and the message says so" open_elsewhere
check "nothing is left beside it" bash -c '! ls -a demo/packs | grep -q "^\.assay-"'
check "when it is closed it is replaced whole" bash -c '"$1" --workspace demo --as-at 2026-10-15 pack monthly && cmp "$2" kept.html' - "$assay" "$page"

# Killed after ever longer, while it stores 200,000 rows; what was stored is whole or not at all.
python3 - > events.csv << 'E2'
print("case_id,visit_date,team")
for i in range(200000):
    print(f"{i % 300 * 37:05},2026-0{i % 8 + 1}-{i % 28 + 1:02},Team {i % 4}")
E2
cp -r "Audit Ä 1" killed
killed=0
for after in 0.2 0.4 0.6 0.8 1.0 1.3 1.6 2.0; do
    code=0
    (cd killed && timeout -s KILL $after "$assay" import events ..\\events.csv --kind visits --as-at 2026-09-02) > /dev/null 2>&1 || code=$?
    [ $code -eq 137 ] && killed=$((killed + 1))
    check "killed after $after seconds of storing (exit $code): the workspace is sound" in_folder killed "$assay" doctor
done
check "it was killed in the middle at least four times" test $killed -ge 4
check "the native program finds the killed workspace's ledger intact" in_folder killed "$native" verify --ledger
check "and the same import is stored whole afterwards" bash -c \
    'cd killed && "$1" import events "..\\events.csv" --kind visits --as-at 2026-09-02 > ../said.txt; grep -q "200,000\|200000" ../said.txt' - "$assay"
