//! Counts as they are read: `1 case`, `2 cases`.

/// Returns a number of cases with its word.
#[must_use]
pub fn cases(count: u64) -> String {
    if count == 1 { "1 case".to_owned() } else { format!("{count} cases") }
}
