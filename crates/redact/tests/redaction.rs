//! Redaction as a whole: pseudonyms, spans, patterns, and the refusal to let a leak pass.

use assay_redact::{Names, Options, Person, Pseudonyms, Redactor, Role};

fn names(list: &[(&str, Role)]) -> Names {
    Names::new(list.iter().map(|(n, r)| Person { name: (*n).into(), role: *r }).collect())
}

#[test]
fn a_person_keeps_a_pseudonym_within_a_pack_and_a_case() {
    let redactor = Redactor::new(&Options::default()).unwrap();
    let list = names(&[("Mia Turner", Role::Child), ("Leah Okafor", Role::Worker)]);
    let mut pseudonyms = Pseudonyms::new();
    pseudonyms.set_scope("case 1");
    let first = redactor.redact("Leah saw Mia. Mia was well.", &[&list], &mut pseudonyms);
    assert_eq!(first.text, "[worker A] saw [child A]. [child A] was well.");
    let again = redactor.redact("Ms Okafor rang.", &[&list], &mut pseudonyms);
    assert_eq!(again.text, "Ms [worker A] rang.");
    pseudonyms.set_scope("case 2");
    let other =
        redactor.redact("Mia moved.", &[&names(&[("Mia Jones", Role::Child)])], &mut pseudonyms);
    assert_eq!(other.text, "[child B] moved.");
}

#[test]
fn spans_follow_the_words_they_mark() {
    let redactor = Redactor::new(&Options::default()).unwrap();
    let list = names(&[("Mia Turner", Role::Child)]);
    let text = "Visit to Mia Turner (01/02/2015) was not written up.";
    let redacted = redactor.redact(text, &[&list], &mut Pseudonyms::new());
    assert_eq!(redacted.text, "Visit to [child A] ([date of birth]) was not written up.");
    let marked = text.find("not written up").unwrap();
    let moved = redacted.map(marked..marked + "not written up".len());
    assert_eq!(&redacted.text[moved], "not written up");
    let touching = text.find("Turner").unwrap();
    let moved = redacted.map(touching..touching + 3);
    assert_eq!(&redacted.text[moved], "[child A]");
}

#[test]
fn patterns_are_replaced_by_what_they_are() {
    let redactor = Redactor::new(&Options::default()).unwrap();
    let check = |text: &str, expected: &str| {
        let redacted = redactor.redact(text, &[], &mut Pseudonyms::new());
        assert_eq!(redacted.text, expected);
        assert!(redactor.leaks(&redacted.text, &[]).is_empty(), "{}", redacted.text);
    };
    check("NHS 943 476 5919 on file", "NHS [NHS number] on file");
    check("seen QQ123456C noted", "seen QQ123456C noted");
    check("NI no AB 12 34 56 C noted", "NI no [NI number] noted");
    check("lives at 12 Acacia Avenue, NR1 4ZZ", "lives at [address], [postcode]");
    check("call 07700 900123 or a.b@c.gov.uk", "call [phone number] or [email address]");
    check("dob 1/2/2015; seen 3/4/2026", "dob [date of birth]; seen 3/4/2026");
}

#[test]
fn people_on_no_list_are_redacted_as_weak() {
    let redactor = Redactor::new(&Options::default()).unwrap();
    let found = redactor.find("Her friend Jade and cousin Aisha Rahman stayed with Mrs Okoro", &[]);
    let words: Vec<bool> = found.iter().map(|f| f.weak).collect();
    assert_eq!(words, [true, true], "{found:?}");
}

#[test]
fn a_text_that_still_names_someone_is_a_leak() {
    let redactor = Redactor::new(&Options::default()).unwrap();
    let list = names(&[("Mia Turner", Role::Child)]);
    assert_eq!(redactor.leaks("[child A] and Turner", &[&list]).len(), 1);
    assert_eq!(redactor.leaks("[child A] at NR1 4ZZ", &[&list]).len(), 1);
    assert!(redactor.leaks("[child A] was seen", &[&list]).is_empty());
}

#[test]
fn a_bad_pattern_of_local_ids_is_named() {
    let options = Options { id_patterns: vec!["QX[0-9".into()], ..Options::default() };
    let error = Redactor::new(&options).unwrap_err();
    assert_eq!(error.to_string(), "the pattern of local ids \"QX[0-9\" is not well formed");
}
