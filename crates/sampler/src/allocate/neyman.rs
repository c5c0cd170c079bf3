//! Neyman's weights as whole numbers: N·S with S = √(p(1−p)) from the last round's results (Neyman
//! 1934). The square root is an integer one, so that no float decides how many cases a team gives.

/// The weight of a stratum that has no results yet: a spread of 0.5.
pub const WEIGHT_WITHOUT_RESULTS: u64 = 500_000;

/// The weight below which none falls: a spread of 0.1, for strata where all results were alike.
const LOWEST: u128 = 100_000;

/// Returns ⌊10⁶·max(S, 0.1) + ½⌋ with S = √(p(1−p)) and p = `hits`/`n`; `n` = 0 counts as S = 0.5.
///
/// # Panics
/// When `hits` exceeds `n`, or `n` is a billion or more.
#[must_use]
pub fn neyman_weight(hits: u64, n: u64) -> u64 {
    if n == 0 {
        return WEIGHT_WITHOUT_RESULTS;
    }
    assert!(hits <= n && n < 1_000_000_000, "{hits} hits of {n}");
    let (hits, n) = (u128::from(hits), u128::from(n));
    // ⌊10⁶·√(x(n−x))/n + ½⌋ = ⌊(⌊√(4·10¹²·x(n−x))⌋ + n) / 2n⌋: rounding the root down inside a
    // floor of integers changes nothing.
    let root = (4_000_000_000_000 * hits * (n - hits)).isqrt();
    let weight = (root + n) / (2 * n);
    u64::try_from(weight.max(LOWEST)).expect("a spread is at most one half")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_rounded_spreads() {
        let check = |hits, n, expected| assert_eq!(neyman_weight(hits, n), expected, "{hits}/{n}");
        check(0, 0, 500_000);
        check(1, 2, 500_000);
        check(0, 30, 100_000);
        check(30, 30, 100_000);
        check(1, 3, 471_405); // √2/3 = 0.4714045…
        check(1, 5, 400_000);
        check(1, 200, 100_000); // 0.0705 is below the least spread
        check(3, 7, 494_872); // √12/7 = 0.4948716…
    }
}
