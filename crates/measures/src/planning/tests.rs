//! The published sizes, and the reverse questions.

use super::*;

fn share(text: &str) -> Share {
    Share::parse(text).unwrap()
}

fn sized(population: u64, question: Question) -> SampleSize {
    size(population, question, Confidence::USUAL).unwrap()
}

#[test]
fn discovery_finds_the_smallest_sample() {
    let found = sized(3000, Question::Discovery { rate: share("3%") });
    assert_eq!((found.n, found.method), (97, "discovery"));
    assert_eq!(
        found.sentence,
        "if 90 of the 3000 were inadequate, 97 files would show at least one with 95% confidence"
    );
    assert!(chance_of_one(3000, 90, 97) >= 0.95 && chance_of_one(3000, 90, 96) < 0.95);
    assert_eq!(sized(1, Question::Discovery { rate: share("3%") }).n, 1);
}

/// Cochran's textbook size for 5% either way, 384.16 for an unlimited list, and with its correction.
#[test]
fn precision_uses_the_finite_correction() {
    let within =
        |margin: &str| Question::Precision { margin: share(margin), expected: Share::HALF };
    assert_eq!(sized(1_000_000_000, within("5%")).n, 385);
    assert_eq!(sized(3000, within("5%")).n, 341);
    assert_eq!(sized(10, within("5%")).n, 10);
    assert_eq!(up(14.000_000_000_000_002), 14);
    assert_eq!(up(14.000_1), 15);
}

#[test]
fn attribute_sampling_allows_errors() {
    let none = sized(3000, Question::Attribute { tolerable: share("3%"), errors: 0 });
    assert_eq!(none.n, 97);
    let one = sized(3000, Question::Attribute { tolerable: share("3%"), errors: 1 });
    let at_most = |n| Hypergeometric::new(3000, 90, n).at_most(1);
    assert!(at_most(one.n) <= 0.05 && at_most(one.n - 1) > 0.05);
    let never = Question::Attribute { tolerable: share("3%"), errors: 3 };
    assert_eq!(
        size(100, never, Confidence::USUAL).unwrap_err().to_string(),
        "3 of 100 is no more than the 3 errors allowed: even reading every file could not tell"
    );
}

#[test]
fn what_a_size_can_and_cannot_say() {
    assert_eq!(smallest_seen(3000, 97, Confidence::USUAL), Some(90));
    assert_eq!(smallest_seen(3000, 0, Confidence::USUAL), None);
    assert_eq!(smallest_seen(20, 20, Confidence::USUAL), Some(1));
    assert_eq!(margin_of(3000, 341, Confidence::USUAL), 50);
    assert_eq!(margin_of(50, 50, Confidence::USUAL), 0);
}

#[test]
fn shares_that_leave_nothing_to_ask_are_refused() {
    let error = size(10, Question::Discovery { rate: share("0%") }, Confidence::USUAL).unwrap_err();
    assert_eq!(error.to_string(), "expected a rate between 0% and 100%, found 0%");
}
