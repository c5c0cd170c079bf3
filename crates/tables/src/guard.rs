//! The guard before a zipped workbook is read: number of parts, true unzipped sizes and packing ratio,
//! measured by unpacking into a counter, because the sizes a zip declares can lie.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::{Limits, ReadError};

/// What kind of workbook a zip holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Zipped {
    Xlsx,
    Xlsb,
    Ods,
}

/// Returns what workbook the zip holds, once every part of it is known to be within the limits.
///
/// # Errors
/// When it is damaged, too large, or no workbook.
pub(crate) fn inspect(bytes: &[u8], limits: &Limits) -> Result<Zipped, ReadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))
        .map_err(|_| ReadError::Damaged("it is cut off, or was not saved whole".to_owned()))?;
    within("the number of parts", archive.len() as u64, limits.entries as u64)?;
    declared(&mut archive, limits)?;
    let (mut total, mut kind) = (0, None);
    for index in 0..archive.len() {
        let part =
            archive.by_index(index).map_err(|fault| ReadError::Damaged(fault.to_string()))?;
        let name = part.name().map_err(|fault| ReadError::Damaged(fault.to_string()))?.into_owned();
        kind = kind.or(match name.as_str() {
            "xl/workbook.xml" => Some(Zipped::Xlsx),
            "xl/workbook.bin" => Some(Zipped::Xlsb),
            "content.xml" => Some(Zipped::Ods),
            _ => None,
        });
        let packed = part.compressed_size().max(1);
        total += measure(part, &name, packed, total, limits)?;
    }
    kind.ok_or(ReadError::Kind("a zip archive that is no workbook"))
}

/// Checks the sizes that the zip declares. They are believed only where they are too much: such an
/// archive need not be unpacked.
fn declared(archive: &mut ZipArchive<Cursor<&[u8]>>, limits: &Limits) -> Result<(), ReadError> {
    let mut total = 0_u64;
    for index in 0..archive.len() {
        let Ok(part) = archive.by_index_raw(index) else { continue };
        total = total.saturating_add(part.size());
        within("the unpacked workbook", total, limits.unzipped_bytes)?;
        let name = part.name().map(std::borrow::Cow::into_owned).unwrap_or_default();
        bounded(&name, part.size(), part.compressed_size().max(1), limits)?;
    }
    Ok(())
}

/// Returns the true unpacked size of a part.
fn measure(
    mut part: impl Read,
    name: &str,
    packed: u64,
    before: u64,
    limits: &Limits,
) -> Result<u64, ReadError> {
    let streamed = name.starts_with("xl/worksheets/");
    let mut buffer = vec![0; 64 << 10];
    let mut size = 0;
    loop {
        let read = part
            .read(&mut buffer)
            .map_err(|fault| ReadError::Damaged(format!("{name}: {fault}")))?;
        if read == 0 {
            return Ok(size);
        }
        size += read as u64;
        within("the unpacked workbook", before + size, limits.unzipped_bytes)?;
        bounded(name, size, packed, limits)?;
        if !streamed {
            within(&format!("part \"{name}\""), size, limits.held_bytes)?;
        }
    }
}

/// Checks how many times its packed size a part has.
fn bounded(name: &str, size: u64, packed: u64, limits: &Limits) -> Result<(), ReadError> {
    if size > 10 << 20 && size / packed > limits.ratio {
        return Err(ReadError::Bomb { part: name.to_owned(), ratio: limits.ratio });
    }
    Ok(())
}

/// Checks a size against its limit.
pub(crate) fn within(what: &str, found: u64, limit: u64) -> Result<(), ReadError> {
    if found > limit {
        return Err(ReadError::TooLarge { what: what.to_owned(), found, limit });
    }
    Ok(())
}
