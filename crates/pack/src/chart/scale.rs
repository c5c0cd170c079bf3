//! Scales: from data to positions, with round ticks. Nothing here knows what is drawn.

/// A linear scale from a domain to a range.
#[derive(Debug, Clone, Copy)]
pub struct Linear {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Linear {
    /// Returns the scale that puts `low` at `from` and `high` at `to`; an empty domain is widened.
    #[must_use]
    pub fn new((low, high): (f64, f64), (from, to): (f64, f64)) -> Self {
        let high = if high > low { high } else { low + 1.0 };
        Self { low, high, from, to }
    }

    /// Returns the position of a value.
    #[must_use]
    pub fn at(&self, value: f64) -> f64 {
        self.from + (value - self.low) / (self.high - self.low) * (self.to - self.from)
    }
}

/// A domain and its ticks.
#[derive(Debug, Clone, PartialEq)]
pub struct Ticks {
    /// The lowest tick.
    pub low: f64,
    /// The highest tick.
    pub high: f64,
    /// The ticks, lowest first.
    pub at: Vec<f64>,
    /// The decimals the ticks need.
    pub decimals: usize,
}

/// Returns round ticks (1, 2, 2.5 or 5 times a power of ten) that cover the values, about `wanted`
/// of them.
#[must_use]
pub fn ticks(low: f64, high: f64, wanted: usize) -> Ticks {
    let high = if high > low { high } else { low + 1.0 };
    let rough = (high - low) / wanted.max(1) as f64;
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|multiple| multiple * power)
        .find(|step| *step >= rough * 0.999)
        .unwrap_or(10.0 * power);
    let first = (low / step + 1e-9).floor();
    let last = (high / step - 1e-9).ceil();
    let at: Vec<f64> = (0..=(last - first) as usize).map(|i| (first + i as f64) * step).collect();
    let decimals = (0..6)
        .find(|d| {
            at.iter().all(|t| {
                (t * 10f64.powi(*d)).fract().abs() < 1e-6 || {
                    let scaled = t * 10f64.powi(*d);
                    (scaled - scaled.round()).abs() < 1e-6
                }
            })
        })
        .unwrap_or(6) as usize;
    Ticks { low: first * step, high: last * step, at, decimals }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_cover_the_data() {
        let check = |low: f64, high: f64, expected: &[f64], decimals: usize| {
            let ticks = ticks(low, high, 4);
            assert_eq!(ticks.decimals, decimals, "{ticks:?}");
            assert_eq!(ticks.at.len(), expected.len(), "{ticks:?}");
            for (a, b) in ticks.at.iter().zip(expected) {
                assert!((a - b).abs() < 1e-9, "{ticks:?}");
            }
        };
        check(0.0, 100.0, &[0.0, 25.0, 50.0, 75.0, 100.0], 0);
        check(5.1, 6.7, &[5.0, 5.5, 6.0, 6.5, 7.0], 1);
        check(3.0, 3.0, &[3.0, 3.25, 3.5, 3.75, 4.0], 2);
    }

    #[test]
    fn a_scale_maps_its_ends_to_its_ends() {
        let scale = Linear::new((0.0, 10.0), (200.0, 0.0));
        assert!((scale.at(0.0) - 200.0).abs() < 1e-9);
        assert!((scale.at(10.0)).abs() < 1e-9);
        assert!((scale.at(2.5) - 150.0).abs() < 1e-9);
    }
}
