//! How much room a text takes in a drawing, by the letters of Liberation Sans (as wide as Arial) and DejaVu Sans, the
//! wider of the two, so that what fits here fits whichever of them a reader has. It knows no drawing, and tests use it
//! as it is.

#[cfg(test)]
mod tests;
mod widths;

use widths::WIDTHS;

/// How far letters reach above their base line, as a part of their size (DejaVu Sans, the taller of the two).
pub(crate) const ASCENT: f64 = 0.93;
/// How far letters reach below their base line, as a part of their size.
pub(crate) const DESCENT: f64 = 0.24;
/// From one base line to the next where lines are not to touch.
pub(crate) const LINE: f64 = 14.5;
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

/// Returns a text in lines that are no wider than `room`, broken between words, and within a word only where that
/// alone is wider.
pub(crate) fn lines(text: &str, class: &str, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let joined = lines.last().map(|line| format!("{line} {word}"));
        match joined.filter(|joined| width(joined, class) <= room) {
            Some(joined) => *lines.last_mut().expect("a joined line has a first part") = joined,
            None => lines.extend(pieces(word, class, room)),
        }
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

/// Returns a word, in pieces where it is wider than the room.
fn pieces(word: &str, class: &str, room: f64) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for letter in word.chars() {
        let piece = pieces.last_mut().expect("there is always one");
        piece.push(letter);
        if width(piece, class) > room && piece.chars().count() > 1 {
            piece.pop();
            pieces.push(letter.to_string());
        }
    }
    pieces
}

/// Moves base lines apart so that texts of `rows` lines each do not touch, in the order given, between `top` and
/// `bottom` (the first and last base line); each is as near to where it was wanted as that allows.
pub(crate) fn apart(wanted: &[(f64, usize)], top: f64, bottom: f64) -> Vec<f64> {
    let mut places: Vec<f64> = Vec::with_capacity(wanted.len());
    let mut next = top;
    for (at, rows) in wanted {
        let place = at.max(next);
        places.push(place);
        next = place + LINE * *rows as f64;
    }
    let mut last = bottom;
    for (place, (_, rows)) in places.iter_mut().zip(wanted).rev() {
        *place = place.min(last - LINE * (*rows as f64 - 1.0));
        last = *place - LINE;
    }
    places
}
