//! For maintainers: what a phrase with two facets takes on an open index, without the program's start:
//! `cargo run --release --example search_speed -- WORKSPACE`. Prints the median and the 99th of a hundred in
//! milliseconds.

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use assay_comments::index::{SearchOptions, Sort};
use assay_comments::query::{self, Field};
use assay_comments::{Analyser, Index};
use assay_workspace::comments::themes;

/// Phrases asked for in turn, as a reviewer would.
const PHRASES: [&str; 20] = [
    "care plan",
    "core group",
    "social worker",
    "not recorded",
    "not written up",
    "on file",
    "no record",
    "case notes",
    "team manager",
    "direct work",
    "home visit",
    "risk assessment",
    "management oversight",
    "missing episode",
    "written up",
    "not seen",
    "was held",
    "his views",
    "child protection",
    "supervision notes",
];
/// How often each is asked for.
const TIMES: usize = 25;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("expected the folder of a workspace")?;
    let dictionary = themes::built_in()?.dictionary().clone();
    let index = Index::open(&Path::new(&folder).join("index"), dictionary.clone())?;
    let mut analyser = Analyser::new(dictionary);
    let facets = vec![Field::Month, Field::Team];
    let options = SearchOptions { limit: 20, page: 1, sort: Sort::Relevance, facets };
    let mut took = Vec::new();
    for round in 0..=TIMES {
        for phrase in PHRASES {
            let begun = Instant::now();
            let query = query::parse(&format!("\"{phrase}\""), &mut analyser)?;
            index.search(&query, &options)?;
            // The first round warms the caches that a search in use has.
            if round > 0 {
                took.push(begun.elapsed().as_secs_f64() * 1000.0);
            }
        }
    }
    took.sort_by(f64::total_cmp);
    println!("median {:.2}", took[took.len() / 2]);
    println!("p99 {:.2}", took[took.len() * 99 / 100]);
    Ok(())
}
