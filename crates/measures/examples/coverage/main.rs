//! How often the intervals that the report prints hold the truth: forty lists whose truth is known, every
//! allocation, every unit, draws made by the sampler. Prints its table; fixed seeds, so that
//! it prints the same every time.
//!
//!     cargo run --release -p assay-measures --example coverage -- [DRAWS] [LISTS]
//!
//! DRAWS is 2,000 and LISTS 40 unless they are given. Exit code 1 when an interval does not keep what its
//! name promises. Systematic draws are in the table and promise nothing: a list has only as many of them as its
//! step is long, and how often their interval holds the truth is a matter of the list's order.

mod lists;
mod study;

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};

use assay_measures::estimate::Basis;
use assay_sampler::Unit;
use study::{Cell, Held, SPREADS, STEPS, UNITS, cell};

/// Draws of one kind below which a share says nothing.
const FEW: u64 = 200;

fn main() -> ExitCode {
    let given = |place| std::env::args().nth(place).and_then(|text| text.parse().ok());
    let (draws, lists) = (given(1).unwrap_or(2000), given(2).unwrap_or(40));
    let found = all_cells(draws, lists);
    let mut failed = false;
    let bound = found.iter().filter(|((_, spread, _), _)| *spread != STEPS);
    for ((list, spread, unit), cell) in bound {
        for (basis, held) in cell.iter().filter(|(_, held)| held.draws >= FEW) {
            if !held.keeps(*basis) {
                failed = true;
                println!(
                    "list {list} ({}), {spread}, {}: {} {:.1}% of {}",
                    lists::list(*list).about,
                    unit_words(*unit),
                    basis.words(),
                    100.0 * held.share(),
                    held.draws
                );
            }
        }
    }
    table(&found);
    ExitCode::from(u8::from(failed))
}

type Found = BTreeMap<(u64, &'static str, usize), Cell>;

/// Every list by every design, over the processors there are.
fn all_cells(draws: u64, lists: u64) -> Found {
    let jobs: Vec<(u64, &'static str, usize)> = (0..lists)
        .flat_map(|list| SPREADS.into_iter().map(move |spread| (list, spread)))
        .flat_map(|(list, spread)| (0..UNITS.len()).map(move |unit| (list, spread, unit)))
        .collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
            let (list, spread, unit) = *job;
            let found = cell(&lists::list(list), spread, UNITS[unit], draws);
            done.extend(found.map(|found| (*job, found)));
        }
        done
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let working: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        working.into_iter().flat_map(|thread| thread.join().expect("no panic")).collect()
    })
}

fn unit_words(unit: usize) -> &'static str {
    match UNITS[unit] {
        Unit::Case => "cases",
        Unit::Family => "one child of each family",
        Unit::WholeFamily => "whole families",
    }
}

/// Prints for each design and kind of interval: lists, draws, and the lowest, mean and highest share.
fn table(found: &Found) {
    println!("| drawn | spread | interval | lists | draws | lowest | mean | highest |");
    println!("|---|---|---|---|---|---|---|---|");
    for unit in 0..UNITS.len() {
        for spread in SPREADS {
            for basis in [Basis::Exact, Basis::DesignBased, Basis::Approximate] {
                let cells: Vec<Held> = found
                    .iter()
                    .filter(|((_, of, drawn), _)| *of == spread && *drawn == unit)
                    .filter_map(|(_, cell)| cell.get(&basis).copied())
                    .filter(|held| held.draws >= FEW)
                    .collect();
                if !cells.is_empty() {
                    line(unit_words(unit), spread, basis, &cells);
                }
            }
        }
    }
}

fn line(unit: &str, spread: &str, basis: Basis, cells: &[Held]) {
    let draws: u64 = cells.iter().map(|held| held.draws).sum();
    let held: u64 = cells.iter().map(|held| held.held).sum();
    let shares = || cells.iter().map(|held| 100.0 * held.share());
    println!(
        "| {unit} | {spread} | {} | {} | {draws} | {:.1} | {:.1} | {:.1} |",
        basis.words(),
        cells.len(),
        shares().fold(f64::INFINITY, f64::min),
        100.0 * held as f64 / draws as f64,
        shares().fold(0.0, f64::max)
    );
}
