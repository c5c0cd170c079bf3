//! Learns the weights of a linear machine with squared hinge loss by dual coordinate descent (Hsieh, Chang, Lin,
//! Keerthi, Sundararajan 2008, "A dual coordinate descent method for large-scale linear SVM", algorithm 1).
//! Every part of an example has length 1: its features share one value.

/// Passes over the examples; they settle long before.
const PASSES: usize = 60;
/// A pass that changes no multiplier by more than this is the last.
const STILL: f64 = 1e-2;

/// One example as the learner sees it: feature numbers in parts of which each has length 1, and whether it has the
/// theme.
pub(super) struct Row<'a> {
    pub(super) parts: [&'a [u32]; PARTS],
    pub(super) yes: bool,
}

/// Parts of an example: what is said of its words, and pieces of them.
pub(super) const PARTS: usize = 2;

/// Returns how far the example is on the side of yes: `weights` are one a feature, then the bias.
pub(super) fn margin(parts: &[&[u32]; PARTS], weights: &[f64]) -> f64 {
    let of = |part: &&[u32]| {
        let sum: f64 = part.iter().map(|&feature| weights[feature as usize]).sum();
        sum * value(part)
    };
    parts.iter().map(of).sum::<f64>() + weights[weights.len() - 1]
}

/// What each feature of a part is worth.
fn value(part: &[u32]) -> f64 {
    1.0 / (part.len().max(1) as f64).sqrt()
}

/// Learns weights (one a feature, then the bias) from the rows. `cost` is what a wrong example weighs,
/// `balance` how many times more a missed yes weighs than a false one.
pub(super) fn descend(rows: &[Row<'_>], features: usize, cost: f64, balance: f64) -> Vec<f64> {
    let mut weights = vec![0.0; features + 1];
    let mut multipliers = vec![0.0; rows.len()];
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..PASSES {
        shuffle(&mut order, &mut state);
        let mut largest = 0.0_f64;
        for &number in &order {
            let row = &rows[number];
            let sign = if row.yes { 1.0 } else { -1.0 };
            let loss = 0.5 / (cost * if row.yes { balance } else { 1.0 });
            let gradient = sign * margin(&row.parts, &weights) - 1.0 + multipliers[number] * loss;
            if multipliers[number] == 0.0 && gradient >= 0.0 {
                continue;
            }
            // Each part that has features has length 1, and so has the bias.
            let filled = row.parts.iter().filter(|part| !part.is_empty()).count();
            let old = multipliers[number];
            multipliers[number] = (old - gradient / (1.0 + filled as f64 + loss)).max(0.0);
            let change = (multipliers[number] - old) * sign;
            largest = largest.max(change.abs());
            for part in row.parts {
                let share = change * value(part);
                for &feature in part {
                    weights[feature as usize] += share;
                }
            }
            weights[features] += change;
        }
        if largest < STILL {
            break;
        }
    }
    weights
}

/// Mixes the order, the same way every time (xorshift64).
fn shuffle(order: &mut [usize], state: &mut u64) {
    for at in (1..order.len()).rev() {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        order.swap(at, (*state % (at as u64 + 1)) as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_line_parts_is_parted() {
        let texts: [(&[u32], bool); 6] = [
            (&[0, 2], true),
            (&[0, 3], true),
            (&[0, 1], false),
            (&[1, 2], false),
            (&[2, 3], false),
            (&[0], true),
        ];
        let rows: Vec<Row<'_>> =
            texts.iter().map(|&(words, yes)| Row { parts: [words, &[]], yes }).collect();
        let weights = descend(&rows, 4, 10.0, 1.0);
        for row in &rows {
            assert_eq!(margin(&row.parts, &weights) > 0.0, row.yes, "{weights:?}");
        }
        assert_eq!(weights, descend(&rows, 4, 10.0, 1.0), "the same every time");
    }
}
