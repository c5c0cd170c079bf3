//! `pack.yaml`: the profiles of packs.

use assay_model::Date;
use assay_pack::disclosure::Rule;
use assay_pack::profile::{Enquiry, Item, Profile, Recommendation};
use assay_pack::section::Kind;
use serde::Deserialize;

use crate::entries::Entries;
use crate::near::nearest;
use crate::source::{At, Source};
use crate::{Error, Fault};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    profiles: Entries<WireProfile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireProfile {
    title: At<String>,
    audience: String,
    public: bool,
    #[serde(default)]
    focus: String,
    #[serde(default)]
    case_list: Option<At<bool>>,
    months: At<u32>,
    quotes: At<usize>,
    sections: Vec<At<String>>,
    #[serde(default)]
    readiness: Vec<WireItem>,
    #[serde(default)]
    enquiries: Vec<WireEnquiry>,
    #[serde(default)]
    recommendations: Vec<WireRecommendation>,
    small_numbers: Option<At<u64>>,
    least_audits: Option<At<u64>>,
    least_returned: Option<At<u32>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireItem {
    document: String,
    due: Option<At<String>>,
    #[serde(default)]
    owner: String,
    ready: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireEnquiry {
    question: String,
    raised: Option<At<String>>,
    #[serde(default)]
    owner: String,
    #[serde(default)]
    answer: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireRecommendation {
    recommendation: String,
    #[serde(default)]
    letter: String,
    #[serde(default)]
    owner: String,
    #[serde(default)]
    progress: String,
    done: bool,
}

/// What is written in a profile's place where a draft is issued.
const ISSUE: &str = "issue";

/// Reads `pack.yaml`: the profiles in the order of the file, without their marking.
///
/// # Errors
/// Every fault with its place.
pub fn read(text: &str, file: &str) -> Result<Vec<Profile>, Error> {
    let source = Source::new(text, file);
    let wire: Wire = source.parse()?;
    let mut faults = Vec::new();
    let profiles = wire
        .profiles
        .0
        .into_iter()
        .map(|(name, wire)| {
            let name_is_plain = !name.value.is_empty()
                && name
                    .value
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            if !name_is_plain {
                let hint =
                    "the name is also the file's: use lower-case letters, figures and hyphens";
                faults.push(source.fault(&name, "a plain name", hint));
            }
            if name.value == ISSUE {
                let hint = "\"assay pack issue\" issues a draft: call the profile something else";
                faults.push(source.fault(&name, "another name", hint));
            }
            profile(&source, name.value, wire, &mut faults)
        })
        .collect();
    Error::of(faults).map_or(Ok(profiles), Err)
}

fn profile(
    source: &Source<'_>,
    name: String,
    wire: WireProfile,
    faults: &mut Vec<Fault>,
) -> Profile {
    if wire.title.value.trim().is_empty() {
        faults.push(source.fault(&wire.title, "a title", ""));
    }
    if !(1..=240).contains(&wire.months.value) {
        faults.push(source.fault(&wire.months, "a number of months from 1 to 240", ""));
    }
    if let Some(at) = wire.case_list.as_ref().filter(|at| at.value && wire.public) {
        let hint = "a public pack has no case ids; make a restricted profile for it";
        faults.push(source.fault(at, "false in a public pack", hint));
    }
    let sections = sections(source, &wire.sections, faults);
    let usual = Rule::default();
    let rule = Rule {
        small: wire.small_numbers.as_ref().map_or(usual.small, |at| at.value),
        least_audits: wire.least_audits.as_ref().map_or(usual.least_audits, |at| at.value),
    };
    if let Some(at) = wire.small_numbers.filter(|at| at.value < 2) {
        faults.push(source.fault(&at, "a number of at least 2", "5 is usual"));
    }
    if let Some(at) = wire.least_returned.as_ref().filter(|at| at.value > 100) {
        faults.push(source.fault(at, "a share of 0 to 100 per cent", "70 is usual"));
    }
    let readiness =
        wire.readiness.into_iter().map(|item| readiness(source, item, faults)).collect();
    let enquiries =
        wire.enquiries.into_iter().map(|asked| enquiry(source, asked, faults)).collect();
    Profile {
        least_returned: wire.least_returned.map_or(Profile::LEAST_RETURNED, |at| at.value),
        name,
        title: wire.title.value.trim().to_owned(),
        audience: wire.audience.trim().to_owned(),
        marking: String::new(),
        public: wire.public,
        focus: wire.focus.trim().to_owned(),
        case_list: wire.case_list.is_some_and(|at| at.value),
        months: wire.months.value,
        quotes: wire.quotes.value,
        sections,
        rule,
        readiness,
        enquiries,
        recommendations: wire.recommendations.into_iter().map(recommendation).collect(),
    }
}

fn readiness(source: &Source<'_>, wire: WireItem, faults: &mut Vec<Fault>) -> Item {
    let due = wire.due.map(|at| date(source, &at, faults));
    Item { document: wire.document, due, owner: wire.owner, ready: wire.ready }
}

fn enquiry(source: &Source<'_>, wire: WireEnquiry, faults: &mut Vec<Fault>) -> Enquiry {
    Enquiry {
        question: wire.question,
        raised: wire.raised.map(|at| date(source, &at, faults)),
        owner: wire.owner,
        answer: wire.answer.trim().to_owned(),
    }
}

fn recommendation(wire: WireRecommendation) -> Recommendation {
    Recommendation {
        recommendation: wire.recommendation,
        letter: wire.letter,
        owner: wire.owner,
        progress: wire.progress,
        done: wire.done,
    }
}

fn sections(source: &Source<'_>, wire: &[At<String>], faults: &mut Vec<Fault>) -> Vec<Kind> {
    let names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
    let mut kinds = Vec::new();
    for name in wire {
        match Kind::parse(name.value.trim()) {
            Some(kind) if kinds.contains(&kind) => {
                faults.push(source.fault(name, "each section once", "take one of the two out"));
            }
            Some(kind) => kinds.push(kind),
            None => {
                let hint = match nearest(&name.value, &names) {
                    Some(meant) => format!("did you mean {meant}?"),
                    None => format!("the sections are {}", names.join(", ")),
                };
                faults.push(source.fault(name, "the name of a section", &hint));
            }
        }
    }
    kinds
}

fn date(source: &Source<'_>, written: &At<String>, faults: &mut Vec<Fault>) -> Date {
    written.value.trim().parse().unwrap_or_else(|_| {
        faults.push(source.fault(written, "a date", "write it as 2026-10-05"));
        Date::default()
    })
}
