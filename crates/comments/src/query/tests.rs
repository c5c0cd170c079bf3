//! Queries that cannot be read: where, what was expected, and what to do about it.

use std::sync::Arc;

use super::parser::{MOST_DEPTH, MOST_FUZZY};
use super::*;
use crate::analyser::{Analyser, Dictionary};

fn check(query: &str, column: usize, hint: &str) {
    let mut analyser = Analyser::new(Arc::new(Dictionary::default()));
    let error = parse(query, &mut analyser).expect_err(query);
    assert_eq!((error.column, error.hint.as_str()), (column, hint), "{query}: {error}");
}

#[test]
fn errors_point_to_the_column_and_say_the_mend() {
    check("minutes -late", 9, "to leave comments out, write NOT late");
    check(
        "\"not written up\"~4",
        17,
        "for words near each other write not NEAR/3 written NEAR/3 up",
    );
    check(
        "minutes NEAR late",
        9,
        "write NEAR/5 for at most five words between; to find the word itself write it small",
    );
    check(
        "minutes NEAR/x late",
        9,
        "write NEAR/5 for at most five words between; to find the word itself write it small",
    );
    check("(minutes OR late", 17, "close the bracket opened in column 1");
    check("minutes) late", 8, "remove the closing bracket or add an opening one");
    check("\"not written", 1, "put \" after the last word of the phrase");
    check("super*vision", 1, "a star can only be at the end: super*");
    check("x \"a sup*er\"", 6, "a star can only be at the end: sup*");
    check("month:2026-13", 7, "for example month:2026-07..2026-09");
    check("colour:red", 1, "to search for the words themselves write \"colour red\"");
    check("team:", 6, "a value with spaces goes in quotation marks: team:\"CIN 2\"");
    check("", 1, "for example: minutes AND \"not written up\"");
    check("AND late", 1, "AND, OR, NEAR and BEFORE go between two parts");
    check("late OR", 8, "for example: minutes AND \"not written up\"");
    check("!!", 1, "write at least one word or number");
    let deep = "ask in several queries, or leave out brackets that change nothing";
    check(&format!("{}a{}", "(".repeat(900), ")".repeat(900)), 42, deep);
    check(&format!("{}a", "NOT ".repeat(900)), 165, deep);
    check(&format!("a{}", " NEAR/1 a".repeat(900)), 363, deep);
    check(&"visit~1 ".repeat(5_000), 401, "ask in several queries");
}

#[test]
fn and_or_and_near_are_read_in_small_letters_too() {
    let mut analyser = Analyser::new(Arc::new(Dictionary::default()));
    for (small, large) in [
        ("minutes or notes", "minutes OR notes"),
        ("minutes and notes", "minutes AND notes"),
        ("minutes near/3 late", "minutes NEAR/3 late"),
        ("minutes before/2 late", "minutes BEFORE/2 late"),
    ] {
        let small = parse(small, &mut analyser).expect(small);
        assert_eq!(small, parse(large, &mut analyser).expect(large));
    }
    let word = parse("\"or\"", &mut analyser).expect("a phrase of one word");
    assert!(matches!(word, Query::Span(_)), "in quotation marks it is the word itself");
}

#[test]
fn what_is_too_deep_or_too_wide_is_refused() {
    let mut analyser = Analyser::new(Arc::new(Dictionary::default()));
    let mut expected = |query: &str| parse(query, &mut analyser).err().map(|error| error.expected);
    let most = MOST_DEPTH - 1;
    let brackets = |depth: usize| format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
    assert_eq!(expected(&brackets(most)), None);
    for deep in [brackets(5_000), "NOT ".repeat(5_000) + "a", "a NEAR/3 ".repeat(5_000) + "a"] {
        let refused = expected(&deep).expect("a fault");
        assert_eq!(refused, "brackets, NOT, NEAR and BEFORE at most 40 deep");
    }
    let fuzzy = |count: usize| "visit~1 ".repeat(count);
    assert_eq!(expected(&fuzzy(MOST_FUZZY)), None);
    assert_eq!(expected(&fuzzy(MOST_FUZZY + 1)).expect("a fault"), "at most 50 words with ~");
}

#[test]
fn any_text_is_read_or_refused_without_a_crash() {
    proptest::proptest!(|(query in "[a-c \"()*~:./-]{0,16}|(AND |OR |NOT |NEAR/2 |a |\\(|\\)){0,8}")| {
        let mut analyser = Analyser::new(Arc::new(Dictionary::default()));
        if let Err(error) = parse(&query, &mut analyser) {
            assert!(error.column >= 1 && error.column <= query.chars().count() + 1, "{query}");
        }
    });
}
