//! Scores and judgements of a round: each from the case, its team, its auditor and chance, and together
//! on the month's mean. Judgements go by the rank of the case's mean score.

use assay_model::Judgement;

use super::story::{JUDGED, MEAN};

/// Hundredths between whole scores.
const POINT: i32 = 100;

/// Returns whole scores 0–10 from what was felt in hundredths, moved so that their mean is the month's.
pub(super) fn settle(felt: &[Vec<i32>], month: usize) -> Vec<Vec<i32>> {
    let mut shift = 0;
    for _ in 0..4 {
        let scores = rounded(felt, shift);
        let all: Vec<i32> = scores.iter().flatten().copied().collect();
        if all.is_empty() {
            return scores;
        }
        let mean = all.iter().sum::<i32>() * POINT / all.len() as i32;
        shift += MEAN[month] - mean;
    }
    rounded(felt, shift)
}

fn rounded(felt: &[Vec<i32>], shift: i32) -> Vec<Vec<i32>> {
    let whole = |score: &i32| ((score + shift + POINT / 2).div_euclid(POINT)).clamp(1, 10);
    felt.iter().map(|scores| scores.iter().map(whole).collect()).collect()
}

/// Returns a judgement for each case: the best ranks outstanding, the worst inadequate, by the month's shares.
pub(super) fn judge(scores: &[Vec<i32>], month: usize) -> Vec<Judgement> {
    let count = scores.len();
    let share = |per_mille: u32| (count * per_mille as usize + 500) / 1000;
    let (outstanding, improvement, inadequate) = JUDGED[month];
    let (best, worst) = (share(outstanding), share(inadequate));
    let needs = share(improvement);
    let mut ranks: Vec<usize> = (0..count).collect();
    ranks.sort_by_key(|case| (std::cmp::Reverse(scores[*case].iter().sum::<i32>()), *case));
    let mut judgements = vec![Judgement::Good; count];
    for (rank, case) in ranks.into_iter().enumerate() {
        judgements[case] = match count - rank {
            from_last if from_last <= worst => Judgement::Inadequate,
            from_last if from_last <= worst + needs => Judgement::RequiresImprovement,
            _ if rank < best => Judgement::Outstanding,
            _ => Judgement::Good,
        };
    }
    judgements
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Dice;

    #[test]
    fn a_round_settles_on_the_months_mean_and_shares() {
        let mut dice = Dice::new("1", "settle");
        let felt: Vec<Vec<i32>> =
            (0..104).map(|_| (0..7).map(|_| 700 + 2 * dice.bell()).collect()).collect();
        let scores = settle(&felt, 11);
        let all: Vec<i32> = scores.iter().flatten().copied().collect();
        let mean = f64::from(all.iter().sum::<i32>()) / all.len() as f64;
        assert!((mean - 5.5).abs() < 0.04, "{mean}");
        let judged = judge(&scores, 11);
        let count = |wanted| judged.iter().filter(|j| **j == wanted).count();
        assert_eq!(count(Judgement::RequiresImprovement), 67, "64% of 104");
        assert_eq!(count(Judgement::Inadequate), 7);
        assert_eq!(count(Judgement::Outstanding), 1);
    }
}
