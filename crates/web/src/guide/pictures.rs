//! The pictures of the guide, compiled in and named by their digests. `docs/guide/pictures.mjs` makes them.

use std::sync::LazyLock;

use assay_model::print;
use sha2::{Digest as _, Sha256};

/// A picture.
pub(crate) struct Picture {
    name: &'static str,
    /// Its address.
    pub(crate) address: String,
    pub(crate) bytes: &'static [u8],
    pub(super) width: u32,
    pub(super) height: u32,
}

macro_rules! pictures {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_bytes!(concat!("../../../../docs/guide/pictures/", $name)).as_slice())),*]
    };
}

static ALL: LazyLock<Vec<Picture>> = LazyLock::new(|| {
    let files = pictures![
        "actions.png",
        "audit.png",
        "first-run.png",
        "history.png",
        "home.png",
        "inspection.png",
        "measures.png",
        "preview.png",
        "review.png",
        "round.png",
        "rule-tried.png",
        "sample.png",
        "search.png",
        "sizing.png",
        "themes.png",
    ];
    files.into_iter().map(|(name, bytes)| read(name, bytes)).collect()
});

fn read(name: &'static str, bytes: &'static [u8]) -> Picture {
    let short = print::hex(&Sha256::digest(bytes)[..8]);
    let (stem, ending) = name.split_once('.').unwrap_or((name, ""));
    // The size of a PNG is in its first chunk, at fixed places.
    let number = |at: usize| {
        let four = bytes.get(at..at + 4).and_then(|four| four.try_into().ok());
        four.map_or(0, u32::from_be_bytes)
    };
    Picture {
        name,
        address: format!("/assets/guide/{stem}-{short}.{ending}"),
        bytes,
        width: number(16),
        height: number(20),
    }
}

/// Returns the picture of this name.
pub(super) fn named(name: &str) -> Option<&'static Picture> {
    ALL.iter().find(|picture| picture.name == name)
}

/// Returns the picture at this address.
pub(crate) fn find(address: &str) -> Option<&'static Picture> {
    ALL.iter().find(|picture| picture.address == address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_small_and_have_their_size() {
        for picture in ALL.iter() {
            assert!(picture.bytes.starts_with(b"\x89PNG"), "{}", picture.name);
            assert!((300..2000).contains(&picture.width), "{}", picture.name);
            assert!(picture.bytes.len() < 60_000, "{}: {}", picture.name, picture.bytes.len());
        }
        let all: usize = ALL.iter().map(|picture| picture.bytes.len()).sum();
        assert!(all < 600_000, "{all} bytes of pictures");
    }
}
