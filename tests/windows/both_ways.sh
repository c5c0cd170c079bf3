# A workspace that was made on one system and is worked in on the other, from the list to the pack, in both directions.
# A part of checks.sh, in whose folder it goes on.

# Makes a workspace and a draw with one program.
made() { # program, folder
    "$1" init "$2" && sed -i "s/the duty manager/the front door, 01632 960001/" "$2/assay.yaml" &&
        (cd "$2" && "$1" import cases ../list.csv --as-at 2026-09-01 && "$1" "${freeze[@]}" && "$1" "${draw[@]}" &&
            "$1" --as-at 2026-09-30 pack monthly --format html)
}
# Goes on in it with the other program: the draw verifies, the next one is drawn, a backup is made.
goes_on() { # program, folder
    (cd "$2" && "$1" verify 2026-09-monthly && "$1" verify --ledger &&
        "$1" freeze --plan monthly --id 2026-10-monthly --n 30 --as-at 2026-10-01 &&
        "$1" draw 2026-10-monthly --seed 60417359824106739508 --seed-source dice &&
        "$1" verify 2026-10-monthly && "$1" forms 2026-09-monthly)
}
check "made, drawn and packed by the Windows build" made "$assay" made-on-windows
check "made, drawn and packed by the native program" made "$native" made-natively
check "the native program goes on in the Windows workspace" goes_on "$native" made-on-windows
check "the Windows build goes on in the native workspace" goes_on "$assay" made-natively
for id in 2026-09-monthly 2026-10-monthly; do
    for file in selection.csv frame.tsv; do
        check "$id/$file is the same to the byte, whoever drew it" \
            cmp "made-on-windows/draws/$id/$file" "made-natively/draws/$id/$file"
    done
done
# Who may read the files that wine makes is wine's to say.
check "doctor finds nothing but that in the workspaces" bash -c \
    'cd "$1" && { "$2" doctor | grep -v ^access | grep " no  " && exit 1; cd ../made-natively && "$3" doctor; }' - made-on-windows "$native" "$assay"
check "each verifies what the other drew last" bash -c \
    '(cd made-on-windows && "$1" verify 2026-10-monthly) && cd made-natively && "$2" verify 2026-10-monthly' - "$assay" "$native"
same_pack() { # folder
    (cd "$1" && "$assay" --as-at 2026-10-15 pack monthly --format html --out ../from-windows &&
        "$native" --as-at 2026-10-15 pack monthly --format html --out ../from-native) &&
        cmp from-windows/*.html from-native/*.html && rm -r from-windows from-native
}
for folder in made-on-windows made-natively demo; do
    check "a pack of $folder has the same bytes from both programs" same_pack "$folder"
done
