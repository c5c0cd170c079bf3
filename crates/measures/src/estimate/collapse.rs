//! Which strata share a variance. A stratum with one unit of several shows no spread of its own, so it
//! is collapsed with its nearest neighbour: the next by name within the same first column, else the one
//! before (Cochran 1977, 5A.12; Wolter 2007, ch. 2). Only the variance is collapsed: every stratum keeps
//! its own weight.

use assay_model::stratum;

/// Returns the group of each stratum, as the place of the group's first stratum; a stratum that is not
/// collapsed is a group of its own. `lone` says which strata need a neighbour, `present` which strata
/// have units at all: no other can be one.
pub(super) fn groups(names: &[&str], present: &[bool], lone: &[bool]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..names.len()).filter(|place| present[*place]).collect();
    order.sort_by_key(|place| names[*place]);
    let mut groups: Vec<usize> = (0..names.len()).collect();
    for at in 0..order.len() {
        let stratum = order[at];
        let is_alone = groups.iter().filter(|group| **group == groups[stratum]).count() == 1;
        if !lone[stratum] || !is_alone {
            continue;
        }
        if let Some(neighbour) = nearest(names, &order, at) {
            join(&mut groups, stratum, neighbour);
        }
    }
    groups
}

/// Returns the stratum that is nearest to the one at a place of the order, by name.
pub(crate) fn nearest(names: &[&str], order: &[usize], at: usize) -> Option<usize> {
    let in_order: Vec<&str> = order.iter().map(|place| names[*place]).collect();
    stratum::nearest(&in_order, at).map(|place| order[place])
}

fn join(groups: &mut [usize], one: usize, other: usize) {
    let (from, to) = (groups[one].max(groups[other]), groups[one].min(groups[other]));
    for group in groups.iter_mut().filter(|group| **group == from) {
        *group = to;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grouped(names: &[&str], lone: &[bool]) -> Vec<usize> {
        groups(names, &vec![true; names.len()], lone)
    }

    #[test]
    fn a_lone_stratum_goes_to_the_next_of_its_first_column() {
        let names = ["CIN / A", "CIN / B", "CP / A", "CP / B"];
        assert_eq!(grouped(&names, &[true, false, false, false]), [0, 0, 2, 3]);
        // The last of its column has no next one there: it goes to the one before.
        assert_eq!(grouped(&names, &[false, true, false, false]), [0, 0, 2, 3]);
        assert_eq!(grouped(&names, &[false, false, true, false]), [0, 1, 2, 2]);
    }

    #[test]
    fn two_lone_neighbours_are_enough_for_each_other() {
        assert_eq!(grouped(&["a", "b", "c"], &[true, true, false]), [0, 0, 2]);
        assert_eq!(grouped(&["a", "b"], &[true, true]), [0, 0]);
    }

    #[test]
    fn the_order_is_that_of_the_names() {
        assert_eq!(grouped(&["c", "a", "b"], &[false, true, false]), [0, 1, 1]);
        assert_eq!(grouped(&["c", "a", "b"], &[true, false, false]), [0, 1, 0]);
    }

    #[test]
    fn nothing_can_be_done_for_the_only_stratum() {
        assert_eq!(grouped(&["a"], &[true]), [0]);
        assert_eq!(groups(&["a", "b"], &[true, false], &[true, false]), [0, 1]);
    }
}
