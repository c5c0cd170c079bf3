//! Tests of `ods_shown.rs`.

use super::says_more;

#[test]
fn leading_zeros_letters_before_and_dashes_say_more_than_a_number() {
    for (text, number) in [
        ("000742", 742.0),
        ("K0742", 742.0),
        ("012-345", 12_345.0),
        ("REF 7", 7.0),
        ("0012A", 12.0),
        ("1234A", 1234.0),
        ("0012 A", 12.0),
        ("35%", 35.0),
    ] {
        assert!(says_more(text, number), "{text}");
    }
    for (text, number) in [
        ("742", 742.0),
        ("1,200", 1200.0),
        ("1 200", 1200.0),
        ("12 days", 12.0),
        ("\u{a3}12", 12.0),
        ("0.50", 0.5),
        ("1.04E+06", 1_040_000.0),
        ("-7", -7.0),
        ("0", 0.0),
    ] {
        assert!(!says_more(text, number), "{text}");
    }
}
