# Letters beyond ASCII on consoles of several code pages, in files and through pipes. A part of checks.sh, in whose
# folder it goes on.

for page in 437 850 1252 65001; do
    for kind in console file pipe json; do
        check "the report's letters with code page $page: $kind" python3 "$parts/console.py" "$run" $page $kind demo
    done
done
check "an argument with accents and a dash comes through, and an answer on a pipe without console is UTF-8" bash -c \
    '"$1" --workspace North plan list --format json > /dev/null && "$1" --workspace North search "Zoë – naïve" 2> said.txt; grep -q "panicked" said.txt && exit 1
     "$1" --workspace "Nord – Zoë" ledger 2> said.txt; [ $? -eq 2 ] && grep -q "Nord – Zoë" said.txt' - "$assay"
