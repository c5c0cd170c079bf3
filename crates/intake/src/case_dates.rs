//! The order of a case's dates: born, begun, seen, ended. What is out of order is kept and reported, since
//! nobody but the council knows which of two dates is wrong.

use assay_model::case::field;
use assay_model::{CaseRecord, Date};

use crate::problems::Oddity;

/// The dates of one row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct DatesOfCase {
    pub(crate) born: Option<Date>,
    pub(crate) begun: Option<Date>,
    pub(crate) seen: Option<Date>,
    pub(crate) ended: Option<Date>,
}

impl DatesOfCase {
    pub(crate) fn of(case: &CaseRecord) -> Self {
        let date = |name| case.field(name).parse().ok();
        Self {
            born: date(field::BORN_ON),
            begun: date(field::START_DATE),
            seen: date(field::LAST_SEEN),
            ended: case.closed_on,
        }
    }

    /// Reports each field that is out of order, with its date.
    pub(crate) fn check(self, as_at: Option<Date>, report: &mut dyn FnMut(&str, Date, Oddity)) {
        let hint = "the date was kept: look at it in the source";
        let after =
            |date: Option<Date>, limit: Option<Date>| date.zip(limit).filter(|(d, l)| d > l);
        if let Some((begun, ended)) = after(self.begun, self.ended) {
            let expected = format!("an end from the start on, which is {begun}");
            report("closed_on", ended, Oddity::understood(expected, hint));
        }
        // An unborn child's case begins before the birth, by a pregnancy at most.
        let earliest = self.born.and_then(|born| born.checked_sub(pregnancy()).ok());
        if let Some((_, begun)) = after(earliest, self.begun) {
            report(field::START_DATE, begun, Oddity::understood("a start after the birth", hint));
        }
        for (name, date) in [
            (field::BORN_ON, self.born),
            (field::START_DATE, self.begun),
            (field::LAST_SEEN, self.seen),
            ("closed_on", self.ended),
        ] {
            if let Some((date, as_at)) = after(date, as_at) {
                let expected = format!("a date up to that of the list, {as_at}");
                report(name, date, Oddity::understood(expected, hint));
            }
        }
    }
}

/// The longest, since a birth date may be the expected one.
fn pregnancy() -> assay_model::jiff::Span {
    assay_model::jiff::Span::new().days(300)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_before_starts_births_after_starts_and_days_to_come_are_reported() {
        let day = |text: &str| Some(text.parse().unwrap());
        let dates = DatesOfCase {
            born: day("2026-01-01"),
            begun: day("2024-05-01"),
            seen: day("2031-01-01"),
            ended: day("2024-01-01"),
        };
        let mut found = Vec::new();
        dates.check(day("2026-09-30"), &mut |field, date, oddity| {
            found.push(format!("{field} {date}: {}", oddity.expected));
        });
        assert_eq!(
            found,
            [
                "closed_on 2024-01-01: an end from the start on, which is 2024-05-01",
                "start_date 2024-05-01: a start after the birth",
                "last_seen 2031-01-01: a date up to that of the list, 2026-09-30",
            ]
        );
        let unborn = DatesOfCase { born: day("2026-12-01"), begun: day("2026-05-01"), ..dates };
        let mut fields = Vec::new();
        unborn.check(None, &mut |field, _, _| fields.push(field.to_owned()));
        assert_eq!(fields, ["closed_on"]);
    }
}
