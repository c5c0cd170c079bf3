//! What each kind of event needs, as text for people: help, README and the comments of `maps.yaml` print
//! it, so that none of them says something else.

use std::fmt::Write as _;

use super::kind::{CaseColumn, EventSpec, Need};

/// Returns the words of all kinds, e.g. for a message.
#[must_use]
pub fn words() -> String {
    EventSpec::all().iter().map(|spec| spec.word).collect::<Vec<_>>().join(", ")
}

/// Returns the columns of a kind, the needed ones first.
#[must_use]
pub fn columns(spec: &EventSpec) -> String {
    let mut names = spec.needed();
    names.extend(spec.fields.iter().filter(|f| f.need != Need::Always).map(|field| field.name));
    names.join(", ")
}

/// Returns what every kind needs: a line for each kind and one for each of its fields.
#[must_use]
pub fn guide() -> String {
    EventSpec::all().iter().map(of_kind).collect::<Vec<_>>().join("\n")
}

fn of_kind(spec: &EventSpec) -> String {
    let mut text = format!("{}: {}\n", spec.word, spec.about);
    if spec.case == CaseColumn::Needed {
        let _ = writeln!(text, "  {:18}the case; needed", "case_id");
    }
    let _ = writeln!(text, "  {:18}{}; needed", "date", spec.date);
    for field in spec.fields {
        let holds = field.holds.words();
        let _ = match field.need {
            Need::Always => writeln!(text, "  {:18}{holds}; needed", field.name),
            _ => writeln!(text, "  {:18}{holds}; without it {}", field.name, field.without),
        };
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_kind_has_its_lines_and_no_field_twice() {
        let guide = guide();
        for spec in EventSpec::all() {
            assert!(guide.contains(&format!("{}: {}\n", spec.word, spec.about)));
            let names: BTreeSet<&str> = spec.fields.iter().map(|field| field.name).collect();
            assert_eq!(names.len(), spec.fields.len(), "{}", spec.word);
            let keys = spec.key.iter().flat_map(|part| part.iter());
            assert!(keys.into_iter().all(|name| names.contains(name)), "{}", spec.word);
        }
        assert!(guide.lines().all(|line| line.len() <= 120), "{guide}");
        assert_eq!(
            columns(EventSpec::of("plans").unwrap()),
            "case_id, date, plan_type, end_date, team"
        );
    }
}
