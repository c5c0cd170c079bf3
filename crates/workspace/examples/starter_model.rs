//! For maintainers: learns the starter model from `crates/comments/starter/*.csv` and writes it there, then says
//! how it did in cross-validation. Run it after a change of the labelled comments, of the rules or of the learner:
//! `cargo run --release --example starter_model`.

use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;

use assay_comments::suggest::Example;
use assay_workspace::comments::themes::starter;

fn main() -> Result<(), Box<dyn Error>> {
    let sets = starter::examples()?;
    let all: Vec<Example> = sets.iter().flat_map(|(_, set)| set.clone()).collect();
    let learned = starter::learn_afresh(&all)?;
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../comments/starter/model.tsv");
    std::fs::write(place, learned.model.write())?;
    println!(
        "{:<10} {:>8}  {:^20}  {:^20}  {:^20}  {:^20}  doubtful and right",
        "set", "comments", "rules", "model", "both", "weighed"
    );
    let mut from = 0;
    for (name, set) in &sets {
        // A set labels shortcomings and good practice, and not all of them; of others there is nothing to compare with.
        let labelled: BTreeSet<&String> = set.iter().flat_map(|example| &example.themes).collect();
        let only = |codes: &[String]| -> Vec<String> {
            codes.iter().filter(|code| labelled.contains(code)).cloned().collect()
        };
        let suggested = &learned.tested.suggested[from..from + set.len()];
        from += set.len();
        let rules = score(set.iter().map(|e| (&e.themes, only(&e.by_rules))));
        let model = score(set.iter().zip(suggested).map(|(e, s)| (&e.themes, s.clone())));
        let both = score(set.iter().zip(suggested).map(|(e, s)| {
            let mut both = only(&e.by_rules);
            both.extend(s.iter().filter(|code| !e.by_rules.contains(code)).cloned());
            (&e.themes, both)
        }));
        let weighed = &learned.tested.weighed[from - set.len()..from];
        let weighed = score(set.iter().zip(weighed).map(|(e, w)| (&e.themes, w.clone())));
        let doubted = &learned.tested.doubted[from - set.len()..from];
        let right =
            set.iter().zip(doubted).flat_map(|(e, d)| d.iter().filter(|c| e.themes.contains(c)));
        let (right, all) = (right.count(), doubted.iter().map(Vec::len).sum::<usize>());
        println!("{name:<10} {:>8}  {rules}  {model}  {both}  {weighed}  {right}/{all}", set.len());
    }
    Ok(())
}

/// Precision, recall and F1 over all themes.
fn score<'a>(pairs: impl Iterator<Item = (&'a Vec<String>, Vec<String>)>) -> String {
    let (mut right, mut wrong, mut missed) = (0.0, 0.0, 0.0);
    for (labels, found) in pairs {
        let hits = found.iter().filter(|code| labels.contains(code)).count() as f64;
        right += hits;
        wrong += found.len() as f64 - hits;
        missed += labels.len() as f64 - hits;
    }
    let (p, r) = (right / f64::max(right + wrong, 1.0), right / f64::max(right + missed, 1.0));
    format!("p {p:.3} r {r:.3} {:.3}", 2.0 * p * r / f64::max(p + r, 1e-9))
}
