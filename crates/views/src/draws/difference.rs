//! What verify asks and what it can find: each difference a fact, and its words.

use std::fmt;

/// The five questions of verify, as statements, in order.
pub const QUESTIONS: [&str; 5] = [
    "the list is the one frozen",
    "the seed was recorded after the freeze",
    "the cases are the ones that list, rules and seed give",
    "every replacement was the next in order",
    "the ledger's chain holds",
];

/// Why an answer is not known.
pub const NOT_ASKED: &str = "not asked here";

/// A difference between the files of a draw, the store and its ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference<'a> {
    /// The rows of an import in the store are not the ones it brought.
    Rows {
        /// The import.
        import: u64,
    },
    /// No entry of the ledger has a head that was kept elsewhere.
    Head {
        /// The head.
        head: &'a str,
        /// How many entries there are.
        entries: u64,
    },
    /// The frozen list in the store is not the one that the ledger speaks of.
    List {
        /// The digest of the one in the store.
        kept: &'a str,
        /// The ledger's entry.
        entry: u64,
        /// The digest that it says.
        said: &'a str,
    },
    /// The ledger's entry of the freeze is gone.
    NoFreeze {
        /// Its number.
        entry: u64,
    },
    /// A case is in another stratum than the plan's merge rule gives.
    Stratum {
        /// The case.
        case: &'a str,
        /// The stratum that the frozen list has.
        found: &'a str,
        /// The merge rule.
        rule: &'a str,
        /// The stratum that it gives.
        expected: &'a str,
    },
    /// The store has no seed.
    NoSeed,
    /// The manifest has another seed than was recorded.
    Seed {
        /// The seed on record.
        expected: &'a str,
        /// The one in the manifest.
        found: &'a str,
    },
    /// The ledger holds the digest of another seed.
    SeedDigest {
        /// The ledger's entry.
        entry: u64,
    },
    /// The seed was recorded before the freeze.
    SeedFirst {
        /// The ledger's entry of the seed.
        seed: u64,
        /// That of the freeze.
        freeze: u64,
    },
    /// The ledger holds the digest of another manifest.
    ManifestDigest {
        /// The ledger's entry.
        entry: u64,
    },
    /// A line of a file differs.
    Line {
        /// The file.
        file: &'a str,
        /// The line, from 1.
        line: usize,
        /// What it was to be; none where there was to be no line.
        expected: Option<&'a str>,
        /// What it is; none where there is no line.
        found: Option<&'a str>,
    },
}

impl fmt::Display for Difference<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rows { import } => {
                write!(f, "the rows of import {import} in the store are not the ones it brought")
            }
            Self::Head { head, entries } => write!(
                f,
                "none of the {entries} ledger entries has the head {head}: the ledger was cut off or written anew since"
            ),
            Self::List { kept, entry, said } => write!(
                f,
                "the frozen list in the store has the digest {kept}, ledger entry {entry} says {said}"
            ),
            Self::NoFreeze { entry } => write!(f, "ledger entry {entry} of the freeze is gone"),
            Self::Stratum { case, found, rule, expected } => write!(
                f,
                "case \"{case}\": its stratum is \"{found}\", and collapse: {rule} gives \"{expected}\""
            ),
            Self::NoSeed => f.write_str("the store has no seed of this draw"),
            Self::Seed { expected, found } => write!(
                f,
                "manifest.json, seed: expected \"{expected}\" as recorded, found \"{found}\""
            ),
            Self::SeedDigest { entry } => {
                write!(f, "ledger entry {entry} holds the digest of another seed")
            }
            Self::SeedFirst { seed, freeze } => {
                write!(f, "the seed is ledger entry {seed}, the freeze entry {freeze}")
            }
            Self::ManifestDigest { entry } => {
                write!(f, "ledger entry {entry} holds the digest of another manifest")
            }
            Self::Line { file, line, expected, found } => {
                let show = |text: Option<&str>| {
                    text.map_or("no line".to_owned(), |text| format!("\"{text}\""))
                };
                write!(
                    f,
                    "{file}, line {line}: expected {}, found {}",
                    show(*expected),
                    show(*found)
                )
            }
        }
    }
}

/// What verify cannot know, to be compared with the case-management system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToCompare<'a> {
    /// A finding on the continuity of the list.
    Continuity(&'a str),
    /// A case that was left out by hand.
    LeftOut {
        /// The case.
        case: &'a str,
        /// Why.
        reason: &'a str,
        /// Who approved it.
        approver: &'a str,
    },
    /// The cases of a stratum.
    Total {
        /// The stratum.
        stratum: &'a str,
        /// Cases on the list.
        cases: u64,
        /// Those that could be drawn.
        eligible: u64,
    },
}

impl fmt::Display for ToCompare<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Continuity(finding) => write!(f, "continuity: {finding}"),
            Self::LeftOut { case, reason, approver } => {
                write!(f, "left out by hand: {case}, {reason}, approved by {approver}")
            }
            Self::Total { stratum, cases, eligible } => {
                let word = if *cases == 1 { "case" } else { "cases" };
                write!(f, "control total: {stratum}, {cases} {word}, {eligible} eligible")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_says_where_and_what() {
        let line = Difference::Line { file: "a.csv", line: 3, expected: Some("1,x"), found: None };
        assert_eq!(line.to_string(), "a.csv, line 3: expected \"1,x\", found no line");
        let total = ToCompare::Total { stratum: "CIN", cases: 1, eligible: 0 };
        assert_eq!(total.to_string(), "control total: CIN, 1 case, 0 eligible");
    }
}
