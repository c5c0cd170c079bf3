//! Damages files: bytes turned, cut, doubled, spliced; in zipped workbooks also inside their parts, since
//! a damaged checksum alone would keep the reader from ever seeing the rest.

use std::io::{Cursor, Read, Write};

/// A small generator of numbers that follow from a seed.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        if limit == 0 { 0 } else { (self.next() % limit as u64) as usize }
    }
}

/// Texts that readers stumble over.
const AWKWARD: [&[u8]; 25] = [
    b"\"",
    b"\n",
    b"\r\n",
    b",",
    b";",
    b"\t",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xc3",
    b"=1+1",
    b"#N/A",
    b"1E+15",
    b"-1",
    b"99999999999999999999",
    b"31/02/2026",
    b"2026-13-45",
    b"NaN",
    b"&#x0;",
    b"r=\"XFD1048576\"",
    b"count=\"4294967295\"",
    b" table:number-rows-repeated=\"1048576\"",
    b" table:number-columns-repeated=\"16384\"",
    b"<text:s text:c=\"4000000000\"/>",
    b"confirmed",
];

/// Returns a damaged copy of one file of the corpus with its name.
pub(crate) fn damaged<'c>(corpus: &[(&'c str, Vec<u8>)], dice: &mut Dice) -> (&'c str, Vec<u8>) {
    let (name, bytes) = &corpus[dice.below(corpus.len())];
    let is_zip = bytes.starts_with(b"PK");
    if is_zip && dice.below(8) > 0 {
        return (name, inside(bytes, dice));
    }
    let other = &corpus[dice.below(corpus.len())].1;
    (name, bent(bytes, other, dice))
}

fn bent(bytes: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.below(6) {
        let at = dice.below(bytes.len() + 1);
        let length = dice.below(64).min(bytes.len() - at);
        match dice.below(8) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            1 if at < bytes.len() => bytes[at] = dice.next() as u8,
            2 => drop(bytes.drain(at..at + length)),
            3 => {
                let piece = bytes[at..at + length].to_vec();
                drop(bytes.splice(at..at, piece.repeat(1 + dice.below(20))));
            }
            4 => {
                let word = AWKWARD[dice.below(AWKWARD.len())];
                drop(bytes.splice(at..at, word.iter().copied()));
            }
            5 => bytes.truncate(at),
            6 => {
                let from = dice.below(other.len() + 1);
                bytes.truncate(at);
                bytes.extend_from_slice(&other[from..]);
            }
            _ => {
                let number = [0, 1, 0xff, 0x7fff_ffff, u32::MAX][dice.below(5)];
                for (place, byte) in bytes[at..].iter_mut().zip(number.to_le_bytes()) {
                    *place = byte;
                }
            }
        }
    }
    bytes
}

/// Damages one part of a zip, or leaves one out or names it otherwise.
fn inside(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a sound zip");
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let chosen = dice.below(archive.len());
    let gone = dice.below(20) == 0;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("a part");
        let name = entry.name().expect("a name").into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).expect("a part");
        if index == chosen {
            if gone {
                continue;
            }
            content = bent(&content, &content.clone(), dice);
        }
        out.start_file(name, options).expect("a part");
        out.write_all(&content).expect("a part");
    }
    out.finish().expect("a zip").into_inner()
}
