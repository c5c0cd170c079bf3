//! How often things go well in the made-up council, month by month: the story behind the figures. In
//! a thousand. Supervision and writing-up fall from July 2026; visits to children in care improve.

use assay_model::Date;

use crate::calendar::month_of_year;
use crate::places::LATE_TEAM;

/// Meetings that are written up at all.
pub(crate) fn written_up(day: Date) -> u32 {
    [880, 890, 870, 890, 880, 900, 890, 880, 870, 800, 700, 610][month_of_year(day)]
}

/// Supervision sessions that take place.
pub(crate) fn supervised(day: Date) -> u32 {
    [900, 890, 840, 900, 910, 900, 890, 900, 880, 800, 690, 650][month_of_year(day)]
}

/// Visits to children in care that are in time.
pub(crate) fn care_visit_in_time(day: Date) -> u32 {
    [770, 780, 760, 790, 800, 820, 840, 850, 870, 890, 910, 930][month_of_year(day)]
}

/// Visits under child protection plans that are in time.
pub(crate) fn protection_visit_in_time(day: Date) -> u32 {
    [890, 900, 860, 900, 900, 890, 900, 890, 880, 870, 840, 850][month_of_year(day)]
}

/// Visits to children in need that are in time.
pub(crate) fn need_visit_in_time(day: Date) -> u32 {
    [830, 840, 790, 830, 840, 840, 830, 840, 830, 820, 790, 800][month_of_year(day)]
}

/// The least and most days from a meeting to its record.
pub(crate) fn days_to_write_up(team: usize) -> (i32, i32) {
    if team == LATE_TEAM { (12, 45) } else { (0, 12) }
}
