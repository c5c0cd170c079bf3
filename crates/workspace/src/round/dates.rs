//! When a round's returns are due and when it closes: by `rounds.yaml`.

use assay_config::rounds::Rounds;
use assay_model::Date;
use assay_model::jiff::Span;
use assay_store::DrawRecord;

use crate::desk::error::Result;
use crate::desk::reader::Reader;

/// The dates of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RoundDates {
    /// The first day of the audit period.
    pub(crate) from: Date,
    /// The last day of the audit period.
    pub(crate) to: Date,
    /// The day the returns are due.
    pub(crate) returns_due: Date,
    /// The day the round closes.
    pub(crate) closes_on: Date,
}

pub(crate) fn settings(workspace: &Reader) -> Result<Rounds> {
    const FILE: &str = "rounds.yaml";
    Ok(assay_config::rounds::read(&workspace.settings_text(FILE)?, FILE)?)
}

/// Returns the dates of a draw's round: its own, else counted from the date of its list.
pub(crate) fn dates(workspace: &Reader, record: &DrawRecord) -> Result<RoundDates> {
    Ok(of(&settings(workspace)?, record.frozen.id.as_str(), record.frozen.as_at))
}

fn of(settings: &Rounds, draw: &str, as_at: Date) -> RoundDates {
    let own = settings.rounds.get(draw).copied().unwrap_or_default();
    let after = |days: u32| as_at.saturating_add(Span::new().days(i64::from(days)));
    let to = own.to.unwrap_or(as_at);
    let months = Span::new().months(i64::from(settings.audit_period_months));
    let from = to.saturating_sub(months).saturating_add(Span::new().days(1));
    let returns_due = own.returns_due.unwrap_or_else(|| after(settings.returns_due_days));
    let closes_on = own.closes_on.unwrap_or_else(|| after(settings.closes_days)).max(returns_due);
    RoundDates { from: own.from.unwrap_or(from), to, returns_due, closes_on }
}

#[cfg(test)]
mod tests {
    use assay_config::rounds;

    use super::*;

    #[test]
    fn dates_are_counted_from_the_list_unless_the_draw_has_its_own() {
        let shipped = assay_config::shipped::text("rounds.yaml").unwrap();
        let text = shipped.replace("rounds: {}", "rounds:\n  b: {returns_due: 2027-01-15}");
        let settings = rounds::read(&text, "rounds.yaml").unwrap();
        let dates = |draw| of(&settings, draw, "2026-09-30".parse().unwrap());
        let words =
            |d: RoundDates| [d.from, d.to, d.returns_due, d.closes_on].map(|d| d.to_string());
        assert_eq!(words(dates("a")), ["2026-03-31", "2026-09-30", "2026-10-21", "2026-11-04"]);
        assert_eq!(words(dates("b")), ["2026-03-31", "2026-09-30", "2027-01-15", "2027-01-15"]);
    }
}
