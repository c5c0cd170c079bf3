//! The first and the last month of a table, which it may hold in part only. A month with far less due in it than
//! the others is questioned: a share of it is no sign that anything changed.

use assay_model::{Month, print};

/// A month with less than this share of the usual number due is held in part.
const FEW: f64 = 0.5;
/// With fewer months between the edges nobody knows what is usual.
const MONTHS: usize = 3;
/// Where less than this is usual, a small month is chance.
const USUAL: f64 = 10.0;

/// Returns the months at the edges that are held in part, of months with what was due in each, oldest first.
pub(super) fn partial(months: &[(Month, f64)]) -> Vec<Month> {
    if months.len() < MONTHS + 2 {
        return Vec::new();
    }
    let mut between: Vec<f64> = months[1..months.len() - 1].iter().map(|(_, due)| *due).collect();
    between.sort_by(f64::total_cmp);
    let usual = between[between.len() / 2];
    let edges = [months.first(), months.last()].into_iter().flatten();
    edges.filter(|(_, due)| usual >= USUAL && *due < FEW * usual).map(|(month, _)| *month).collect()
}

/// Returns the question about each month that is held in part, of months with what was due in each.
pub(super) fn questions(months: &[(Month, u64)], partial: &[Month]) -> Vec<String> {
    let last = months.last().map(|(month, _)| *month);
    let held = months.iter().filter(|(month, _)| partial.contains(month));
    held.map(|(month, due)| {
        let which = if Some(*month) == last { "ends" } else { "begins" };
        format!(
            "{} has far fewer due ({}) than the other months: the table probably {which} in the middle of it, so it is in no chart and no sign of a change",
            month.words(),
            print::count(*due)
        )
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn partial_of(due: &[f64]) -> Vec<String> {
        let first = Month::parse("2026-01").unwrap();
        let months: Vec<(Month, f64)> =
            (0..).zip(due).map(|(at, due)| (first.plus(at), *due)).collect();
        partial(&months).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_month_at_the_edge_with_far_fewer_is_questioned() {
        assert_eq!(partial_of(&[12.0, 60.0, 55.0, 62.0, 58.0, 20.0]), ["2026-01", "2026-06"]);
        assert_eq!(partial_of(&[50.0, 60.0, 55.0, 62.0, 58.0, 40.0]), [""; 0]);
        assert_eq!(partial_of(&[50.0, 60.0, 5.0, 62.0, 58.0, 40.0]), [""; 0], "not at the edge");
        assert_eq!(partial_of(&[1.0, 4.0, 5.0, 4.0, 1.0]), [""; 0], "few in every month");
        assert_eq!(partial_of(&[10.0, 60.0, 10.0]), [""; 0], "nobody knows what is usual");
    }
}
