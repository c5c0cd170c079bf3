//! For maintainers: how the theme rules fare on sentences whose sense is known, namely the demo's bank and
//! `tests/fixtures/opposites.txt`, and on files of labelled comments:
//! `cargo run --release --example opposites -- workspace-config/themes.yaml [LABELLED.csv ...]`.
//! It lists what is wrong in the bank. What is wrong in the labelled files, and how each rule did, goes to standard error.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::File;
use std::sync::Arc;

use assay_comments::themes::{Matcher, Themes};
use assay_workspace::Input;
use assay_workspace::comments::themes::{check, labelled, of_file};

#[path = "../tests/bank/mod.rs"]
mod bank;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let themes = of_file(&Input::file(args.next().ok_or("expected themes.yaml")?))?;
    let mut matcher = Matcher::new(Arc::clone(&themes));
    let mut tally = bank::Tally::default();
    for fragment in bank::fragments() {
        let hits = found(&themes, &mut matcher, &fragment.text);
        if tally.add(&fragment, &hits) {
            println!("{}/{}: {}\n    {hits:?}", fragment.theme, fragment.section, fragment.text);
        }
    }
    println!("bank: {}", tally.line());
    let mut wrong = 0;
    let opposites = bank::opposites();
    for (subject, text) in &opposites {
        let hits = found(&themes, &mut matcher, text);
        if !hits.is_empty() {
            wrong += 1;
            println!("{subject}: {text}\n    {hits:?}");
        }
    }
    println!("opposites: {wrong} of {} count as a shortcoming", opposites.len());
    let mut by_rule = BTreeMap::new();
    for file in args {
        let scores = check::check(&themes, None, &Input::file(&file))?;
        println!("{file}: {:?}", scores.together.micro);
        labelled::each(File::open(&file)?, &file, |comment| {
            for hit in matcher.hits(&comment.text) {
                let tally: &mut (u64, u64) =
                    by_rule.entry((hit.theme.clone(), hit.rule)).or_default();
                if comment.themes.contains(&hit.theme) {
                    tally.0 += 1;
                } else {
                    tally.1 += 1;
                }
            }
            Ok(())
        })?;
        for miss in scores.errors {
            eprintln!("{file} {} {} {:?}", miss.comment_id, miss.theme, miss.by);
        }
    }
    for ((theme, rule), (right, wrong)) in by_rule {
        eprintln!("rule {theme} / {rule}: {right} right, {wrong} wrong");
    }
    Ok(())
}

/// The shortcomings that the rules find, each with the rule.
fn found(themes: &Themes, matcher: &mut Matcher, text: &str) -> Vec<(String, String)> {
    let hits = matcher.hits(text).into_iter();
    hits.filter(|hit| themes.book().is_shortcoming(&hit.theme))
        .map(|hit| (hit.theme, hit.rule))
        .collect()
}
