//! Tests of `column.rs`.

use super::*;
use assay_model::CaseId;

fn case(fields: &[(&str, &str)]) -> CaseRecord {
    CaseRecord {
        id: CaseId::parse("1").unwrap(),
        closed_on: None,
        restricted: false,
        fields: fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
    }
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn ages_and_months_are_whole_at_the_as_at_date() {
    let check = |name: &str, fields: &[(&str, &str)], expected: &str| {
        let value = Column::named(name).value(&case(fields), day("2026-09-30")).unwrap();
        assert_eq!(value, expected, "{fields:?}");
    };
    check("age", &[("born_on", "2016-09-30")], "10");
    check("age", &[("born_on", "2016-10-01")], "9");
    check("age", &[("born_on", "2026-12-01")], "-1");
    check("age", &[("age", "4"), ("born_on", "2016-10-01")], "4");
    check("months_open", &[("start_date", "2026-08-31")], "0");
    check("months_open", &[("start_date", "2026-08-30")], "1");
    check("days_since_seen", &[("last_seen", "2026-09-01")], "29");
    check("months_open", &[], "(blank)");
    check("team", &[("team", " CIN\u{a0} 2")], "CIN 2");
}

#[test]
fn bands_need_numbers() {
    let banded = Column { bands: vec![5, 10], ..Column::named("age") };
    assert_eq!(banded.value(&case(&[("age", "7")]), day("2026-01-01")).unwrap(), "5 to 9");
    assert_eq!(banded.value(&case(&[]), day("2026-01-01")).unwrap(), "(blank)");
    assert_eq!(
        banded.value(&case(&[("age", "seven")]), day("2026-01-01")),
        Err(ColumnFault::NotANumber)
    );
}

#[test]
fn conditions_say_what_they_say() {
    let holds = |test: Test, value: &str| {
        Condition { column: Column::named("x"), test }
            .holds(&case(&[("x", value)]), day("2026-09-30"))
    };
    let words = |list: &[&str]| list.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
    assert!(holds(Test::Is(words(&["NFA", "none"])), " nfa "));
    assert!(!holds(Test::Not(words(&["NFA"])), "nfa"));
    assert!(holds(Test::Is(words(&["CIN 2"])), "C.I.N.\u{a0} 2"));
    assert!(!holds(Test::Is(words(&["CIN 1-2"])), "CIN 12"));
    assert!(holds(Test::Has(words(&["7"])), "6 7"));
    assert!(!holds(Test::Has(words(&["7"])), "6 17"));
    assert!(holds(Test::AtLeast(3), "3") && !holds(Test::AtMost(3), "4"));
    assert!(!holds(Test::AtLeast(3), "three"));
    assert!(holds(Test::WithinDays(30), "2026-08-31"));
    assert!(!holds(Test::WithinDays(30), "2026-08-30"));
    assert!(!holds(Test::WithinDays(30), "2026-10-01"));
    assert!(holds(Test::Blank, " ") && holds(Test::Given, "x"));
}
