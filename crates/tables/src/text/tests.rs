//! Tests of `text.rs`.

use super::*;

#[test]
fn encodings_and_separators_are_found_by_looking() {
    let wide: Vec<u8> = "\u{feff}id;é\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = "\u{feff}id\té\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let cases: [(&[u8], &str, u8, &str); 7] = [
        (b"id,name\n1,a\n", "UTF-8", b',', "id,name\n1,a\n"),
        (b"\xef\xbb\xbfid;name\n", "UTF-8 with a byte-order mark", b';', "id;name\n"),
        (b"id;caf\xe9\n", "Windows-1252", b';', "id;café\n"),
        (b"id\t\"a,b,c\"\n1\t2\n", "UTF-8", b'\t', "id\t\"a,b,c\"\n1\t2\n"),
        (b"sep=;\r\na;b,c,d\n", "UTF-8", b';', "a;b,c,d\n"),
        (&wide, "UTF-16", b';', "id;é\r\n"),
        (&big, "UTF-16 (big-endian)", b'\t', "id\té\n"),
    ];
    for (bytes, encoding, separator, expected) in cases {
        let text = decode(bytes.to_vec()).unwrap();
        assert_eq!((text.encoding, text.separator, &*text.text), (encoding, separator, expected));
    }
}

#[test]
fn a_single_column_with_commas_in_its_text_is_still_commas() {
    assert_eq!(decode(b"comment\nseen\nseen again\n".to_vec()).unwrap().separator, b',');
}

#[test]
fn binary_rubbish_is_refused() {
    assert!(decode(b"abc\0def".to_vec()).is_err());
    assert!(matches!(decode(b"\xef\xbb\xbf \r\n".to_vec()), Err(ReadError::Empty)));
}
