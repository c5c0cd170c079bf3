//! How much room a text takes in a drawing: its lines, and labels kept apart. It knows no drawing.

mod letters;
#[cfg(test)]
mod tests;

pub(crate) use letters::{ASCENT, DESCENT, size, width};

/// From one base line to the next where lines are not to touch.
pub(crate) const LINE: f64 = 14.5;

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
