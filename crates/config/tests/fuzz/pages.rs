//! Audits filled in a page: damaged answers become a workbook, which has to be read back as a form.

use std::collections::BTreeMap;

use assay_intake::Source;
use assay_intake::form::{asked, is_form, read_form, write_filled};
use assay_model::DrawId;
use assay_tables::Limits;

use super::{corpus, run};

/// An answer on each line: its box, a colon, and what was typed.
fn answers(text: &[u8]) -> BTreeMap<String, String> {
    let text = String::from_utf8_lossy(text);
    let pairs = text.split('\n').filter_map(|line| line.split_once(':'));
    pairs.map(|(key, answer)| (key.to_owned(), answer.to_owned())).collect()
}

#[test]
fn pages() {
    let tools = corpus::tools();
    let draw = DrawId::parse("2026-09-monthly").expect("an id");
    let case = corpus::form_case("1");
    let cases = [case.clone()];
    let paper = corpus::form_paper(&draw, &tools[0], &cases);
    let boxes = asked(&paper, &case);
    let typed = |words: &str| {
        let lines = boxes.boxes.iter().map(|one| format!("{}:{words}\n", one.key));
        lines.collect::<String>().into_bytes()
    };
    let words = ["12/09/2026", "Good", "yes", "6.5", "Seen alone, \"fine\""];
    let corpus: Vec<(&str, Vec<u8>)> = words.map(|words| ("page", typed(words))).into();
    let saved = "2026-09-12T10:00:00Z".parse().expect("a moment");
    run("pages", &corpus, |source| {
        let Ok(bytes) = write_filled(&paper, &case, &answers(&source.bytes), saved) else { return };
        let written = Source { name: "page.xlsx".to_owned(), bytes };
        assert!(is_form(&written, &Limits::default()), "what was typed gives no form");
        let read = read_form(written, &tools, &Limits::default());
        if let Err(fault) = read {
            panic!("what was typed cannot be read: {fault}");
        }
    });
}
