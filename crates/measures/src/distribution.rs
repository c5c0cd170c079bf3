//! Probabilities the intervals need: binomial and hypergeometric by log-factorials, normal and
//! Student quantiles. It takes no decisions; `interval` and `estimate` do.

pub mod binomial;
pub mod factorial;
pub mod hypergeometric;
pub mod normal;
pub mod student;

pub use binomial::Binomial;
pub use hypergeometric::Hypergeometric;

/// Returns whether `a` exceeds `b` by more than rounding: differences within 1e-9 relative count as equal.
///
/// Exact ties are common (one hit in one of forty has probability 1/40 = 0.025 exactly), and they
/// must not be decided by the last bit of a logarithm.
#[must_use]
pub fn exceeds(a: f64, b: f64) -> bool {
    a - b > 1e-9 * a.abs().max(b.abs())
}

/// Sums a decreasing tail, `first` and then each term times `ratio(step)`, until terms no longer count.
fn tail(first: f64, mut ratio: impl FnMut(u64) -> f64, terms: u64) -> f64 {
    let mut sum = first;
    let mut term = first;
    for step in 0..terms {
        term *= ratio(step);
        sum += term;
        if term < sum * 1e-18 {
            break;
        }
    }
    sum
}
