//! What a file is, by its content. The extension counts only where the content does not show it.

use crate::ReadError;

/// What the bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    /// A zip container: .xlsx, .xlsb, .ods or something else.
    Zip,
    /// An old binary workbook.
    Xls,
    /// Text.
    Text,
}

const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Returns what the bytes are.
///
/// # Errors
/// When they are a locked workbook or something that is no table at all.
pub(crate) fn sniff(name: &str, bytes: &[u8]) -> Result<Content, ReadError> {
    if name.starts_with("~$") {
        return Err(ReadError::LockFile);
    }
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Content::Zip);
    }
    if bytes.starts_with(OLE) {
        return if is_locked(name, bytes) { Err(ReadError::Locked) } else { Ok(Content::Xls) };
    }
    // A bare BIFF stream without its container, as Excel 4 and some exports write.
    if matches!(bytes, [0x09, 0x00 | 0x02 | 0x04 | 0x08, ..]) && bytes.get(3) == Some(&0) {
        return Err(ReadError::Kind("a workbook of Excel 4 or older"));
    }
    for (start, kind) in [
        (&b"%PDF"[..], "a PDF"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"7z\xbc\xaf", "a 7-Zip archive"),
        (b"Rar!", "a RAR archive"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"{\\rtf", "a rich-text document"),
        (b"SQLite format 3", "a database"),
    ] {
        if bytes.starts_with(start) {
            return Err(ReadError::Kind(kind));
        }
    }
    let head: String = bytes
        .iter()
        .take(1024)
        .filter(|b| **b != 0)
        .map(|b| char::from(b.to_ascii_lowercase()))
        .collect();
    let trimmed = head.trim_start_matches(|c: char| c.is_whitespace() || !c.is_ascii());
    if trimmed.starts_with("<!doctype html")
        || trimmed.starts_with("<html")
        || trimmed.starts_with("<table")
    {
        return Err(ReadError::Kind("a web page (HTML) under a spreadsheet's name"));
    }
    if trimmed.starts_with("<?xml") || trimmed.starts_with("<workbook") {
        return Err(ReadError::Kind("XML"));
    }
    Ok(Content::Text)
}

/// Returns whether an OLE container holds an encrypted package, or calls itself a modern workbook.
fn is_locked(name: &str, bytes: &[u8]) -> bool {
    let modern = name
        .rsplit_once('.')
        .is_some_and(|(_, end)| matches!(&*end.to_ascii_lowercase(), "xlsx" | "xlsm" | "xlsb"));
    let wide: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    modern || memchr::memmem::find(bytes, &wide).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_counts_not_the_extension() {
        assert_eq!(sniff("a.csv", b"PK\x03\x04rest").unwrap(), Content::Zip);
        assert_eq!(sniff("a.xlsx", b"id,name\n").unwrap(), Content::Text);
        assert_eq!(sniff("a.xls", OLE).unwrap(), Content::Xls);
        for (name, bytes) in
            [("a.xlsx", OLE), ("~$a.xlsx", b"x"), ("a.csv", b""), ("a.csv", b"%PDF-1.7")]
        {
            assert!(sniff(name, bytes).is_err(), "{name}");
        }
        let message = sniff("a.xlsx", OLE).unwrap_err().to_string();
        assert!(message.starts_with("this workbook has a password or a sensitivity label"));
        assert!(sniff("a.xls", b"\xef\xbb\xbf \n<html><table>").is_err());
    }
}
