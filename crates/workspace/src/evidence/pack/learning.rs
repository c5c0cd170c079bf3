//! Learning given (events of the kind `learning`), held against what auditors wrote in the months
//! before and after it.

use assay_measures::themes::{around, shares_by_month};
use assay_model::{Event, Month};
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
    made.code.clone_from(code);
    made.theme.clone_from(label);
    let found = around(month, SPAN, counts, &by_month.read);
    (made.before, made.after, made.change) =
        (found.before.into(), found.after.into(), found.change);
    let series = shares_by_month(months, counts, &by_month.read);
    made.series = series.into_iter().map(Into::into).collect();
    made
}
