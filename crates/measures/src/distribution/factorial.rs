//! Log-factorials split as C. Loader does ("Fast and accurate computation of binomial probabilities",
//! 2000): Stirling's formula, its error, and the deviance, so that nothing large cancels. Also the
//! log-gamma function for Student's t.

const HALF_LN_2_PI: f64 = 0.918_938_533_204_672_8;

/// Returns ln n! − ln(Stirling's formula for n!), Loader's δ(n); 0 for n = 0.
#[must_use]
pub fn stirling_error(n: u64) -> f64 {
    if n == 0 {
        return 0.0;
    }
    let x = n as f64;
    if n <= 15 {
        let factorial: f64 = (1..=n).map(|k| k as f64).product();
        return factorial.ln() - (x + 0.5) * x.ln() + x - HALF_LN_2_PI;
    }
    stirling_series(x)
}

/// Returns x·ln(x/m) + m − x without cancellation for x near m, Loader's `bd0`.
#[must_use]
pub fn deviance(x: f64, m: f64) -> f64 {
    if (x - m).abs() >= 0.1 * (x + m) {
        return x * (x / m).ln() + m - x;
    }
    let v = (x - m) / (x + m);
    let mut sum = (x - m) * v;
    let mut power = 2.0 * x * v;
    let square = v * v;
    for j in 1..1000 {
        power *= square;
        let next = sum + power / f64::from(2 * j + 1);
        if next.to_bits() == sum.to_bits() {
            break;
        }
        sum = next;
    }
    sum
}

/// Returns ln Γ(x) for x > 0: Stirling's series after shifting x above 16.
#[must_use]
pub fn ln_gamma(x: f64) -> f64 {
    let mut shifted = x;
    let mut product = 1.0;
    while shifted < 16.0 {
        product *= shifted;
        shifted += 1.0;
    }
    (shifted - 0.5) * shifted.ln() - shifted + HALF_LN_2_PI + stirling_series(shifted)
        - f64::ln(product)
}

/// 1/(12x) − 1/(360x³) + 1/(1260x⁵) − 1/(1680x⁷) + 1/(1188x⁹): full precision from x = 16.
fn stirling_series(x: f64) -> f64 {
    const TERMS: [f64; 5] = [1.0 / 12.0, -1.0 / 360.0, 1.0 / 1260.0, -1.0 / 1680.0, 1.0 / 1188.0];
    TERMS.iter().rev().fold(0.0, |sum, term| sum / (x * x) + term) / x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn log_gamma_gives_factorials_and_the_half() {
        let check = |x: f64, expected: f64| {
            assert!((ln_gamma(x) - expected).abs() < 1e-13 * expected.abs().max(1.0), "{x}");
        };
        check(1.0, 0.0);
        check(6.0, 120.0_f64.ln());
        check(0.5, std::f64::consts::PI.sqrt().ln());
        check(100.0, 359.134_205_369_575_4);
    }

    #[test]
    fn the_series_meets_the_exact_errors() {
        let exact = stirling_error(15);
        assert!((exact - stirling_series(15.0)).abs() < 1e-13);
        assert!((stirling_error(1) - (1.0 - HALF_LN_2_PI)).abs() < 1e-15);
    }

    #[test]
    fn the_deviance_is_the_same_by_both_roads() {
        let near = deviance(100.0, 101.0);
        let plain = 100.0 * (100.0_f64 / 101.0).ln() + 1.0;
        assert!((near - plain).abs() < 1e-13);
        assert!(deviance(50.0, 50.0).abs() < 1e-300);
    }
}
