//! Guessing which known word was meant by an unknown one.

/// Returns the known word that is nearest to what was written, if one is near enough.
#[must_use]
pub(crate) fn nearest<'a>(written: &str, known: &[&'a str]) -> Option<&'a str> {
    let written = written.to_lowercase().replace('-', "_");
    let limit = (written.chars().count() / 3).max(1);
    known
        .iter()
        .map(|word| (strsim::osa_distance(&written, &word.to_lowercase()), *word))
        .filter(|(far, _)| *far <= limit)
        .min_by_key(|(far, _)| *far)
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised_and_a_stranger_is_not() {
        let known = ["name", "minimum", "strata", "seed_source"];
        assert_eq!(nearest("nmae", &known), Some("name"));
        assert_eq!(nearest("Minimun", &known), Some("minimum"));
        assert_eq!(nearest("seed-source", &known), Some("seed_source"));
        assert_eq!(nearest("colour", &known), None);
        assert_eq!(nearest("", &known), None);
    }
}
