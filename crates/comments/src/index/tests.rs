//! The index against the matcher on random text, and the traps of the engine.

use std::sync::Arc;

use assay_model::{Comment, Judgement, Month, Score};
use proptest::prelude::*;

use super::*;
use crate::query::{Field, Matching, parse};

fn dictionary() -> Arc<Dictionary> {
    let short = vec![("sw".to_owned(), "social worker".to_owned())];
    Arc::new(Dictionary::new(short, Vec::new(), Vec::new()))
}

fn comment(number: usize, text: &str) -> Comment {
    Comment {
        id: format!("c{number}"),
        text: text.to_owned(),
        team: ["CIN 1", "CIN 2"][number % 2].to_owned(),
        month: Month::parse(["2026-06", "2026-07", "2026-08"][number % 3]),
        grade: [None, Some(Judgement::Good), Some(Judgement::Inadequate)][number % 3],
        score: Score::from_hundredths((number % 11 * 100) as u16),
        ..Comment::default()
    }
}

fn indexed(texts: &[&str]) -> Index {
    let index = Index::in_memory(dictionary()).expect("an index");
    let mut writer = index.writer(texts.len()).expect("a writer");
    for (number, text) in texts.iter().enumerate() {
        writer.add(&comment(number, text), &[]).expect("added");
    }
    writer.commit().expect("committed");
    index
}

fn options() -> SearchOptions {
    SearchOptions {
        limit: 100,
        page: 1,
        sort: Sort::Relevance,
        facets: vec![Field::Team, Field::Month],
    }
}

fn found(index: &Index, query: &str) -> Vec<String> {
    let parsed = parse(query, &mut Analyser::new(dictionary())).expect(query);
    let page = index.search(&parsed, &options()).expect("an answer");
    let mut lines: Vec<String> = page
        .hits
        .iter()
        .map(|hit| {
            let shown: Vec<&str> =
                hit.spans.iter().map(|&(a, b)| &hit.comment.text[a..b]).collect();
            format!("{}: {}", hit.comment.id, shown.join(" | "))
        })
        .collect();
    assert_eq!(page.total as usize, lines.len());
    lines.sort();
    lines
}

#[test]
fn phrases_are_highlighted_exactly_and_stop_at_sentence_ends() {
    let index = indexed(&[
        "There was drift and delay, and drift. And delay.",
        "Drift. And delay in planning",
        "The visit wasn\u{2019}t written up by the social worker",
        "visits not written-up; SW off sick",
    ]);
    assert_eq!(found(&index, "\"drift and delay\""), ["c0: drift and delay"]);
    assert_eq!(
        found(&index, "\"not written up\""),
        ["c2: n\u{2019}t written up", "c3: not written-up"]
    );
    assert_eq!(found(&index, "\"written up by\""), ["c2: written up by"]);
    assert_eq!(found(&index, "sw"), ["c2: social worker", "c3: SW"]);
    assert_eq!(found(&index, "\"social worker\""), ["c2: social worker", "c3: SW"]);
    assert_eq!(found(&index, "visit NEAR/2 sw"), Vec::<String>::new());
    assert_eq!(
        found(&index, "visit NEAR/4 written"),
        ["c2: visit wasn\u{2019}t written", "c3: visits not written"]
    );
    assert_eq!(found(&index, "written BEFORE/4 visit"), Vec::<String>::new());
    assert_eq!(found(&index, "planning AND drift NOT written"), ["c1: Drift | planning"]);
}

#[test]
fn near_with_more_than_two_words_counts_no_false_hits() {
    let index = indexed(&["a x x b x x c", "a b c", "c b a"]);
    assert_eq!(found(&index, "a NEAR/1 b NEAR/1 c"), ["c1: a b c", "c2: c b a"]);
    assert_eq!(found(&index, "a BEFORE/2 b BEFORE/2 c"), ["c0: a x x b x x c", "c1: a b c"]);
}

#[test]
fn prefixes_lose_nothing_however_many_words_they_cover() {
    let texts: Vec<String> = (0..80).map(|n| format!("written up{n}")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let index = indexed(&texts);
    assert_eq!(found(&index, "\"written u*\"").len(), 80);
}

#[test]
fn prefixes_and_fuzzy_words_go_by_the_words_as_written() {
    let index = indexed(&["supervision late", "supervison late", "supervising", "superb"]);
    assert_eq!(found(&index, "supervisio*"), ["c0: supervision"]);
    assert_eq!(found(&index, "supervis*").len(), 3);
    assert_eq!(found(&index, "supervision~1"), ["c0: supervision", "c1: supervison"]);
    assert_eq!(found(&index, "\"supervis* late\"").len(), 2);
}

#[test]
fn filters_and_facets_go_by_what_is_known() {
    let index = indexed(&["late", "late", "late", "early"]);
    assert_eq!(found(&index, "late team:\"cin 2\""), ["c1: late"]);
    assert_eq!(found(&index, "month:2026-07..2026-08").len(), 2);
    assert_eq!(found(&index, "grade:RI OR grade:good"), ["c1: "]);
    assert_eq!(found(&index, "score:..1"), ["c0: ", "c1: "]);
    let parsed = parse("late", &mut Analyser::new(dictionary())).expect("a query");
    let page = index.search(&parsed, &options()).expect("an answer");
    assert_eq!(page.facets["team"], [("CIN 1".to_owned(), 2), ("CIN 2".to_owned(), 1)].into());
    assert_eq!(page.facets["month"].len(), 3);
}

#[test]
fn a_removed_comment_is_gone_from_the_disk() {
    let folder = std::env::temp_dir().join(format!("assay-index-{}", std::process::id()));
    let index = Index::create(&folder, dictionary()).expect("an index");
    let mut writer = index.writer(2).expect("a writer");
    writer.add(&comment(0, "Xylophone lessons"), &[]).expect("added");
    writer.add(&comment(1, "Visits on time"), &[]).expect("added");
    writer.commit().expect("committed");
    let mut writer = index.writer(0).expect("a writer");
    writer.remove("c0");
    writer.commit_and_forget().expect("merged");
    assert_eq!(index.len(), 1);
    drop(index);
    for file in fs::read_dir(&folder).expect("a folder") {
        let bytes = fs::read(file.expect("a file").path()).expect("readable");
        assert!(!bytes.windows(9).any(|w| w == b"Xylophone" || w == b"xylophon\0"));
    }
    let other = Arc::new(Dictionary::new(vec![("tm".into(), "team manager".into())], [], []));
    assert!(matches!(Index::open(&folder, other), Err(IndexError::Stale(_))));
    assert!(Index::open(&folder, dictionary()).is_ok());
    fs::remove_dir_all(&folder).expect("removed");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn the_index_finds_what_looking_at_every_word_finds(
        texts in prop::collection::vec(brute::text(), 1..12),
        queries in prop::collection::vec(brute::asked(), 1..8),
    ) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let index = indexed(&texts);
        let mut analyser = Analyser::new(dictionary());
        for asked in queries {
            let query = asked.written();
            let parsed = parse(&query, &mut analyser).expect("a query");
            let page = index.search(&parsed, &options()).expect("an answer");
            let mut got: Vec<String> = page.hits.into_iter().map(|h| h.comment.id).collect();
            got.sort();
            let (mut by_matcher, mut by_hand) = (Vec::new(), Vec::new());
            for (number, text) in texts.iter().enumerate() {
                let about = comment(number, text);
                let tokens = analyser.analyse(text);
                if Matching::new(&analyser, &tokens).admits(&parsed, &|f| f.admits(&about, &[])) {
                    by_matcher.push(about.id.clone());
                }
                if asked.finds(&brute::placed(text), about.team == "CIN 1") {
                    by_hand.push(about.id);
                }
            }
            by_matcher.sort();
            by_hand.sort();
            prop_assert_eq!(&got, &by_hand, "{} in {:?}", query, texts);
            prop_assert_eq!(&got, &by_matcher, "{} in {:?}", query, texts);
        }
    }
}
