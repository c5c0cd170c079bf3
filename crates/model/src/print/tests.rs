//! Tests of `print.rs`.

use super::*;

#[test]
fn a_first_letter_is_made_large_or_small_and_an_abbreviation_stays() {
    assert_eq!((capital("élan"), capital("")), ("Élan".to_owned(), String::new()));
    assert_eq!(lower_first("Minutes sent"), "minutes sent");
    assert_eq!(lower_first("CIN 2"), "CIN 2");
}

#[test]
fn numbers_read_as_people_write_them() {
    assert_eq!(count(0), "0");
    assert_eq!(count(999), "999");
    assert_eq!(count(1_234_567), "1,234,567");
    assert_eq!(decimal(-0.04, 1), "0.0");
    assert_eq!(decimal(-0.7, 1), "−0.7");
    assert_eq!(rounded(6.666, 2).to_string(), "6.67");
    assert_eq!(signed(0.31, 1), "+0.3");
    assert_eq!(signed(-0.04, 1), "0.0");
}

#[test]
fn a_difference_that_prints_as_nothing_is_no_change() {
    assert_eq!(direction(0.04, 1), "no change");
    assert_eq!(direction(-0.04, 2), "down 0.04");
    assert_eq!(direction(3.2, 0), "up 3");
}

#[test]
fn a_share_never_rounds_to_none_or_all() {
    assert_eq!(percent(0.001), "<1%");
    assert_eq!(percent(0.0), "0%");
    assert_eq!(percent(0.999), ">99%");
    assert_eq!(percent(1.0), "100%");
    assert_eq!(share(199, 200), ">99% (199 of 200)");
    assert_eq!(share(1, 201), "<1% (1 of 201)");
    assert_eq!(share(66, 104), "63% (66 of 104)");
    assert_eq!(estimated_share(Some(0.9), 20, 40), "90% (20 of 40 audited)");
    assert_eq!(estimated_share(Some(0.501), 20, 40), "50% (20 of 40)");
    assert_eq!(estimated_share(Some(0.9), 2, 4), "2 of 4");
    assert_eq!(estimated_short(Some(0.9), 20, 40), "90%");
    assert_eq!(estimated_short(Some(0.9), 2, 4), "2 of 4");
    assert_eq!(estimated_short(None, 0, 0), "–");
    assert_eq!(share_short(0, 0), "–");
    assert_eq!(percent_range(0.544, 0.721), "54 to 72%");
    assert_eq!(percent_range(0.041, 0.052), "4.1 to 5.2%");
}

#[test]
fn a_base_under_ten_prints_no_percentage() {
    assert_eq!(share(3, 9), "3 of 9");
    assert_eq!(share(0, 0), "0 of 0");
    assert_eq!(share_short(3, 9), "3 of 9");
    assert_eq!(share_of_parts(6.5, 9.5), "6.5 of 9.5");
    assert_eq!(share_of_parts(6.5, 10.5), "62% (6.5 of 10.5)");
    assert_eq!(share_of_parts(66.0, 104.0), "63% (66 of 104)");
}

#[test]
fn dates_and_months_are_written_out() {
    let day = jiff::civil::date(2026, 9, 3);
    assert_eq!(date(day), "3 September 2026");
    assert_eq!(month_short(Month::of(day)), "Sep 2026");
}
