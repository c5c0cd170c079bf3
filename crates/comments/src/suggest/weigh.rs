//! Reads margins: as chances, fitted to labelled comments that the model had not seen; which chances are worth a
//! reader's time; and the least margin that speaks for a theme. It learns no word.

use super::model::Chance;

/// A rule's hit with a smaller chance than this is doubtful.
pub(super) const DOUBTFUL: f64 = 0.3;
/// What no rule finds is worth reading from this chance on: two in three of such are right in cross-validation.
const LIKELY: f64 = 0.4;
/// A shortcoming is suggested only where the comment is this likely to speak of any: a sentence of approval has a
/// little of many themes and much of none.
const SPEAKS: f64 = 0.7;

/// Returns whether a theme of this chance is worth reading in a comment whose shortcomings have these chances. One
/// chance alone says nothing of the others.
pub(super) fn is_likely(chance: f64, is_shortcoming: bool, shortcomings: &[f64]) -> bool {
    let silent: f64 = shortcomings.iter().map(|chance| 1.0 - chance).product();
    chance >= LIKELY && (!is_shortcoming || shortcomings.len() < 2 || 1.0 - silent >= SPEAKS)
}

/// Fits slope and offset of the chance to margins and labels by Newton steps, after Platt (1999) with the
/// targets he proposes and the steps of Lin, Lin and Weng (2007).
pub(super) fn platt(margins: &[f64], labels: &[bool]) -> Chance {
    let yes = labels.iter().filter(|yes| **yes).count() as f64;
    let no = labels.len() as f64 - yes;
    let (high, low) = ((yes + 1.0) / (yes + 2.0), 1.0 / (no + 2.0));
    let mut at = Chance { slope: 0.0, offset: ((no + 1.0) / (yes + 1.0)).ln() };
    for _ in 0..50 {
        let (mut h11, mut h22, mut h21, mut g1, mut g2) = (1e-12, 1e-12, 0.0, 0.0, 0.0);
        for (margin, label) in margins.iter().zip(labels) {
            let target = if *label { high } else { low };
            let chance = at.of(*margin);
            let spread = chance * (1.0 - chance);
            h11 += margin * margin * spread;
            h22 += spread;
            h21 += margin * spread;
            g1 += margin * (target - chance);
            g2 += target - chance;
        }
        if g1.abs() < 1e-6 && g2.abs() < 1e-6 {
            break;
        }
        let determinant = h11 * h22 - h21 * h21;
        at.slope -= (h22 * g1 - h21 * g2) / determinant;
        at.offset -= (h11 * g2 - h21 * g1) / determinant;
    }
    at
}

/// Returns the margin from which the comments have the best F1.
pub(super) fn best_margin(margins: &[f64], labels: &[bool]) -> f64 {
    let mut order: Vec<usize> = (0..margins.len()).collect();
    order.sort_by(|&a, &b| margins[b].total_cmp(&margins[a]).then(a.cmp(&b)));
    let all = labels.iter().filter(|yes| **yes).count();
    let (mut right, mut best) = (0_usize, (0.0, f64::MAX));
    for (place, &number) in order.iter().enumerate() {
        right += usize::from(labels[number]);
        let f1 = 2.0 * right as f64 / (place + 1 + all) as f64;
        if f1 > best.0 {
            let below = order.get(place + 1).map_or(margins[number] - 0.1, |&next| margins[next]);
            best = (f1, f64::midpoint(margins[number], below));
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_rise_with_the_margin_and_are_even_where_the_labels_are() {
        let margins = [-2.0, -1.0, -0.5, 0.5, 1.0, 2.0];
        let labels = [false, false, true, false, true, true];
        let chance = platt(&margins, &labels);
        assert!((chance.of(0.0) - 0.5).abs() < 1e-6);
        assert!(chance.of(2.0) > 0.7 && chance.of(-2.0) < 0.3);
    }

    #[test]
    fn a_shortcoming_is_likely_where_the_comment_speaks_of_any() {
        assert!(is_likely(0.4, true, &[0.4]), "one chance alone");
        assert!(!is_likely(0.39, true, &[0.39]));
        assert!(!is_likely(0.5, true, &[0.5, 0.1]), "0.55 for any");
        assert!(is_likely(0.5, true, &[0.5, 0.52]), "0.76 for any");
        assert!(is_likely(0.5, false, &[0.1, 0.1]), "a strength needs no shortcoming");
    }

    #[test]
    fn the_best_margin_parts_yes_from_no() {
        let best = best_margin(&[0.9, 0.7, 0.4, 0.2], &[true, true, false, false]);
        assert!((best - 0.55).abs() < 1e-9);
    }
}
