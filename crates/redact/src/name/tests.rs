//! Names in sentences, as they are written and as they are not.

use super::*;
use crate::{Options, Pseudonyms, Redactor, Unlisted};

fn check(names: &[(&str, Role)], text: &str, expected: &str) {
    let people =
        names.iter().map(|(name, role)| Person { name: (*name).to_owned(), role: *role }).collect();
    let options = Options { unlisted: Unlisted::Keep, ..Options::default() };
    let redactor = Redactor::new(&options).unwrap();
    let names = Names::new(people);
    let redacted = redactor.redact(text, &[&names], &mut Pseudonyms::new());
    assert_eq!(redacted.text, expected, "{text}");
    assert_eq!(redactor.leaks(&redacted.text, &[&names]), [], "{text}");
}

#[test]
fn listed_names_are_found_in_every_form() {
    let mia = [("Mia Turner", Role::Child)];
    check(&mia, "Mia Turner was seen", "[child A] was seen");
    check(&mia, "Turner, Mia", "[child A], [child A]");
    check(&mia, "mia's bedroom", "[child A]'s bedroom");
    check(&mia, "MIA’S views", "[child A]’S views");
    check(&mia, "M.T. and MT agreed", "[child A] and [child A] agreed");
    check(&mia, "Turnner did not attend", "[child A] did not attend");
    check(&mia, "the Turners moved", "the [child A] moved");
    check(&[("Zoë O’Brien", Role::Child)], "Zoe O'Brien left", "[child A] left");
    check(&[("Anne-Marie Al-Hassan", Role::Family)], "Anne-Marie Al-Hassan", "[family member A]");
}

#[test]
fn names_that_are_words_count_only_as_names() {
    let grace = [("Grace Young", Role::Child)];
    check(&grace, "Grace was seen alone", "[child A] was seen alone");
    check(&grace, "Young people are grace itself", "Young people are grace itself");
    check(&grace, "A visit to Grace took place", "A visit to [child A] took place");
    check(&grace, "Grace Young", "[child A]");
    check(&[("Will Cook", Role::Worker)], "Will need to cook", "Will need to cook");
}

#[test]
fn words_near_a_name_stay() {
    check(&[("Marie Carter", Role::Child)], "The career plan", "The career plan");
    check(&[("Sophie Khan", Role::Child)], "Social work", "Social work");
}
