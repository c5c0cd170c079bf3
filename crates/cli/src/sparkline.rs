//! A series in one line of text, and its direction in words: never colour, and never the line alone.

const STEPS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Returns one mark a value, lowest to highest of the series; a gap is a dot.
pub(crate) fn sparkline(values: &[Option<f64>]) -> String {
    let known = || values.iter().flatten().copied();
    let (low, high) = known().fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(v), h.max(v)));
    let mark = |value: f64| {
        let share = if high > low { (value - low) / (high - low) } else { 0.5 };
        STEPS[((share * 8.0) as usize).min(7)]
    };
    values.iter().map(|value| value.map_or('·', mark)).collect()
}

/// Returns an arrow and the word for it: `↑ up`, `↓ down`, `→ no change`.
pub(crate) fn arrow(words: &str) -> String {
    let mark = match words.split(' ').next() {
        Some("up") => '↑',
        Some("down") => '↓',
        _ => '→',
    };
    format!("{mark} {words}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_is_a_dot_and_a_flat_line_is_in_the_middle() {
        assert_eq!(sparkline(&[Some(1.0), None, Some(2.0), Some(3.0)]), "▁·▅█");
        assert_eq!(sparkline(&[Some(2.0), Some(2.0)]), "▅▅");
        assert_eq!(sparkline(&[]), "");
        assert_eq!(arrow("down 0.7"), "↓ down 0.7");
    }
}
