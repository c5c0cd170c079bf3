//! The strata known so far by their values as they stand in the file, so that a row finds its own by a
//! few multiplications. It does not know what a stratum is called.

use assay_tables::stream::Fields;

/// Raw values and their strata's numbers: a table with free places, searched from the hash's place on.
#[derive(Debug)]
pub(super) struct Known {
    places: Vec<Option<Place>>,
    count: usize,
}

#[derive(Debug)]
struct Place {
    hash: u64,
    key: Key,
    stratum: usize,
}

/// The values themselves: short ones as numbers, which are compared without looking anything up.
#[derive(Debug, PartialEq, Eq)]
enum Key {
    /// Up to two values of at most 16 bytes each: the lengths, then the first and last bytes of each.
    Short([u64; 5]),
    /// Any other values with their lengths before them.
    Long(Box<[u8]>),
}

impl Default for Known {
    fn default() -> Self {
        let mut places = Vec::new();
        places.resize_with(256, || None);
        Self { places, count: 0 }
    }
}

impl Known {
    /// Returns the number of the stratum of these values, if it is known.
    pub(super) fn find(&self, values: &Fields) -> Option<usize> {
        if let Some(short) = short(values) {
            return self.search(
                mixed(&short, values.len()),
                |key| matches!(key, Key::Short(k) if same(k, &short)),
            );
        }
        self.search(
            hash(values),
            |key| matches!(key, Key::Long(joined) if is_joined(joined, values)),
        )
    }

    /// Remembers the stratum of values that are not known yet.
    pub(super) fn learn(&mut self, values: &Fields, stratum: usize) {
        if self.count * 4 >= self.places.len() {
            let mut wider = Vec::new();
            wider.resize_with(self.places.len() * 4, || None);
            let before = std::mem::replace(&mut self.places, wider);
            before.into_iter().flatten().for_each(|place| self.put(place));
        }
        self.count += 1;
        self.put(match short(values) {
            Some(short) => {
                Place { hash: mixed(&short, values.len()), key: Key::Short(short), stratum }
            }
            None => Place { hash: hash(values), key: Key::Long(joined(values)), stratum },
        });
    }

    fn search(&self, hash: u64, is_it: impl Fn(&Key) -> bool) -> Option<usize> {
        let mut at = self.start(hash);
        loop {
            let place = self.places[at].as_ref()?;
            if place.hash == hash && is_it(&place.key) {
                return Some(place.stratum);
            }
            at = (at + 1) & (self.places.len() - 1);
        }
    }

    fn put(&mut self, place: Place) {
        let mut at = self.start(place.hash);
        while self.places[at].is_some() {
            at = (at + 1) & (self.places.len() - 1);
        }
        self.places[at] = Some(place);
    }

    fn start(&self, hash: u64) -> usize {
        // The number of places is a power of two, and the high bits are the best mixed.
        (hash >> (64 - self.places.len().trailing_zeros())) as usize
    }
}

/// Returns up to two short values as numbers that no other values have.
fn short(values: &Fields) -> Option<[u64; 5]> {
    let mut words = [0; 5];
    let (pairs, _) = words[1..].as_chunks_mut::<2>();
    if values.len() > pairs.len() {
        return None;
    }
    let mut lengths = 0;
    for (value, pair) in values.iter().zip(pairs) {
        *pair = ends(value)?;
        lengths = lengths << 8 | (value.len() as u64 + 1);
    }
    words[0] = lengths;
    Some(words)
}

/// Returns the first and last bytes of at most 16, which may overlap; with the length they are all of it.
fn ends(value: &[u8]) -> Option<[u64; 2]> {
    Some(match value.len() {
        0..=3 => [value.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)), 0],
        4..=7 => [value.first_chunk(), value.last_chunk()]
            .map(|four| four.map_or(0, |four| u64::from(u32::from_le_bytes(*four)))),
        8..=16 => [value.first_chunk(), value.last_chunk()]
            .map(|eight| eight.map_or(0, |eight| u64::from_le_bytes(*eight))),
        _ => return None,
    })
}

fn same(one: &[u64; 5], other: &[u64; 5]) -> bool {
    // Without a branch a word: nearly always they are.
    one.iter().zip(other).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}

fn mixed(short: &[u64; 5], values: usize) -> u64 {
    let (pairs, _) = short[1..].as_chunks::<2>();
    pairs.iter().take(values).fold(short[0], |hash, [first, last]| mix(hash ^ first, *last))
}

fn mix(hash: u64, word: u64) -> u64 {
    let product =
        u128::from(hash ^ 0xf39c_c060_5ced_c835) * u128::from(word ^ 0x9e37_79b9_7f4a_7c15);
    (product as u64) ^ (product >> 64) as u64
}

/// Mixes all bytes of the values, eight at a time. Whatever comes of it, values are compared in full.
fn hash(values: &Fields) -> u64 {
    let mut hash = 0;
    for value in values {
        let (eights, rest) = value.as_chunks::<8>();
        hash = mix(hash, value.len() as u64);
        hash = eights.iter().fold(hash, |hash, eight| mix(hash, u64::from_le_bytes(*eight)));
        hash = rest.iter().fold(hash, |hash, byte| mix(hash, u64::from(*byte)));
    }
    hash
}

fn joined(values: &Fields) -> Box<[u8]> {
    let mut joined = Vec::new();
    for value in values {
        joined.extend_from_slice(&value.len().to_le_bytes());
        joined.extend_from_slice(value);
    }
    joined.into_boxed_slice()
}

fn is_joined(joined: &[u8], values: &Fields) -> bool {
    let mut rest = joined;
    values.iter().all(|value| {
        let Some((length, after)) = rest.split_first_chunk() else { return false };
        let Some(after) = after.strip_prefix(*value) else { return false };
        rest = after;
        usize::from_le_bytes(*length) == value.len()
    }) && rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_told_apart_by_every_byte_and_every_border() {
        let mut known = Known::default();
        let texts: Vec<String> = (0..2000).map(|i| format!("Team {i}")).collect();
        for (index, text) in texts.iter().enumerate() {
            assert_eq!(known.find(&[text.as_bytes(), b"x"]), None);
            known.learn(&[text.as_bytes(), b"x"], index);
        }
        known.learn(&[b"ab", b"c"], 9000);
        known.learn(&[b"a", b"bc"], 9001);
        known.learn(&[b"", b""], 9002);
        for (index, text) in texts.iter().enumerate() {
            assert_eq!(known.find(&[text.as_bytes(), b"x"]), Some(index));
            assert_eq!(known.find(&[text.as_bytes(), b"y"]), None);
        }
        assert_eq!(known.find(&[b"ab", b"c"]), Some(9000));
        assert_eq!(known.find(&[b"a", b"bc"]), Some(9001));
        assert_eq!(known.find(&[b"abc", b""]), None);
        assert_eq!(known.find(&[b"", b""]), Some(9002));
        assert_eq!(known.find(&[b"\0", b""]), None);
    }
}
