//! `retention.yaml`: how long each kind of record is kept.

use serde::Deserialize;

use crate::source::{At, Source};
use crate::{Error, Fault};

/// Months each kind is kept; none is for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// People's names, from their import.
    pub names: Option<u32>,
    /// Case lists, from their import.
    pub case_lists: Option<u32>,
    /// Events, from their date.
    pub events: Option<u32>,
    /// Returns, from the date of the audit.
    pub returns: Option<u32>,
    /// Plain comments, from their import.
    pub comments: Option<u32>,
    /// Actions, from the day they were opened.
    pub actions: Option<u32>,
    /// Ids in draws, from the draw's date.
    pub draws: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    names: At<String>,
    case_lists: At<String>,
    events: At<String>,
    returns: At<String>,
    comments: At<String>,
    actions: At<String>,
    draws: At<String>,
}

/// Reads `retention.yaml`.
///
/// # Errors
/// Every fault with its place.
pub fn read(text: &str, file: &str) -> Result<Retention, Error> {
    let source = Source::new(text, file);
    let wire: Wire = source.parse()?;
    let mut faults = Vec::new();
    let mut of = |value: &At<String>| months(&source, value, &mut faults);
    let retention = Retention {
        names: of(&wire.names),
        case_lists: of(&wire.case_lists),
        events: of(&wire.events),
        returns: of(&wire.returns),
        comments: of(&wire.comments),
        actions: of(&wire.actions),
        draws: of(&wire.draws),
    };
    Error::of(faults).map_or(Ok(retention), Err)
}

fn months(source: &Source<'_>, value: &At<String>, faults: &mut Vec<Fault>) -> Option<u32> {
    let text = value.value.trim();
    if text == "forever" {
        return None;
    }
    match text.parse() {
        Ok(months) if (1..=1200).contains(&months) => Some(months),
        _ => {
            let hint = "write a number such as 84 for seven years, or forever";
            faults.push(source.fault(value, "months from 1 to 1200, or forever", hint));
            None
        }
    }
}
