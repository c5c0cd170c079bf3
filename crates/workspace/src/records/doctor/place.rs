//! Where the folder lies, and who may read what is in it.

use std::path::Path;

use assay_store::Journal;
use assay_views::doctor::Looked;

use super::Finding;
use crate::desk::disk::Disk;
#[cfg(unix)]
use crate::desk::folder;
use crate::desk::next::Next;
use crate::desk::reader::Reader;

pub(super) fn examine(workspace: &Reader) -> Vec<Finding> {
    let place = Disk::of(&workspace.root);
    let (lies, kept) =
        (disk(&place), workspace.store.journal().map(|found| journal(&place, found)));
    let kept = kept.unwrap_or_else(|fault| Finding::fault("journal", fault, None));
    vec![lies, kept, readers(&workspace.root)]
}

fn disk(place: &Disk) -> Finding {
    match place {
        Disk::Local => Finding::sound("folder", &Looked::Local),
        Disk::Network(server) => Finding::sound("folder", &Looked::Network(server)),
        Disk::Synced(client) => Finding::fault(
            "folder",
            Looked::Synced(client),
            Some(Next::Words(
                "move the workspace to a disk of this machine or a network drive of the council"
                    .to_owned(),
            )),
        ),
    }
}

/// The journal is read back: whoever had the store open when it was to be changed kept the old one.
fn journal(place: &Disk, found: Journal) -> Finding {
    let is_log = found == Journal::WriteAhead;
    if !is_log || place.journal() == Journal::WriteAhead {
        return Finding::sound("journal", &Looked::JournalFits { is_log });
    }
    let close =
        "end every assay that has this workspace open, on all machines, and run doctor again";
    Finding::fault("journal", Looked::LogNotSafe, Some(Next::Words(close.to_owned())))
}

#[cfg(unix)]
fn readers(root: &Path) -> Finding {
    use std::os::unix::fs::PermissionsExt as _;
    let open = [root.to_path_buf(), root.join(folder::STORE), root.join(folder::DRAWS)]
        .into_iter()
        .filter(|path| {
            std::fs::metadata(path).is_ok_and(|data| data.permissions().mode() & 0o077 != 0)
        })
        .map(|path| path.display().to_string())
        .collect::<Vec<_>>();
    if open.is_empty() {
        return Finding::sound("access", &Looked::OwnersOnly);
    }
    Finding::fault(
        "access",
        Looked::OthersRead(&open),
        Some(Next::Words(
            "take the rights of group and others away: chmod -R go= on the workspace's folder"
                .to_owned(),
        )),
    )
}

#[cfg(windows)]
fn readers(root: &Path) -> Finding {
    use super::access;
    use crate::desk::files;

    let printed = std::process::Command::new("icacls").arg(files::for_tools(root)).output();
    let others = match (printed, whoami::username()) {
        (Ok(output), Ok(login)) if output.status.success() => {
            let text = String::from_utf8_lossy(&output.stdout);
            access::others(&text, &files::for_tools(root).display().to_string(), &login)
        }
        _ => None,
    };
    match others {
        None => Finding::sound("access", &Looked::AccessUnknown),
        Some(others) if others.is_empty() => Finding::sound("access", &Looked::OwnersOnly),
        Some(others) => Finding::fault(
            "access",
            Looked::OnAccessList(&others),
            Some(Next::Words(
                "take them off the list, if they need not see children's records: in Explorer the folder's \
                 properties, \"Security\""
                    .to_owned(),
            )),
        ),
    }
}

#[cfg(not(any(unix, windows)))]
fn readers(root: &Path) -> Finding {
    let _ = root;
    Finding::sound("access", &Looked::AccessUnknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_ahead_log_is_a_fault_where_the_folder_is_not_this_machines() {
        let network = Disk::Network("files01".to_owned());
        let synced = Disk::Synced("OneDrive".to_owned());
        for (place, found, sound) in [
            (&Disk::Local, Journal::WriteAhead, true),
            (&Disk::Local, Journal::Rollback, true),
            (&network, Journal::Rollback, true),
            (&network, Journal::WriteAhead, false),
            (&synced, Journal::WriteAhead, false),
        ] {
            assert_eq!(journal(place, found).sound, Some(sound), "{place:?} {found:?}");
        }
    }
}
