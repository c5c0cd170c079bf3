//! Learns the weights of a linear machine with squared hinge loss by dual coordinate descent (Hsieh, Chang, Lin,
//! Keerthi, Sundararajan 2008, "A dual coordinate descent method for large-scale linear SVM", algorithm 1).
//! Every example has length 1: its features share one value.

/// Passes over the examples; they settle long before.
const PASSES: usize = 60;
/// A pass that changes no multiplier by more than this is the last.
const STILL: f64 = 1e-4;

/// One example as the learner sees it: feature numbers, and whether it has the theme.
pub(super) struct Row<'a> {
    pub(super) features: &'a [u32],
    pub(super) yes: bool,
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
            let value = if row.features.is_empty() {
                0.0
            } else {
                1.0 / (row.features.len() as f64).sqrt()
            };
            let sign = if row.yes { 1.0 } else { -1.0 };
            let loss = 0.5 / (cost * if row.yes { balance } else { 1.0 });
            let sum: f64 = row.features.iter().map(|&f| weights[f as usize]).sum();
            let margin = sum * value + weights[features];
            let gradient = sign * margin - 1.0 + multipliers[number] * loss;
            if multipliers[number] == 0.0 && gradient >= 0.0 {
                continue;
            }
            // Each row has length 1, and 1 for the bias.
            let length = if row.features.is_empty() { 1.0 } else { 2.0 };
            let old = multipliers[number];
            multipliers[number] = (old - gradient / (length + loss)).max(0.0);
            let change = (multipliers[number] - old) * sign;
            largest = largest.max(change.abs());
            for &feature in row.features {
                weights[feature as usize] += change * value;
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
            texts.iter().map(|&(features, yes)| Row { features, yes }).collect();
        let weights = descend(&rows, 4, 10.0, 1.0);
        for row in &rows {
            let value = 1.0 / (row.features.len() as f64).sqrt();
            let sum: f64 = row.features.iter().map(|&f| weights[f as usize]).sum();
            assert_eq!(sum * value + weights[4] > 0.0, row.yes, "{weights:?}");
        }
        assert_eq!(weights, descend(&rows, 4, 10.0, 1.0), "the same every time");
    }
}
