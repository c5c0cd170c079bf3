//! The letter that reminds somebody of the audits they still have. Who owes what, the caller knows.

use assay_model::{Date, DrawId, print};

/// What somebody is reminded of.
#[derive(Debug, Clone, Copy)]
pub struct Owing<'a> {
    /// Who: the name, else the login; none where nobody was assigned.
    pub whom: Option<&'a str>,
    /// The round.
    pub draw: &'a DrawId,
    /// The cases in words.
    pub cases: &'a [String],
    /// The day the audits are due.
    pub due: Date,
    /// Days past that day; 0 while there is time.
    pub days_over: i64,
}

/// Returns the words to send; where nobody was assigned, what is to be done.
#[must_use]
pub fn letter(owing: &Owing<'_>) -> String {
    let Owing { draw, cases, .. } = owing;
    let (audits, are) = if cases.len() == 1 { ("audit", "is") } else { ("audits", "are") };
    let (count, named) = (cases.len(), cases.join(", "));
    let Some(whom) = owing.whom else {
        return format!("Nobody is assigned to {count} {audits} of {draw}: {named}. Assign them.");
    };
    let day = print::date(owing.due);
    let when = match owing.days_over {
        0 => format!("They are due on {day}."),
        1 => format!("They were due on {day}, yesterday."),
        n => format!("They were due on {day}, {n} days ago."),
    };
    format!(
        "Dear {whom}, {count} {audits} of the round {draw} {are} still with you. {when} Cases: {named}. A part-filled form is welcome; if a file cannot be audited, say so now, so that a reserve can step in."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_says_what_is_owed_and_since_when() {
        let draw = DrawId::parse("2026-09-monthly").unwrap();
        let cases = ["12".to_owned(), "7 (second read)".to_owned()];
        let due = "2026-09-22".parse().unwrap();
        let owing = Owing { whom: Some("Ann"), draw: &draw, cases: &cases, due, days_over: 9 };
        let text = letter(&owing);
        assert!(
            text.starts_with(
                "Dear Ann, 2 audits of the round 2026-09-monthly are still with you. They were due on 22 September 2026, 9 days ago. Cases: 12, 7 (second read). "
            ),
            "{text}"
        );
        let text = letter(&Owing { whom: None, cases: &cases[..1], ..owing });
        assert_eq!(text, "Nobody is assigned to 1 audit of 2026-09-monthly: 12. Assign them.");
    }
}
