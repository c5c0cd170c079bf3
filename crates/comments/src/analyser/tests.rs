//! What the analyser makes of the ways people write.

use super::*;

fn analyser() -> Analyser {
    let abbreviations = vec![("mtg".to_owned(), "meeting".to_owned())];
    let words = ["supervision".to_owned(), "recorded".to_owned()];
    Analyser::new(Arc::new(Dictionary::new(abbreviations, words, Vec::new())))
}

fn check(text: &str, expected: &str) {
    let mut analyser = analyser();
    assert_eq!(analyser.stems(text).join(" "), expected, "{text}");
}

#[test]
fn the_same_words_meet_however_they_are_written() {
    check("wasn't wasn\u{2019}t wasnt", "be not be not be not");
    check("can't cannot won't", "can not can not will not");
    check("write-up, write up; writeup written up", "write up write up write up write up");
    check("The child's wishes", "the child wish");
    check("mtg supervison", "meet supervis");
    check("e\u{301}t\u{e9} \u{c9}T\u{c9}", "\u{e9}t\u{e9} \u{e9}t\u{e9}");
    check("O'Brien", "obrien");
    check("mum & dad", "mum and dad");
}

#[test]
fn offsets_are_bytes_of_the_original() {
    let text = "Caf\u{e9} visit wasn\u{2019}t written\u{2014}sadly";
    let mut analyser = analyser();
    let pieces: Vec<&str> = analyser.analyse(text).iter().map(|t| &text[t.start..t.end]).collect();
    assert_eq!(pieces, ["Caf\u{e9}", "visit", "was", "n\u{2019}t", "written", "sadly"]);
}

#[test]
fn sentences_and_clauses_are_counted() {
    let mut analyser = analyser();
    let tokens = analyser.analyse("Visited but late. After a while, seen");
    let counts: Vec<(u32, u32)> = tokens.iter().map(|t| (t.sentence, t.clause)).collect();
    assert_eq!(counts, [(0, 0), (0, 1), (0, 1), (1, 2), (1, 2), (1, 2), (1, 2)]);
}

#[test]
fn any_text_gives_ordered_spans_on_character_boundaries() {
    proptest::proptest!(|(text in ".{0,80}")| {
        let mut last = 0;
        for token in analyser().analyse(&text) {
            assert!(last <= token.start && token.start < token.end && token.end <= text.len());
            assert!(text.is_char_boundary(token.start) && text.is_char_boundary(token.end));
            last = token.end;
        }
    });
}
