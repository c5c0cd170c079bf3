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
        "if 90 of the 3,000 were inadequate, 97 files would show at least one with 95% confidence"
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

/// Sizes for shares of 5%, 20%, 30% and 80% within 10% either way, of an unlimited list (the tests of
/// survey-methods/samplics, its Wald method).
#[test]
fn precision_agrees_with_published_sizes() {
    for (expected, n) in [("80%", 62), ("95%", 19), ("70%", 81), ("30%", 81)] {
        let question = Question::Precision { margin: share("10%"), expected: share(expected) };
        assert_eq!(sized(1_000_000_000, question).n, n, "{expected}");
    }
}

/// AICPA, *Audit Sampling*, tables: sizes for a risk of 5% and of 10% with 0, 1, 2 and 3
/// deviations allowed, in a population too large to matter. The first of each is discovery sampling.
#[test]
fn discovery_and_attribute_sizes_are_those_of_the_audit_guide() {
    let check = |confidence: f64, tolerable: &str, expected: [u64; 4]| {
        let confidence = Confidence::new(confidence).unwrap();
        let tolerable = share(tolerable);
        let of = |question| size(1_000_000_000, question, confidence).unwrap().n;
        for (errors, n) in (0..).zip(expected) {
            assert_eq!(of(Question::Attribute { tolerable, errors }), n, "{tolerable} {errors}");
        }
        assert_eq!(of(Question::Discovery { rate: tolerable }), expected[0], "{tolerable}");
    };
    check(0.95, "3%", [99, 157, 208, 257]);
    check(0.95, "5%", [59, 93, 124, 153]);
    check(0.95, "6%", [49, 78, 103, 127]);
    check(0.95, "10%", [29, 46, 61, 76]);
    check(0.9, "5%", [45, 77, 105, 132]);
    check(0.9, "10%", [22, 38, 52, 65]);
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
        "3 of 100 is no more than the 3 errors allowed: even reading every file could not decide it"
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
