//! Nested strata: seats go to the values of the first column, then within each to the values of the
//! second, and so on. A parent's floor is the sum of its leaves' minima, so no leaf is left short.

use std::collections::BTreeMap;

use assay_model::stratum::JOINER;

use super::{Allocation, Method, seats};

/// Spreads `n` over the leaves. The minima are known not to exceed it.
pub(super) fn allocate(
    sizes: &BTreeMap<String, u64>,
    n: u64,
    rules: &Allocation,
) -> BTreeMap<String, u64> {
    let leaves: Vec<Leaf> = sizes
        .iter()
        .map(|(name, size)| Leaf { name, path: name.split(JOINER).collect(), size: *size })
        .collect();
    let mut result = BTreeMap::new();
    descend(&leaves.iter().collect::<Vec<_>>(), 0, n, rules, &mut result);
    result
}

struct Leaf<'a> {
    name: &'a str,
    path: Vec<&'a str>,
    size: u64,
}

fn descend(
    leaves: &[&Leaf],
    depth: usize,
    n: u64,
    rules: &Allocation,
    result: &mut BTreeMap<String, u64>,
) {
    if let [only] = leaves {
        result.insert(only.name.to_owned(), n.min(only.size));
        return;
    }
    let mut branches: BTreeMap<&str, Vec<&Leaf>> = BTreeMap::new();
    for leaf in leaves {
        branches.entry(leaf.path.get(depth).copied().unwrap_or("")).or_default().push(leaf);
    }
    let claims: Vec<seats::Claim> = branches
        .iter()
        .map(|(name, members)| {
            let size = members.iter().map(|leaf| leaf.size).sum();
            seats::Claim {
                name,
                size,
                floor: members.iter().map(|leaf| leaf.size.min(rules.minimum)).sum(),
                weight: if rules.method == Method::Equal { 1 } else { u128::from(size) },
            }
        })
        .collect();
    for (members, seats) in branches.values().zip(seats::share(&claims, n)) {
        descend(members, depth + 1, seats, rules, result);
    }
}
