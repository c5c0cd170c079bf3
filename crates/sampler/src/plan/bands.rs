//! Bands of whole numbers: ages, months open. The edges are the lower ends of all bands but the
//! first.

/// Returns the band a number falls in: `under 5`, `5 to 9`, `10 and over`. Without edges, the number
/// itself.
#[must_use]
pub fn band_label(edges: &[i64], number: i64) -> String {
    let above = edges.partition_point(|edge| *edge <= number);
    match (above.checked_sub(1).map(|i| edges[i]), edges.get(above)) {
        (None, None) => number.to_string(),
        (None, Some(next)) => format!("under {next}"),
        (Some(from), None) => format!("{from} and over"),
        (Some(from), Some(next)) if from + 1 == *next => from.to_string(),
        (Some(from), Some(next)) => format!("{from} to {}", next - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_one_band() {
        let check = |number, expected: &str| {
            assert_eq!(band_label(&[0, 1, 5, 16], number), expected, "{number}");
        };
        check(-1, "under 0");
        check(0, "0");
        check(1, "1 to 4");
        check(5, "5 to 15");
        check(16, "16 and over");
        assert_eq!(band_label(&[], 7), "7");
    }
}
