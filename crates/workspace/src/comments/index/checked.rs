//! Whether the index has the comments that the store has, with their context and the themes they count for: all of them are
//! read from both and compared by a digest over all, in whatever order they lie.

use assay_comments::Index;
use assay_views::doctor::IndexFault;
use sha2::{Digest as _, Sha256};

use crate::comments::themes::reading::each;
use crate::desk::error::Result;
use crate::desk::reader::Reader;

/// Compares the whole of it; what the index has not read yet must be nothing.
pub(super) fn first_fault(workspace: &Reader, index: &Index) -> Result<Option<IndexFault>> {
    let mut kept = Sum::default();
    let read = index.each_kept(|text| kept.add(text));
    if read.is_err() {
        return Ok(Some(IndexFault::Damaged));
    }
    let mut wanted = Sum::default();
    each(
        workspace,
        |_| true,
        |comment, counted| {
            let themes: Vec<&str> = counted.iter().map(|one| one.theme.as_str()).collect();
            wanted.add(&index.kept_of(&comment, &themes));
        },
    )?;
    Ok((kept != wanted).then_some(IndexFault::Comments))
}

/// The digests of texts, added up, so that their order does not matter.
#[derive(Default, PartialEq, Eq)]
struct Sum([u64; 4]);

impl Sum {
    fn add(&mut self, text: &str) {
        let digest = Sha256::digest(text.as_bytes());
        for (part, bytes) in self.0.iter_mut().zip(digest.chunks_exact(8)) {
            let bytes = bytes.try_into().expect("eight bytes");
            *part = part.wrapping_add(u64::from_le_bytes(bytes));
        }
    }
}
