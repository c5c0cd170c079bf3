//! Reads margins: as margins, fitted to labelled comments that the model had not seen, and the least margin that
//! speaks for a theme. It learns no word.

use super::model::Chance;

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
    fn the_best_margin_parts_yes_from_no() {
        let best = best_margin(&[0.9, 0.7, 0.4, 0.2], &[true, true, false, false]);
        assert!((best - 0.55).abs() < 1e-9);
    }
}
