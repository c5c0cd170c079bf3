//! The made-up lists of the coverage study: forty of them, each with the true grade of every child known.
//! They differ in how many strata there are and how even they are, in families, in workers, in who is
//! left out, and in how many audits never come back. Made from the list's number alone.

use assay_model::CaseId;
use assay_sampler::{Frame, FrameRow, Status};

/// A list whose truth is known.
pub(crate) struct List {
    /// What is special about it, in words.
    pub(crate) about: String,
    /// The frozen list with each case as its own unit.
    pub(crate) cases: Frame,
    /// The frozen list with families as units.
    pub(crate) families: Frame,
    /// The true grades, in the order of the frames' rows.
    pub(crate) good: Vec<bool>,
    /// How many in a hundred audits do not come back, at random.
    pub(crate) missing: u64,
    /// The cap per worker, where the list is drawn with one.
    pub(crate) cap: Option<u64>,
}

/// A generator of whole numbers with a fixed start (Steele, Lea & Flood 2014: `SplitMix64`).
pub(crate) struct Chance(u64);

impl Chance {
    /// Returns the generator of a number.
    pub(crate) fn new(start: u64) -> Self {
        Self(start)
    }

    /// Returns the next 64 bits.
    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let x = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    /// Returns a whole number below `end`.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        ((u128::from(self.bits()) * u128::from(end)) >> 64) as u64
    }

    /// Returns whether something with so many chances in a thousand happens.
    pub(crate) fn happens(&mut self, in_thousand: u64) -> bool {
        self.below(1000) < in_thousand
    }
}

/// Sizes of uneven strata, as real teams have them: some are too small for a seat.
const UNEVEN: [u64; 12] = [320, 150, 90, 55, 30, 16, 9, 5, 3, 2, 110, 41];

/// Returns list `number` of forty.
pub(crate) fn list(number: u64) -> List {
    let mut chance = Chance::new(0x000a_55a7 + number);
    let strata = [1, 3, 5, 8, 12][(number % 5) as usize];
    let is_even = number.is_multiple_of(2);
    // Families are alike to this degree, in a thousand.
    let alike = [0, 300, 600, 900][(number % 4) as usize];
    let excluded = [0, 150][(number / 2 % 2) as usize];
    let missing = [0, 12, 25][(number % 3) as usize];
    let cap = (number % 4 == 3).then_some(1 + number / 4 % 2);
    let base = 180 + chance.below(600);
    let mut people: Vec<(FrameRow, bool)> = Vec::new();
    for stratum in 0..strata {
        let size = if is_even { 900 / strata } else { UNEVEN[stratum as usize] };
        // Strata differ in how good their work is, but none is all good or all poor.
        let good = (base + chance.below(300)).saturating_sub(150).clamp(60, 940);
        let name = format!("Plan {} / Team {stratum:02}", stratum % 3);
        let mut left = size;
        while left > 0 {
            let children = (1 + chance.below(4) * chance.below(2)).min(left);
            left -= children;
            let family = format!("F{stratum:02}-{left:04}");
            let of_family = chance.happens(good);
            for _ in 0..children {
                let is_good = if chance.happens(alike) { of_family } else { chance.happens(good) };
                // A few workers have many cases, many have few; what they do is as good.
                let worker =
                    chance.below(1 + size / 6) * chance.below(1 + size / 6) / (1 + size / 6);
                let id = format!("C{:05}", people.len());
                let status =
                    if chance.happens(excluded) { Status::Audited } else { Status::Eligible };
                let row = FrameRow {
                    case: CaseId::parse(&id).expect("a plain id"),
                    stratum: name.clone(),
                    unit: family.clone(),
                    status,
                    cap: if cap.is_some() {
                        format!("W{stratum:02}-{worker}")
                    } else {
                        String::new()
                    },
                    key: String::new(),
                };
                people.push((row, is_good));
            }
        }
    }
    let own = |(row, _): &(FrameRow, bool)| FrameRow { unit: row.case.to_string(), ..row.clone() };
    let frame = |rows: Vec<FrameRow>| Frame::new(rows).expect("rows that are a list");
    let shape = if is_even { "even" } else { "uneven" };
    let capped = cap.map_or_else(String::new, |k| format!(", cap {k}"));
    List {
        about: format!(
            "{strata} {shape}, families alike {alike}‰, {}% left out, {missing}% missing{capped}",
            excluded / 10
        ),
        cases: frame(people.iter().map(own).collect()),
        families: frame(people.iter().map(|(row, _)| row.clone()).collect()),
        good: people.iter().map(|(_, good)| *good).collect(),
        missing,
        cap,
    }
}
