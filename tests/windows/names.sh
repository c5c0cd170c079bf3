# Names that Windows treats in its own way: letter case, devices, dots and spaces at the end, colons, and paths of
# more than 260 characters. A part of checks.sh, in whose folder it goes on.

# The same words, and exit code 2, by both programs.
refused_by_both() { # what the message has to hold, arguments
    local part=$1 program
    shift
    for program in "$assay" "$native"; do
        "$program" "$@" > said.txt 2>&1
        [ $? -eq 2 ] && grep -qF -- "$part" said.txt || { cat said.txt; return 1; }
    done
}
"$assay" init North > /dev/null 2>&1
check "a workspace whose name differs by case alone is the same folder, and refused" bash -c \
    '"$1" init north > said.txt 2>&1; [ $? -eq 2 ] && grep -q "workspace already" said.txt' - "$assay"
check "a workspace is found under another letter case" "$assay" --workspace nORTH ledger
for name in CON aux com1.x 'council.' 'new/a:b'; do
    check "a folder named $name is refused by both" refused_by_both 'name' init "$name"
done
check "nothing was made of the refused names" bash -c '! ls -a | grep -iE "^(con|aux|com1|council|a)($|[.:])"'
in_north() { in_folder North "$@"; }
check "a backup to a device is refused by both" in_north refused_by_both 'for a device' backup 'nul.db'
check "an export to a device is refused by both" in_north refused_by_both 'for a device' export --to 'aux'
check "a pack to a device is refused by both" in_north refused_by_both 'for a device' pack monthly --out 'prn.packs'
check "a draw named after a device is refused by both" \
    in_north refused_by_both 'keeps this name for a device' freeze --plan monthly --id aux
check "a draw with capitals is refused by both" in_north refused_by_both 'lower-case' freeze --plan monthly --id 2026-09-Monthly

# Teams that are devices, differ by case or end with a dot; ids that differ by case; a plan's and a pack's name.
python3 - > odd.csv << 'E2'
print("case_id,plan_type,team,worker,start_date")
teams = ["CON", "aux.csv", "North", "north", "South.", "East ", "A:B", "com1"]
for i in range(160):
    print(f"{'aA'[i % 2]}{i // 2:03},child protection,{teams[i % 8]},Worker {i % 3},2026-0{i % 8 + 1}-01")
E2
odd() { # program, folder
    (cd "$2" && "$1" import cases ../odd.csv --as-at 2026-09-01; "$1" "${freeze[@]}" && "$1" "${draw[@]}")
}
"$assay" init odd-windows > /dev/null 2>&1
"$native" init odd-native > /dev/null 2>&1
for folder in odd-windows odd-native; do
    sed -i "s/the duty manager/the front door, 01632 960001/" "$folder/assay.yaml"
done
check "ids that differ by case and teams that are devices are imported and drawn" odd "$assay" odd-windows
check "the same by the native program" odd "$native" odd-native
check "both have the same cases" cmp odd-windows/draws/2026-09-monthly/selection.csv odd-native/draws/2026-09-monthly/selection.csv
forms() { (cd "$2" && "$1" forms 2026-09-monthly && ls draws/2026-09-monthly/forms | sort > ../"$2".forms); }
check "their forms are written, one file each" forms "$assay" odd-windows
check "the same forms by the native program" forms "$native" odd-native
check "both have forms of the same names" cmp odd-windows.forms odd-native.forms
check "no two forms differ by case alone" bash -c '[ -s odd-windows.forms ] && [ -z "$(tr A-Z a-z < odd-windows.forms | uniq -d)" ]'
check "packs named Visit and visit are refused in the settings by both" bash -c \
    'for one in "odd-windows $1" "odd-native $2"; do set -- $one; cd "$1" || exit 1
     cp pack.yaml ../pack.keep; sed "s/^  visit:/  Visit:/" ../pack.keep > pack.yaml
     "$2" pack monthly > ../said.txt 2>&1; [ $? -eq 2 ] && grep -q "plain name" ../said.txt || exit 1
     cp ../pack.keep pack.yaml; cd ..; done' - "$assay" "$native"
mkdir -p odd-windows/returned
printf 'case_id,x\n' > odd-windows/returned/One.CSV
check "a pattern in capitals means files in small letters" bash -c \
    'cd odd-windows && "$1" import cases "..\\ODD.CS?" --as-at 2026-09-02 --dry-run > ../said.txt' - "$assay"

# Deeper than 260 characters: SQLite, locks, index and files of a draw.
long=$(printf 'a%.0s' {1..90})
mkdir -p "$long/$long/$long"
deep="$long/$long/$long/w"
deep_work() { (cd "$long" && for step in init import freeze draw verify doctor backup; do
    case $step in
        init) "$assay" init "$long\\$long\\w" ;;
        import) "$assay" --workspace "$long\\$long\\w" import cases ../list.csv --as-at 2026-09-01 ;;
        freeze) "$assay" --workspace "$long\\$long\\w" "${freeze[@]}" ;;
        draw) "$assay" --workspace "$long\\$long\\w" "${draw[@]}" ;;
        backup) "$assay" --workspace "$long\\$long\\w" backup "$long\\$long\\copy.db" ;;
        verify) "$assay" --workspace "$long\\$long\\w" verify 2026-09-monthly ;;
        doctor) "$assay" --workspace "$long\\$long\\w" doctor ;;
    esac || { echo "$step failed"; exit 1; }
done); }
check "a workspace deeper than 260 characters is made, drawn and backed up" deep_work
check "the native program verifies it" bash -c 'cd "$1" && "$2" verify 2026-09-monthly' - "$deep" "$native"
check "its cases are those of the other workspaces" \
    cmp "$deep/draws/2026-09-monthly/selection.csv" "native/draws/2026-09-monthly/selection.csv"
