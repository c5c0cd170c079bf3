//! Where the domains of a return are in a table: in a column of their own, or next to one another as
//! `Supervision score`, `Supervision comment`.

use assay_tables::fold_header as fold;

use crate::line::Columns;
use crate::map::{ColumnMap, DomainColumns};

/// What a column says of its domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Score,
    Judgement,
    Comment,
    NotApplicable,
}

/// Returns the domains of a wide table: those of the map, else those its headers name.
pub(super) fn wide_domains(columns: &Columns, map: &ColumnMap) -> Vec<DomainColumns> {
    if !map.domains.is_empty() {
        return map.domains.clone();
    }
    let mut domains: Vec<DomainColumns> = Vec::new();
    for at in &columns.rest {
        let header = &columns.headers[*at];
        let Some((domain, part)) = split(header) else { continue };
        let known = domains.iter().position(|known| fold(&known.domain) == fold(&domain));
        let place = known.unwrap_or_else(|| {
            domains.push(DomainColumns { domain, ..DomainColumns::default() });
            domains.len() - 1
        });
        let slot = match part {
            Part::Score => &mut domains[place].score,
            Part::Judgement => &mut domains[place].judgement,
            Part::Comment => &mut domains[place].comment,
            Part::NotApplicable => &mut domains[place].not_applicable,
        };
        slot.get_or_insert_with(|| header.clone());
    }
    domains
}

/// Splits `Supervision - score` into its domain and what the column says of it.
fn split(header: &str) -> Option<(String, Part)> {
    const TRIM: [char; 8] = [' ', '-', ':', '–', '(', ')', '_', '.'];
    let word_part = |word: &str| match fold(word).as_str() {
        "score" | "scores" | "mark" => Some(Part::Score),
        "judgement" | "judgment" | "grade" | "rating" => Some(Part::Judgement),
        "comment" | "comments" | "narrative" | "evidence" | "analysis" => Some(Part::Comment),
        "n a" | "na" => Some(Part::NotApplicable),
        _ => None,
    };
    let bare = header.trim_end_matches(TRIM);
    let gap = bare.rfind(TRIM)?;
    let (before, last) = (bare[..gap].trim_matches(TRIM), bare[gap..].trim_matches(TRIM));
    if let (Some(part), false) = (word_part(last), before.is_empty()) {
        return Some((before.to_owned(), part));
    }
    let gap = bare.find([':', '-', ' '])?;
    let (first, after) = (bare[..gap].trim_matches(TRIM), bare[gap..].trim_matches(TRIM));
    match (word_part(first), after.is_empty()) {
        (Some(part), false) => Some((after.to_owned(), part)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_headers_tell_their_domains() {
        for (header, expected) in [
            ("Supervision score", Some(("Supervision", Part::Score))),
            ("Voice of the child - Comments", Some(("Voice of the child", Part::Comment))),
            ("Planning (grade)", Some(("Planning", Part::Judgement))),
            ("supervision_score", Some(("supervision", Part::Score))),
            ("Score: Planning and review", Some(("Planning and review", Part::Score))),
            ("Start time", None),
            ("score", None),
        ] {
            let got = split(header);
            assert_eq!(got.as_ref().map(|(d, p)| (d.as_str(), *p)), expected, "{header}");
        }
    }
}
