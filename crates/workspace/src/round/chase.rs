//! Who has to be reminded of what, with words to send.

use std::collections::BTreeMap;

use assay_model::Date;
use assay_model::people::Auditor;
use assay_views::round::{OwedRead, Reminder, RoundStatus};

use super::status::status;
use crate::desk::error::Result;
use crate::desk::reader::Reader;

/// Returns what is owed of one round, or of all that are not closed; the longest overdue first.
///
/// # Errors
/// When there is no such draw, or the store cannot be read.
pub fn chase(workspace: &Reader, draw: Option<&str>) -> Result<Vec<Reminder>> {
    let as_at = workspace.session.as_at();
    let people = workspace.store.all::<Auditor>()?;
    let people: BTreeMap<&str, &Auditor> = people.iter().map(|a| (a.login.as_str(), a)).collect();
    let mut reminders = Vec::new();
    for round in status(workspace, draw)? {
        if draw.is_none() && round.closed_on.is_some() {
            continue;
        }
        for line in &round.auditors {
            if !line.owed.is_empty() {
                let known = people.get(line.auditor.as_str()).copied();
                reminders.push(reminder(&round, &line.auditor, known, &line.owed, as_at));
            }
        }
    }
    reminders.sort_by(|a, b| b.days_over.cmp(&a.days_over).then_with(|| a.draw.cmp(&b.draw)));
    Ok(reminders)
}

fn reminder(
    round: &RoundStatus,
    auditor: &str,
    known: Option<&Auditor>,
    owed: &[OwedRead],
    as_at: Date,
) -> Reminder {
    let due = round.returns_due;
    let days_over = i64::from(as_at.since(due).map_or(0, |span| span.get_days())).max(0);
    let name = known.map(|known| known.name.clone()).unwrap_or_default();
    let day = assay_model::print::date(due);
    let when = match days_over {
        0 => format!("They are due on {day}."),
        1 => format!("They were due on {day}, yesterday."),
        n => format!("They were due on {day}, {n} days ago."),
    };
    let (audits, are) = if owed.len() == 1 { ("audit", "is") } else { ("audits", "are") };
    let cases: Vec<String> = owed.iter().map(OwedRead::words).collect();
    let whom = if name.is_empty() { auditor } else { &name };
    let words = if auditor.is_empty() {
        format!(
            "Nobody is assigned to {} {audits} of {}: {}. Assign them.",
            owed.len(),
            round.draw,
            cases.join(", ")
        )
    } else {
        format!(
            "Dear {whom}, {} {audits} of the round {} {are} still with you. {when} Cases: {}. A part-filled form is welcome; if a file cannot be audited, say so now, so that a reserve can step in.",
            owed.len(),
            round.draw,
            cases.join(", ")
        )
    };
    Reminder {
        draw: round.draw.clone(),
        auditor: auditor.to_owned(),
        manager: known.map(|known| known.manager.clone()).unwrap_or_default(),
        name,
        due,
        days_over,
        owed: owed.to_vec(),
        words,
    }
}
