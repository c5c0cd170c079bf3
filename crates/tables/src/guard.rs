//! The guard before a zipped workbook is read: number of parts, true unzipped sizes and packing ratio,
//! measured by unpacking into a counter, because the sizes a zip declares can lie.

use std::io::{BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use crate::{Limits, ReadError};

/// Sheets of a workbook.
const MOST_SHEETS: u64 = 1_000;
/// Bytes at the beginning of a part in which its count of texts is looked for.
const HEAD: usize = 4 << 10;

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
    if kind == Some(Zipped::Xlsx) {
        within("the number of sheets", sheets(&mut archive)?, MOST_SHEETS)?;
    }
    kind.ok_or(ReadError::Kind("a zip archive that is no workbook"))
}

/// Returns how many sheets an .xlsx lists: several may be of one part, which would be laid out for each of them.
fn sheets(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<u64, ReadError> {
    let part = archive
        .by_name("xl/workbook.xml")
        .map_err(|fault| ReadError::Damaged(fault.to_string()))?;
    let mut reader = Reader::from_reader(BufReader::new(part));
    let (mut count, mut buffer) = (0, Vec::new());
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element) | Event::Empty(element)) => {
                count += u64::from(element.local_name().as_ref() == "sheet");
            }
            // What is no XML the engine reports by itself.
            Ok(Event::Eof) | Err(_) => return Ok(count),
            Ok(_) => {}
        }
        buffer.clear();
    }
}

/// Checks how many texts a part says that it has: room is made for them before the first is read. The shortest text
/// is `<si/>`.
fn texts_fit(name: &str, head: &[u8], size: u64) -> Result<(), ReadError> {
    let head = String::from_utf8_lossy(head);
    let declared = head.split_once("uniqueCount=").and_then(|(_, rest)| {
        let rest = rest.trim_start_matches(['"', '\'']);
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        rest[..end].parse::<u64>().ok()
    });
    match declared {
        Some(texts) if texts > size / 5 => Err(ReadError::Damaged(format!(
            "{name} says that it has {texts} texts, in {size} bytes"
        ))),
        _ => Ok(()),
    }
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
    let (mut size, mut head) = (0, Vec::new());
    loop {
        let read = part
            .read(&mut buffer)
            .map_err(|fault| ReadError::Damaged(format!("{name}: {fault}")))?;
        if read == 0 {
            texts_fit(name, &head, size)?;
            return Ok(size);
        }
        if head.len() < HEAD {
            head.extend_from_slice(&buffer[..read.min(HEAD)]);
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

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn answer(parts: &[(&str, String)]) -> String {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        let bytes = zip.finish().unwrap().into_inner();
        inspect(&bytes, &Limits::default())
            .map_or_else(|fault| fault.to_string(), |_| "sound".into())
    }

    fn listed(sheets: usize) -> (&'static str, String) {
        let sheet = "<x:sheet name=\"a\" sheetId=\"1\"/>".repeat(sheets);
        ("xl/workbook.xml", format!("<x:workbook><x:sheets>{sheet}</x:sheets></x:workbook>"))
    }

    #[test]
    fn a_count_of_texts_that_the_part_cannot_hold_is_refused() {
        let texts = |count: &str| {
            let text = format!("<sst count=\"90000\" uniqueCount={count}><si/><si/></sst>");
            answer(&[listed(1), ("xl/sharedStrings.xml", text)])
        };
        assert_eq!(texts("\"2\""), "sound");
        assert_eq!(texts("''"), "sound");
        let refused = "xl/sharedStrings.xml says that it has 4000000000 texts, in 60 bytes";
        for quoted in ["\"4000000000\"", "'4000000000'"] {
            assert!(texts(quoted).contains(refused), "{}", texts(quoted));
        }
    }

    #[test]
    fn a_workbook_has_no_more_than_a_thousand_sheets() {
        assert_eq!(answer(&[listed(1_000)]), "sound");
        let refused = answer(&[listed(1_001)]);
        assert!(refused.ends_with("the number of sheets is 1001, the limit is 1000"), "{refused}");
    }
}
