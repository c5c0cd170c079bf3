//! Learning given (events of the kind `learning`), held against what auditors wrote in the months
//! before and after it.

use std::collections::BTreeMap;

use assay_measures::Confidence;
use assay_measures::change::of_shares;
use assay_model::{Event, Month};
use assay_pack::section::Share;
use assay_pack::section::learning::{Given, LearningGiven};

use super::themes::ByMonth;
use crate::desk::error::{Error, Result};
use crate::desk::reader::Reader;

/// How many months before and after are held against each other.
const SPAN: i32 = 3;

/// Returns the learning recorded up to the as-at date, earliest first.
pub(super) fn gather(
    workspace: &Reader,
    months: &[Month],
    by_month: &ByMonth,
) -> Result<LearningGiven> {
    let as_at = workspace.session.as_at();
    let mut given = Vec::new();
    workspace.store.each_event(Some("learning"), |event| {
        if event.on.is_none_or(|on| on <= as_at) {
            given.push(one(&event, months, by_month));
        }
        Ok::<(), Error>(())
    })?;
    given.sort_by(|a: &Given, b| (a.on, &a.title).cmp(&(b.on, &b.title)));
    Ok(LearningGiven { given, months: months.to_vec(), span: SPAN.unsigned_abs() })
}

fn one(event: &Event, months: &[Month], by_month: &ByMonth) -> Given {
    let named = event.field("theme").trim().to_lowercase();
    let theme = by_month.themes.iter().find(|(code, (label, _))| {
        !named.is_empty() && (code.to_lowercase() == named || label.to_lowercase() == named)
    });
    let first_of = |names: &[&str]| {
        names.iter().map(|n| event.field(n).trim()).find(|t| !t.is_empty()).unwrap_or("").to_owned()
    };
    let mut made = Given {
        on: event.on,
        title: first_of(&["title", "learning", "what", "topic"]),
        reached: first_of(&["reached", "attended", "attendees", "people"]),
        ..Given::default()
    };
    let (Some((code, (label, counts))), Some(on)) = (theme, event.on) else { return made };
    let month = Month::of(on);
    let share = |of: &mut dyn Iterator<Item = Month>| {
        let sum = |counts: &BTreeMap<Month, u64>, month| counts.get(&month).copied().unwrap_or(0);
        of.fold(Share::default(), |share, month| Share {
            hits: share.hits + sum(counts, month),
            base: share.base + sum(&by_month.read, month),
            interval: None,
        })
    };
    made.code.clone_from(code);
    made.theme.clone_from(label);
    made.before = share(&mut (0..SPAN).map(|back| month.plus(-back)));
    made.after = share(&mut (1..=SPAN).map(|on| month.plus(on)));
    made.series = months.iter().map(|month| share(&mut std::iter::once(*month))).collect();
    let pair = |share: Share| (share.hits, share.base);
    made.change = of_shares(pair(made.before), pair(made.after), Confidence::USUAL);
    made
}
