//! The receipt of a frozen list: three lines to send to somebody outside the team before the draw.

use assay_model::DrawId;

use super::FrameSummary;
use crate::count::cases;

impl FrameSummary {
    /// Returns the lines that fix the list for whoever has them: its digest, its numbers, how many will be
    /// drawn and where the seed will come from.
    #[must_use]
    pub fn receipt(&self, draw: &DrawId, n: u64, seed_source: &str) -> String {
        let excluded: Vec<String> =
            self.excluded.iter().map(|(status, count)| format!("{count} {status}")).collect();
        let rest = if excluded.is_empty() {
            "none left out".to_owned()
        } else {
            format!("left out: {}", excluded.join(", "))
        };
        format!(
            "list of draw {draw}, SHA-256 {}\n{}, {} eligible, {rest}; {n} to be drawn\nseed: {seed_source}",
            self.sha256,
            cases(self.cases),
            self.eligible
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Digest;

    #[test]
    fn a_receipt_has_the_digest_the_numbers_and_the_seed_s_source() {
        let summary = FrameSummary {
            sha256: Digest::of(b"list"),
            salted_sha256: Digest::of(b"salted"),
            cases: 12,
            eligible: 10,
            excluded: [("closed".to_owned(), 2)].into(),
        };
        let draw = DrawId::parse("2026-09-monthly").unwrap();
        let lines = summary.receipt(&draw, 4, "a beacon");
        let rest = lines.split_once('\n').map(|(_, rest)| rest);
        assert_eq!(
            rest,
            Some("12 cases, 10 eligible, left out: 2 closed; 4 to be drawn\nseed: a beacon")
        );
        assert!(lines.starts_with("list of draw 2026-09-monthly, SHA-256 "), "{lines}");
    }
}
