//! Files that stay in the workspace, or are sent out from it, by their names and the digests that were put on record when
//! they were written: packs, forms and feedback pages. A name that was written again has several.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::Path;

use assay_model::{FeedbackDays, FormOut, PackIssued, PackMade};
use assay_store::{Kept, Store};
use assay_views::doctor::FileFault;

use crate::desk::error::Result;
use crate::desk::{files, folder};

/// Each name with every digest that a file of it had.
pub(crate) type Digests = BTreeMap<String, BTreeSet<String>>;

/// Returns the files of packs, drafts and issued ones; an issued one's name has its folder.
pub(crate) fn packs(store: &Store) -> Result<Digests> {
    let mut all = kept(store, |pack: PackMade| {
        pack.files.into_iter().map(|file| (file.name, Some(file.sha256))).collect()
    })?;
    all.extend(kept(store, |pack: PackIssued| {
        let within = |name| format!("{}/{name}", folder::ISSUED);
        pack.files.into_iter().map(|file| (within(file.name), Some(file.sha256))).collect()
    })?);
    Ok(all)
}

/// Returns the forms.
pub(crate) fn forms(store: &Store) -> Result<Digests> {
    kept(store, |form: FormOut| vec![(form.file, form.sha256)])
}

/// Returns the feedback pages.
pub(crate) fn feedback(store: &Store) -> Result<Digests> {
    kept(store, |days: FeedbackDays| vec![(days.file(), days.sha256)])
}

/// Compares what is in a folder with the digests: how many are as they were written, and which are not. One that is not there
/// was moved on.
pub(crate) fn compared<'d>(folder: &Path, kept: &'d Digests) -> (usize, Vec<(&'d str, FileFault)>) {
    let (mut whole, mut faults) = (0, Vec::new());
    for (name, digests) in kept {
        match files::digest(&folder.join(name)) {
            Ok(digest) if digests.contains(&digest.to_string()) => whole += 1,
            Ok(_) => faults.push((name.as_str(), FileFault::Other)),
            Err(fault) if fault.kind() == ErrorKind::NotFound => {}
            Err(_) => faults.push((name.as_str(), FileFault::Unreadable)),
        }
    }
    (whole, faults)
}

fn kept<K: Kept>(store: &Store, files: fn(K) -> Vec<(String, Option<String>)>) -> Result<Digests> {
    let mut found = Digests::new();
    for latest in store.all::<K>()? {
        let times = store.history::<K>(&latest.key())?;
        for (name, sha256) in times.into_iter().flat_map(|(_, kept)| files(kept)) {
            if let Some(sha256) = sha256 {
                found.entry(name).or_default().insert(sha256);
            }
        }
    }
    Ok(found)
}
