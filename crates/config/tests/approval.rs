//! Approval, double denial, "and", and statements of a standard, by the shipped rules: what counts, and what each
//! decision is put down to.

use std::sync::{Arc, LazyLock};

use assay_comments::Themes;
use assay_comments::themes::{Matcher, Outcome};
use assay_config::{shipped, themes};

static BOOK: LazyLock<Arc<Themes>> = LazyLock::new(|| {
    let text = shipped::text("themes.yaml").expect("shipped");
    Arc::new(themes::read(text, "themes.yaml").expect("without fault"))
});

fn counts(text: &str) -> Vec<String> {
    let mut codes: Vec<String> =
        Matcher::new(Arc::clone(&BOOK)).hits(text).into_iter().map(|hit| hit.theme).collect();
    codes.dedup();
    codes
}

fn has(text: &str, theme: &str) -> bool {
    counts(text).iter().any(|code| code == theme)
}

#[test]
fn two_shortcomings_joined_by_and_are_two() {
    let text = "Supervision is infrequent and lacks reflection.";
    assert!(has(text, "supervision_frequency") && has(text, "supervision_not_reflective"));
    let text = "Supervision is irregular and poor in quality, with no reflection.";
    assert!(has(text, "supervision_frequency"), "{:?}", counts(text));
}

#[test]
fn approval_keeps_a_shortcoming_from_counting_and_explain_names_the_words() {
    let text = "Supervision every four weeks without fail.";
    assert!(!has(text, "supervision_frequency"));
    let findings = Matcher::new(Arc::clone(&BOOK)).explain(text);
    let approved = findings.iter().find_map(|finding| match finding.outcome {
        Outcome::ApprovedBy((from, to)) => Some(&text[from..to]),
        _ => None,
    });
    assert!(
        approved.is_some_and(|words| words.contains("every four weeks") || words == "without fail")
    );
}

#[test]
fn approval_that_is_denied_or_wished_for_approves_of_nothing() {
    assert!(has("Supervision is not regular.", "supervision_frequency"));
    assert!(has("Supervision every nine weeks, should be monthly.", "supervision_frequency"));
    assert!(has("Minutes were not sent out on time.", "minutes_not_shared"));
}

#[test]
fn an_interval_approves_only_where_it_meets_the_standard() {
    assert!(!has("Supervision every four weeks.", "supervision_frequency"));
    assert!(has("Supervision every eight weeks.", "supervision_frequency"));
}

#[test]
fn two_denials_assert() {
    assert!(!has("No visit has been left without a write up.", "not_written_up"));
    assert!(has("Visits were made without a write up.", "not_written_up"));
}

#[test]
fn a_standard_that_is_only_stated_counts_for_nothing() {
    assert!(counts("The standard for supervision is every six weeks.").is_empty());
}

#[test]
fn praise_counts_as_a_strength_of_its_subject() {
    for (text, theme) in [
        ("Supervision is regular and reflective.", "supervised_well"),
        ("Visits on time every month.", "visits_on_time"),
        ("Recording is up to date.", "recorded_well"),
        ("The plan is clear.", "clear_plan"),
        ("Consent is recorded.", "consent_recorded"),
        ("Chronology is up to date.", "assessment_current"),
    ] {
        assert!(has(text, theme), "{text}: {:?}", counts(text));
    }
    assert!(!has("Recording is not up to date.", "recorded_well"));
}

#[test]
fn a_very_long_text_is_read_to_its_end() {
    let ends = format!("{}Core group not written up.", "Home visit made. ".repeat(5_000));
    let hits = Matcher::new(Arc::clone(&BOOK)).hits(&ends);
    let hit = hits.iter().find(|hit| hit.theme == "not_written_up").expect("a hit");
    assert!(hit.start > ends.len() - "Core group not written up.".len(), "at {}", hit.start);
    assert!(ends[hit.start..hit.end].ends_with("written up"));
    let twice = format!("Core group not written up. {ends}");
    assert_eq!(counts(&twice), ["not_written_up"], "a rule counts once a text");
}
