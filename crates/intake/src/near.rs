//! The known word that an unknown one is near to: a slip of the keyboard, or another system's name for it.

use assay_tables::fold_header as fold;

/// Words less alike than this are not named.
const ALIKE: f64 = 0.82;

/// Returns the word that is most like it, or none where none is near.
pub(crate) fn of<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let wanted = fold(word);
    known
        .into_iter()
        .map(|other| (strsim::jaro_winkler(&wanted, &fold(other)), other))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, other)| other)
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn a_slip_is_near_and_another_word_is_not() {
        let kinds = ["visits", "missing", "meetings", "supervision"];
        assert_eq!(of("vists", kinds), Some("visits"));
        assert_eq!(of("Meeting", kinds), Some("meetings"));
        assert_eq!(of("supervisions", kinds), Some("supervision"));
        assert_eq!(of("dentists", kinds), None);
        assert_eq!(of("Person No", ["Case ID", "Person ID", "ID"]), Some("Person ID"));
    }
}
