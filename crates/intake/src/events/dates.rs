//! Dates of an event that cannot be: over before it began, or later than the table. They are reported with
//! their row. The order is in the table of kinds.

use assay_model::event::Holds;
use assay_model::event::order::{TooEarly, too_early};
use assay_model::{Date, Event, EventSpec, When};

use super::layout::Layout;
use crate::line::Line;
use crate::problems::{Oddity, Problems};

/// Reports what is too early, and what is later than the day of the table.
pub(super) fn report(
    event: &Event,
    (spec, up_to): (Option<&'static EventSpec>, Option<Date>),
    layout: &Layout<'_>,
    line: &Line<'_>,
    problems: &mut Problems,
) {
    check(event, (spec, up_to), &mut |field: &str, oddity: Oddity| match layout.column_of(field) {
        Some(at) => line.note_at(at, oddity, problems),
        None => line.note(field, oddity, problems),
    });
}

/// Hands over each field that is too early or later than the day of the table, with what is odd about it.
pub(crate) fn check(
    event: &Event,
    (spec, up_to): (Option<&'static EventSpec>, Option<Date>),
    note: &mut dyn FnMut(&str, Oddity),
) {
    if let Some(TooEarly { field, earliest, why, .. }) =
        spec.and_then(|spec| too_early(spec, event))
    {
        let hint = format!("the row is kept and counted nowhere: {why}");
        note(field.name, Oddity::new(format!("a date from {earliest} on"), hint));
    }
    let Some(up_to) = up_to else { return };
    let dated = spec.map_or(&[][..], |spec| spec.fields).iter();
    let dated = dated.filter(|f| matches!(f.holds, Holds::Day | Holds::Moment) && !f.may_come);
    let of_fields =
        dated.filter_map(|field| Some((field.name, When::parse(event.field(field.name))?.day)));
    for (field, day) in event.on.map(|on| ("date", on)).into_iter().chain(of_fields) {
        if day > up_to {
            let hint = "the date was kept: look at it in the source";
            let expected = format!("a date up to that of the table, {up_to}");
            note(field, Oddity::understood(expected, hint));
        }
    }
}
