//! Names of strata: the values of the plan's columns, joined. Says which column value comes first and
//! which stratum is nearest to another; what is merged or shares a variance is decided elsewhere.

/// What comes between the values of several columns in a stratum's name; no value can contain it.
pub const JOINER: &str = " / ";

/// Returns the first column's value; empty where the name has one value, as those are all siblings.
#[must_use]
pub fn first_column(name: &str) -> &str {
    name.split_once(JOINER).map_or("", |(first, _)| first)
}

/// Returns the place of the stratum that is nearest to the one at a place of `names`, which are in byte
/// order: the next where it has the same first column, else the one before, else the next; none for the
/// only stratum.
#[must_use]
pub fn nearest(names: &[&str], at: usize) -> Option<usize> {
    let next = Some(at + 1).filter(|place| *place < names.len());
    let is_sibling = |place: &usize| first_column(names[*place]) == first_column(names[at]);
    next.filter(is_sibling).or(at.checked_sub(1)).or(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_is_the_next_of_the_same_first_column_else_the_one_before() {
        let names = ["CIN / A", "CIN / B", "CP / A", "CP / B"];
        assert_eq!(nearest(&names, 0), Some(1));
        assert_eq!(nearest(&names, 1), Some(0));
        assert_eq!(nearest(&names, 2), Some(3));
        assert_eq!(nearest(&["CIN / A", "CP / A"], 0), Some(1));
        assert_eq!(nearest(&["CIN / A", "CP / A", "LAC / A"], 1), Some(0));
        assert_eq!(nearest(&["a", "b", "c"], 1), Some(2));
        assert_eq!(nearest(&["a"], 0), None);
    }
}
