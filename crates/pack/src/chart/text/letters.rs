//! How wide and how high texts are, by the letters of Liberation Sans (as wide as Arial) and DejaVu Sans, the wider of the
//! two, so that what fits here fits whichever of them a reader has. It breaks no line; tests take this file as it is.

#[path = "widths.rs"]
pub(super) mod widths;

use widths::WIDTHS;

/// How far letters reach above their base line, as a part of their size (DejaVu Sans, the taller of the two).
pub(crate) const ASCENT: f64 = 0.93;
/// How far letters reach below their base line, as a part of their size.
pub(crate) const DESCENT: f64 = 0.24;
/// The width of a letter that is in none of the tables, as a part of its size.
const UNKNOWN: f64 = 1.1;

/// Returns the size of a text of a class, in units of the drawing, as the style sheet has it.
#[must_use]
pub(crate) fn size(class: &str) -> f64 {
    if class == "small" { 11.0 } else { 12.0 }
}

/// Returns the width of a text of a class, in units of the drawing.
#[must_use]
pub(crate) fn width(text: &str, class: &str) -> f64 {
    let bold = usize::from(is_bold(class));
    let (mut arial, mut dejavu) = (0.0, 0.0);
    for letter in text.chars() {
        let known = WIDTHS.binary_search_by_key(&letter, |known| known.0).ok();
        let widths = known.map(|at| WIDTHS[at].1.map(|width| f64::from(width) / 1000.0));
        arial += widths.map_or(UNKNOWN, |widths| widths[bold]);
        dejavu += widths.map_or(UNKNOWN, |widths| widths[2 + bold]);
    }
    size(class) * f64::max(arial, dejavu)
}

/// Tells whether texts of a class are bold.
fn is_bold(class: &str) -> bool {
    matches!(class, "strong" | "on0" | "on1" | "on2" | "on3" | "t0" | "t1" | "t2" | "t3")
}
