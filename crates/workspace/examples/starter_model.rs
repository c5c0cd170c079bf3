//! For maintainers: learns the starter model from `crates/comments/starter/*.csv` and writes it there, then says
//! how it did in cross-validation, and on the labelled files that are named, from which it learnt nothing. Run it after a
//! change of the labelled comments, of the rules or of the learner:
//! `cargo run --release --example starter_model -- tests/fixtures/labelled/*.csv`.

use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;

use assay_comments::suggest::{Example, Suggester};
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
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path)?;
        let mut suggester = starter::suggester_with(learned.model.clone())?;
        unseen(&path, &starter::examples_of(&path, &text)?, &mut suggester);
    }
    Ok(())
}

/// Says how rules and model do on comments that were not learnt from: on those with a theme, and how many of those
/// without one are counted or suggested as a shortcoming.
fn unseen(path: &str, set: &[Example], suggester: &mut Suggester) {
    let labelled: BTreeSet<&String> = set.iter().flat_map(|example| &example.themes).collect();
    let only = |codes: Vec<String>| -> Vec<String> {
        codes.into_iter().filter(|code| labelled.contains(code)).collect()
    };
    let (mut rules, mut both, mut weighed) = (Vec::new(), Vec::new(), Vec::new());
    let (mut counted, mut suggested) = (0, 0);
    for example in set {
        let by_model = suggester.weigh(&example.text);
        let mut codes = only(example.by_rules.clone());
        rules.push((&example.themes, codes.clone()));
        let worth: Vec<String> = by_model.worth_reading.into_iter().map(|one| one.theme).collect();
        let is_bare = example.themes.is_empty();
        let is_lack = |code: &String| code != "good_practice";
        counted += usize::from(is_bare && codes.iter().any(is_lack));
        suggested += usize::from(is_bare && worth.iter().any(is_lack));
        codes.extend(only(worth));
        both.push((&example.themes, codes));
        weighed.push((&example.themes, only(by_model.together)));
    }
    let bare = set.iter().filter(|example| example.themes.is_empty()).count();
    println!(
        "{path}: {} comments; rules {}; both {}; weighed {}; without a theme {bare}, counted {counted}, suggested {suggested}",
        set.len(),
        score(rules.into_iter()),
        score(both.into_iter()),
        score(weighed.into_iter()),
    );
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
