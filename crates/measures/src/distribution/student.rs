//! Student's t quantile, by Newton's steps on the incomplete beta function (continued fraction by Lentz's
//! method; Abramowitz & Stegun 26.5.8 and 26.7.1), kept between bounds that only draw closer.

use super::factorial::ln_gamma;
use super::normal;

/// Returns the value below which Student's t with `df` degrees of freedom lies with probability `p`
/// (0 < p < 1); the normal quantile from 10 million degrees upwards.
#[must_use]
pub fn quantile(p: f64, df: f64) -> f64 {
    if df >= 1e7 {
        return normal::quantile(p);
    }
    if p < 0.5 {
        return -quantile(1.0 - p, df);
    }
    let wanted = 1.0 - p;
    if wanted >= 0.5 {
        return 0.0;
    }
    let (mut low, mut high) = (0.0, f64::INFINITY);
    // The tail is convex, so that from the left Newton's steps never go too far.
    let mut t = normal::quantile(p);
    for _ in 0..200 {
        let excess = upper_tail(t, df) - wanted;
        if excess > 0.0 {
            low = t;
        } else {
            high = t;
        }
        let mut next = t + excess / density(t, df);
        if !(next > low && next < high) {
            next = if high.is_finite() { f64::midpoint(low, high) } else { 2.0 * t };
        }
        if (next - t).abs() <= 1e-15 * next || next <= low || next >= high {
            return next;
        }
        t = next;
    }
    t
}

/// Returns the density of Student's t.
fn density(t: f64, df: f64) -> f64 {
    let front = ln_gamma(f64::midpoint(df, 1.0)) - ln_gamma(df / 2.0);
    (front - f64::midpoint(df, 1.0) * (t * t / df).ln_1p()).exp()
        / (df * std::f64::consts::PI).sqrt()
}

/// Returns P(T > t) for t ≥ 0.
#[must_use]
pub fn upper_tail(t: f64, df: f64) -> f64 {
    0.5 * incomplete_beta(df / 2.0, 0.5, df / (df + t * t), t * t / (df + t * t))
}

/// Returns the regularised incomplete beta function of x, with y = 1 − x given apart so that nothing is lost near 1.
fn incomplete_beta(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if y <= 0.0 {
        return 1.0;
    }
    let front = (ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * y.ln()).exp();
    if x < (a + 1.0) / (a + b + 2.0) {
        front * fraction(a, b, x) / a
    } else {
        1.0 - front * fraction(b, a, y) / b
    }
}

#[expect(clippy::many_single_char_names, reason = "the letters of the published fraction")]
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let guarded = |v: f64| if v.abs() < TINY { TINY } else { v };
    let mut c = 1.0;
    let mut d = 1.0 / guarded(1.0 - (a + b) * x / (a + 1.0));
    let mut value = d;
    for m in 1..2000 {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / guarded(1.0 + even * d);
        c = guarded(1.0 + even / c);
        value *= d * c;
        d = 1.0 / guarded(1.0 + odd * d);
        c = guarded(1.0 + odd / c);
        let step = d * c;
        value *= step;
        if (step - 1.0).abs() < 1e-16 {
            break;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_match_the_tables() {
        // R 4.2: qt(0.975, c(1, 2, 10, 197)).
        for (df, t) in [
            (1.0, 12.706_204_736_174_7),
            (2.0, 4.302_652_729_749_46),
            (10.0, 2.228_138_851_986_27),
            (197.0, 1.972_079_033_775_83),
        ] {
            let got = quantile(0.975, df);
            assert!((got - t).abs() < 1e-11 * t, "{df}: {got}");
        }
        assert!((quantile(0.975, 1e8) - 1.959_963_984_540_054).abs() < 1e-12);
        // mpmath 1.3, 30 digits: the root of the regularised incomplete beta function.
        for (p, df, t) in [
            (0.9995, 1.0, 636.619_248_768_719_6),
            (0.995, 2.0, 9.924_843_200_918_285),
            (0.6, 3.0, 0.276_670_662_332_690_4),
            (0.975, 9_990.0, 1.960_201_477_411_756),
        ] {
            let got = quantile(p, df);
            assert!((got - t).abs() < 1e-10 * t, "{p} {df}: {got}");
        }
        assert!((quantile(0.025, 10.0) + quantile(0.975, 10.0)).abs() < 1e-13);
    }
}
