//! A head of the ledger that was kept elsewhere: on a pack, in a manifest or with the receipt of a copy. It is the hash of
//! an entry, so one that no entry has shows a ledger that was cut off or written anew.

use std::path::Path;

use assay_store::FIRST_HASH;
use assay_views::draws::Difference;

use crate::desk::error::{Error, Result};
use crate::desk::files;
use crate::desk::reader::Reader;

/// How far behind the word the hash may be.
const NEAR: usize = 120;

/// Returns what differs, where no entry has the head that the text is or the file holds.
pub(super) fn difference(workspace: &Reader, given: &str) -> Result<Option<String>> {
    let head = match given.trim() {
        hash if is_hash(hash) => hash.to_lowercase(),
        short if is_part_of_hash(short) => return Err(too_short(short)),
        path => of_file(path)?,
    };
    let entries = workspace.store.ledger()?;
    let is_known = head == FIRST_HASH || entries.iter().any(|entry| entry.hash == head);
    Ok((!is_known)
        .then(|| Difference::Head { head: &head, entries: entries.len() as u64 }.to_string()))
}

fn of_file(path: &str) -> Result<String> {
    let bytes = files::read(Path::new(path))?;
    head_in(&String::from_utf8_lossy(&bytes)).ok_or_else(|| {
        Error::input(format!("{path}: expected the head of a ledger, found none")).hint(
            "name a manifest.json, a pack as a page (.html), or give the hash that the pack or receipt prints",
        )
    })
}

/// Returns the head that a manifest has in its place, else the hash close behind the last word `head`: what people wrote
/// comes before it on a page.
fn head_in(text: &str) -> Option<String> {
    let manifest = serde_json::from_str::<serde_json::Value>(text).ok();
    if let Some(head) = manifest.as_ref().and_then(|manifest| manifest["ledger"]["head"].as_str()) {
        return is_hash(head).then(|| head.to_lowercase());
    }
    let plain = text.to_ascii_lowercase();
    plain.rmatch_indices("head").find_map(|(at, _)| {
        let after = plain.get(at + 4..)?;
        let near = after.char_indices().nth(NEAR).map_or(after, |(end, _)| &after[..end]);
        near.split(|c: char| !c.is_ascii_hexdigit()).find(|word| is_hash(word)).map(str::to_owned)
    })
}

/// Whether this can only be meant as the beginning of a hash.
fn is_part_of_hash(text: &str) -> bool {
    (8..FIRST_HASH.len()).contains(&text.len())
        && text.chars().all(|c| c.is_ascii_hexdigit())
        && !Path::new(text).exists()
}

fn too_short(text: &str) -> Error {
    let (found, whole) = (text.len(), FIRST_HASH.len());
    Error::input(format!("expected a hash of {whole} figures, found {found} figures"))
        .hint("a part of a hash proves nothing: give all of it, as the pack or receipt prints it")
}

fn is_hash(text: &str) -> bool {
    text.len() == FIRST_HASH.len() && text.chars().all(|c| c.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_is_found_where_a_pack_a_manifest_or_a_receipt_has_it() {
        let hash = "0f".repeat(32);
        let digest = "ab".repeat(32);
        let check = |text: String| assert_eq!(head_in(&text), Some(hash.clone()), "{text}");
        check(format!(
            "<head><p>sha256 of it: see below</p>{}<p>Head of the evidence ledger: <code>{hash}</code>",
            " ".repeat(99)
        ));
        check(format!(
            "{{\"frame_sha256\": \"{digest}\", \"ledger\": {{\"entry\": 7, \"head\": \"{hash}\"}}}}"
        ));
        check(format!("wrote copy.db: 4096 bytes, 7 ledger entries, head {hash}\n"));
        check(format!(
            "<p>Ahead of {digest} we wrote:</p><p>Head of the ledger: <code>{hash}</code>"
        ));
        check(format!(
            "{{\"note\": \"head {digest}\", \"ledger\": {{\"head\": \"{hash}\"}}, \"z\": \"head {digest}\"}}"
        ));
        assert_eq!(head_in(&format!("digest {digest}")), None);
    }

    #[test]
    fn a_part_of_a_hash_is_not_taken_for_a_file() {
        assert!(is_part_of_hash("0f0f0f0f0f0f"));
        assert!(!is_part_of_hash(&"0f".repeat(32)));
        assert!(!is_part_of_hash("manifest.json"));
        assert!(too_short("0f0f0f0f0f0f").to_string().contains("found 12 figures"));
    }
}
