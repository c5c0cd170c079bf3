//! Widths, lines and places of texts. Nothing is drawn.

use super::letters::widths::WIDTHS;
use super::*;

#[test]
fn the_tables_are_in_the_order_that_letters_are_looked_for() {
    assert!(WIDTHS.windows(2).all(|pair| pair[0].0 < pair[1].0));
}

#[test]
fn a_text_is_as_wide_as_in_the_wider_font() {
    // DejaVu Sans: S 635, e 616, p 635, space 318, four figures of 637, at 12 units.
    let expected = 12.0 * f64::from(635 + 616 + 635 + 318 + 4 * 637) / 1000.0;
    assert!((width("Sep 2026", "axis") - expected).abs() < 0.06, "{}", width("Sep 2026", "axis"));
    assert!(width("Sep 2026", "strong") > expected);
    assert!(width("Sep 2026", "small") < expected);
}

#[test]
fn a_long_name_is_broken_between_words_and_loses_nothing() {
    let name = "Children with Disabilities and Complex Needs";
    let found = lines(name, "strong", 120.0);
    assert!(found.len() > 1 && found.iter().all(|line| width(line, "strong") <= 120.0));
    assert_eq!(found.join(" "), name);
    let word = "Llanfairpwllgwyngyllgogerychwyrndrobwll";
    let found = lines(word, "strong", 80.0);
    assert!(found.iter().all(|line| width(line, "strong") <= 80.0));
    assert_eq!(found.concat(), word);
}

#[test]
fn lines_that_would_touch_are_moved_apart_and_stay_inside() {
    let places = apart(&[(10.0, 1), (11.0, 2), (60.0, 1)], 0.0, 60.0);
    assert_eq!(places, [10.0, 24.5, 60.0]);
    let places = apart(&[(58.0, 1), (59.0, 1), (60.0, 1)], 0.0, 60.0);
    assert_eq!(places, [31.0, 45.5, 60.0]);
}
