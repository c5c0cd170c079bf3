//! Short forms of first names, both ways: who is listed as William can be written of as Billy, and
//! who is listed as Billy as William. Written for this program; short forms that fit several names
//! are with each.

/// Returns the other forms of a folded first name.
pub(super) fn others(folded: &str) -> impl Iterator<Item = &'static str> {
    let folded = folded.to_owned();
    GROUPS
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<&str>>())
        .filter(move |group| group.contains(&folded.as_str()))
        .flatten()
}

/// Names that are forms of each other, a group a line, lower case.
const GROUPS: &str = include_str!("nicknames.txt");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_go_both_ways() {
        assert!(others("william").any(|name| name == "billy"));
        assert!(others("billy").any(|name| name == "william"));
        assert_eq!(others("turner").count(), 0);
    }

    #[test]
    fn every_line_is_folded() {
        let words = GROUPS.split_whitespace();
        for word in words {
            assert_eq!(word, crate::token::fold(word));
        }
    }
}
