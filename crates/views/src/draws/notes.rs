//! What to know of a plan on a list, and of a draw from a file: each note a fact, and its sentence.

use std::fmt;

use assay_model::print::count;

/// What to know of a plan before its list is frozen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanNote<'a> {
    /// Families are drawn, and no case has one.
    NoFamilies,
    /// A size was asked for that the plan does not take.
    OtherSize {
        /// The size of the plan.
        n: u64,
        /// The size asked for.
        asked: u64,
        /// Why it is not taken.
        why: FixedSize,
    },
    /// No case has a value in a column.
    NoValue {
        /// The column.
        column: &'a str,
        /// What the plan does by it.
        use_of: ColumnUse,
    },
    /// The columns that the list has.
    Columns(Vec<&'a str>),
}

/// Why a plan takes no other size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FixedSize {
    /// It takes every case.
    EveryCase,
    /// The numbers of its strata are fixed.
    FixedNumbers,
}

/// What a plan does by a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnUse {
    /// It walks along the list.
    Sort,
    /// It makes strata.
    Strata,
    /// It caps the sample.
    Cap,
    /// It says who counts.
    Scope,
}

impl fmt::Display for ColumnUse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sort => "walks along the list",
            Self::Strata => "makes its strata",
            Self::Cap => "caps the sample",
            Self::Scope => "says who counts",
        })
    }
}

impl fmt::Display for PlanNote<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFamilies => f.write_str(
                "no case of the list has a family: each is drawn as a family of its own until families are imported",
            ),
            Self::OtherSize { n, asked, why } => {
                let why = match why {
                    FixedSize::EveryCase => "the plan takes every case",
                    FixedSize::FixedNumbers => "the plan's fixed numbers add up to n",
                };
                write!(f, "n is {n} and not {asked}: {why}")
            }
            Self::NoValue { column, use_of } => {
                write!(f, "no case of the list has a value for {column}, by which the plan {use_of}")
            }
            Self::Columns(columns) => {
                write!(f, "the columns of the list are {}", columns.join(", "))
            }
        }
    }
}

/// What to know of a draw from a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SampleNote<'a> {
    /// More was asked for than there is.
    Reduced {
        /// The size asked for.
        asked: u64,
        /// The rows there are.
        rows: u64,
    },
    /// Strata that are equal for people in spelling only, each with its rows.
    Spellings(&'a [(&'a str, u64)]),
    /// A weak seed was allowed; what is weak about it.
    WeakSeed(&'a str),
    /// An id that is near to another one of the list.
    NearIds {
        /// The row of the later one.
        row: u64,
        /// The later one.
        id: &'a str,
        /// The row of the one before.
        first_row: u64,
        /// The one before.
        first: &'a str,
    },
    /// The list is too long to compare its ids with each other.
    NotCompared,
    /// The sheets that were read.
    ReadFrom(&'a [&'a str]),
    /// The sheets that were not.
    LeftAside(&'a [String]),
}

impl fmt::Display for SampleNote<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reduced { asked, rows } => write!(f, "n reduced from {asked} to {rows}"),
            Self::Spellings(all) => {
                let listed = all.iter().map(|(stratum, rows)| format!("\"{stratum}\" ({rows})"));
                let listed = listed.collect::<Vec<_>>().join(", ");
                write!(f, "strata that may be one in several spellings, drawn from apart: {listed}")
            }
            Self::WeakSeed(weakness) => write!(f, "weak seed, expressly allowed: {weakness}"),
            Self::NearIds { row, id, first_row, first } => write!(
                f,
                "row {row}: \"{id}\" is near \"{first}\" in row {first_row}, and may be the same case: they are drawn from as two"
            ),
            Self::NotCompared => f.write_str(
                "the list is too long for its ids to be compared: one case under two ids would be drawn from as two",
            ),
            Self::ReadFrom(sheets) => {
                let word = if sheets.len() == 1 { "sheet" } else { "sheets" };
                write!(f, "read from {word} \"{}\"", sheets.join("\", \""))
            }
            Self::LeftAside(sheets) => write!(f, "left aside: \"{}\"", sheets.join("\", \"")),
        }
    }
}

/// Returns the plan's sentence with which of several rows of one case counts, where it says so.
#[must_use]
pub fn plan_sentence(sentence: &str, counts: Option<&str>) -> String {
    match counts {
        None => sentence.to_owned(),
        Some(counts) => format!("{sentence} Of rows of one case that differ, {counts} counts."),
    }
}

/// What a sample of one size can say of a stratum of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReachFacts {
    /// How many can be drawn.
    pub eligible: u64,
    /// How many would be.
    pub n: u64,
    /// How many must have something so that it is seen at least once, with 95% confidence; none where that is
    /// never sure.
    pub seen: Option<u64>,
    /// How far a share may be off either way at worst, in tenths of a point.
    pub margin: u64,
}

impl fmt::Display for ReachFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { eligible, n, seen, margin } = *self;
        match (n, seen) {
            (0, _) => f.write_str("none drawn: it says nothing of this stratum"),
            (_, _) if n == eligible => f.write_str("every case is read: exact, with no interval"),
            (1, _) => f.write_str("one case: an example, and no estimate"),
            (_, None) => f.write_str("too few to be sure of seeing anything"),
            (_, Some(seen)) => write!(
                f,
                "a share is known within about {}.{} points either way at worst; what {} or more of the {} have would be seen at least once, with 95% confidence; what fewer have may go unseen",
                margin / 10,
                margin % 10,
                count(seen),
                count(eligible)
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_size_says_what_it_can() {
        let check = |eligible, n, expected: &str| {
            let facts = ReachFacts { eligible, n, seen: Some(90), margin: 98 };
            assert_eq!(facts.to_string(), expected);
        };
        check(50, 0, "none drawn: it says nothing of this stratum");
        check(50, 50, "every case is read: exact, with no interval");
        check(50, 1, "one case: an example, and no estimate");
        check(
            3000,
            97,
            "a share is known within about 9.8 points either way at worst; what 90 or more of the 3,000 have would be seen at least once, with 95% confidence; what fewer have may go unseen",
        );
    }

    #[test]
    fn notes_are_sentences() {
        let note = PlanNote::NoValue { column: "team", use_of: ColumnUse::Strata };
        assert_eq!(
            note.to_string(),
            "no case of the list has a value for team, by which the plan makes its strata"
        );
        let sheets = SampleNote::ReadFrom(&["a", "b"]).to_string();
        assert_eq!(sheets, "read from sheets \"a\", \"b\"");
    }
}
