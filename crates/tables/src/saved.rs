//! When a workbook was last saved, as it says itself. It reads none of its cells.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

/// The properties of a workbook are a page at most.
const LONGEST: u64 = 64 << 10;

/// Returns the moment at which an .xlsx was last saved, as its properties have it (RFC 3339); none where it
/// is another kind of file or does not say.
#[must_use]
pub fn saved_at(bytes: &[u8]) -> Option<String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let part = archive.by_name("docProps/core.xml").ok()?;
    let mut text = String::new();
    part.take(LONGEST).read_to_string(&mut text).ok()?;
    let (_, rest) = text.split_once("<dcterms:modified")?;
    let (_, rest) = rest.split_once('>')?;
    let (moment, _) = rest.split_once('<')?;
    Some(moment.trim().to_owned())
}
