# Folders that a cloud client copies, as Windows knows them: by name, by the environment, by the lists of the
# registry, by what a client writes and leaves. A part of checks.sh, in whose folder it goes on.

refused_for() { # client, command…
    local client=$1
    shift
    "$@" > said.txt 2>&1
    [ $? -eq 2 ] && grep -q "in step with other machines by $client" said.txt && grep -q "hint: put the workspace" said.txt ||
        { cat said.txt; return 1; }
}
# Wine shows this machine's disk as drive Z.
drive() { printf 'Z:%s' "$(realpath "$1" | tr / '\\')"; }
reg() { /usr/lib/wine/wine64 reg "$@" > /dev/null 2>&1; }

mkdir -p "onedrive - Anytown" "Anytown files/Documents" "Anytown Quality" "Team Box" plain Drops
check "init in a folder named as OneDrive's is refused, in any letter case" \
    refused_for OneDrive "$assay" init 'onedrive - Anytown\council'
check "the native program refuses it too" refused_for OneDrive "$native" init "onedrive - Anytown/council"
for name in OneDrive OneDriveCommercial OneDriveConsumer; do
    check "init below the folder that $name names is refused" refused_for OneDrive \
        env "$name=$(drive "Anytown files")" "$assay" init 'Anytown files\Documents\council'
done
check "init next to that folder is not" env "OneDrive=$(drive "Anytown files")" "$assay" init 'plain\council'
reg add 'HKCU\Software\SyncEngines\Providers\OneDrive\1' /v MountPoint /d "$(drive "Anytown Quality")" /f
check "init in a library of SharePoint is refused, by OneDrive's list" \
    refused_for OneDrive "$assay" init 'anytown quality\council'
roots='HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer\SyncRootManager\Boxes!S-1-5-21-1!1\UserSyncRoots'
reg add "$roots" /v S-1-5-21-1 /d "$(drive "Team Box")" /f
check "init in a folder on Windows' list of synchronised ones is refused" refused_for Boxes "$assay" init 'Team Box\council'
# Wine sets the folder of a person's programs itself.
own=$(find "$WINEPREFIX/drive_c/users" -maxdepth 3 -type d -path '*/AppData/Local' ! -path '*/Public/*' | head -1)
mkdir -p "$own/Dropbox"
printf '{"business": {"path": "%s"}}' "$(drive Drops | sed 's/\\/\\\\/g')" > "$own/Dropbox/info.json"
check "init in a folder on Dropbox' own list is refused" refused_for Dropbox "$assay" init 'Drops\council'
rm -r "$own/Dropbox"
check "a workspace that came to lie in such a folder can be read" bash -c \
    'cp -r North "onedrive - Anytown/council" && "$1" --workspace "onedrive - Anytown\\council" ledger' - "$assay"
check "and not be written" refused_for OneDrive \
    "$assay" --workspace 'onedrive - Anytown\council' import cases list.csv --as-at 2026-09-01
check "doctor says why, and which journal it has" bash -c \
    '"$1" --workspace "onedrive - Anytown\\council" doctor > said.txt 2>&1; [ $? -eq 1 ] &&
     grep -q "OneDrive keeps it in step" said.txt && grep -q "a rollback journal" said.txt' - "$assay"
check "doctor reads back the log of a workspace on this machine's disk" bash -c \
    '"$1" --workspace North doctor | grep "^journal" | grep -q "a write-ahead log"' - "$assay"
# A share is linked in wine's own folder for shares; a wine that follows the link shows this machine's disk.
mkdir -p "$WINEPREFIX/dosdevices/unc/files01" shared
ln -sfn "$PWD/shared" "$WINEPREFIX/dosdevices/unc/files01/quality"
check "init on a share" bash -c '"$1" init "\\\\files01\\quality\\council" 2> said.txt' - "$assay"
if grep -q 'note: the folder is on the network (files01)' said.txt; then
    check "a store on a share has a rollback journal from its first day" bash -c \
        '"$1" --workspace "\\\\files01\\quality\\council" doctor | grep -q "a rollback journal"' - "$assay"
else
    echo "SKIPPED: this wine takes a share for its own disk; paths of shares are read in crates/workspace/src/desk/disk"
fi
reg delete 'HKCU\Software\SyncEngines\Providers\OneDrive' /f
reg delete 'HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer\SyncRootManager' /f
