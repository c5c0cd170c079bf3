//! How dates in words are written: day first or month first. It reads none.

/// How text dates are written in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DateOrder {
    /// `30/09/2026`, as councils write.
    #[default]
    DayFirst,
    /// `09/30/2026`, as some American products export.
    MonthFirst,
}
