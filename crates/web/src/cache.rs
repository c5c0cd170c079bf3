//! Pages kept for whoever asks next: as long as neither the store nor a settings file has changed, the same address
//! has the same page. It never looks into the store; the sizes and times of the files say whether it changed.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use assay_model::Date;

use crate::built::Built;
use crate::lock::lock;

/// How many pages are kept.
const KEPT: usize = 48;

/// How long a file must have been left alone for its time to be relied on.
const SETTLED: Duration = Duration::from_millis(100);

/// Addresses whose pages are of something else than the store: work, uploads, files on the disk.
const NOT_KEPT: [&str; 7] =
    ["/jobs", "/done", "/first-run", "/end", "/case-lists/preview", "/packs", "/history/doctor"];

/// The pages that are kept.
#[derive(Default)]
pub(crate) struct Cache {
    pages: Mutex<VecDeque<(String, Stamp, Arc<Built>)>>,
}

/// What the files of a workspace were like when a page was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stamp {
    on: Date,
    files: Vec<(String, u64, SystemTime)>,
}

impl Stamp {
    /// Returns what the files are like now; none where a file cannot be looked at, or was changed just now.
    pub(crate) fn of(root: &Path, on: Date) -> Option<Self> {
        let mut files = Vec::new();
        for entry in std::fs::read_dir(root).ok()? {
            let entry = entry.ok()?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let counts = name == "evidence.db" || name.ends_with("-wal") || is_settings(&name);
            if counts {
                let data = entry.metadata().ok()?;
                // Whoever reads makes an empty file of changes, and takes it away again.
                if data.len() == 0 {
                    continue;
                }
                let changed = data.modified().ok()?;
                // The clock of files is coarse: what was just changed may change again unseen.
                if changed.elapsed().is_ok_and(|ago| ago < SETTLED) {
                    return None;
                }
                files.push((name, data.len(), changed));
            }
        }
        files.sort();
        Some(Self { on, files })
    }
}

fn is_settings(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "yaml")
}

impl Cache {
    /// Returns the page of an address, if it was made when the files were as they are now.
    pub(crate) fn find(&self, address: &str, stamp: &Stamp) -> Option<Arc<Built>> {
        let pages = lock(&self.pages);
        let kept = pages.iter().find(|(kept, of, _)| kept == address && of == stamp);
        kept.map(|(.., built)| Arc::clone(built))
    }

    /// Keeps a page that was made when the files were so.
    pub(crate) fn keep(&self, address: &str, stamp: Stamp, built: &Built) {
        let path = address.split('?').next().unwrap_or_default();
        let is_left_out = NOT_KEPT.iter().any(|left_out| path.starts_with(left_out));
        if !built.is_plain_page() || is_left_out || path.ends_with("/verify") {
            return;
        }
        let mut pages = lock(&self.pages);
        pages.retain(|(kept, ..)| kept != address);
        if pages.len() == KEPT {
            pages.pop_front();
        }
        pages.push_back((address.to_owned(), stamp, Arc::new(built.clone())));
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn a_page_is_kept_until_a_file_changes() {
        let folder = tempfile::tempdir().unwrap();
        let on = "2026-09-30".parse().unwrap();
        let write = |name: &str| {
            let file = std::fs::File::create(folder.path().join(name)).unwrap();
            (&file).write_all(name.as_bytes()).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_secs(5)).unwrap();
        };
        write("evidence.db");
        let cache = Cache::default();
        let before = Stamp::of(folder.path(), on).unwrap();
        cache.keep("/samples", before.clone(), &Built::page_for_tests());
        cache.keep("/jobs/1", before.clone(), &Built::page_for_tests());
        assert!(cache.find("/samples", &before).is_some());
        assert!(cache.find("/jobs/1", &before).is_none() && cache.find("/", &before).is_none());
        write("evidence.db-wal");
        let after = Stamp::of(folder.path(), on).unwrap();
        assert!(cache.find("/samples", &after).is_none());
        let tomorrow = Stamp::of(folder.path(), "2026-10-01".parse().unwrap()).unwrap();
        assert!(cache.find("/samples", &tomorrow).is_none());
        std::fs::write(folder.path().join("plans.yaml"), "just now").unwrap();
        assert!(Stamp::of(folder.path(), on).is_none());
    }
}
