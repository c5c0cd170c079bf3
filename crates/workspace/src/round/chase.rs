//! Who has to be reminded of what. The words to send are those of `pack`.

use std::collections::BTreeMap;

use assay_model::Date;
use assay_model::people::Auditor;
use assay_pack::reminder::{Owing, letter};
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
    let cases: Vec<String> = owed.iter().map(OwedRead::words).collect();
    let whom = if name.is_empty() { auditor } else { &name };
    let whom = (!auditor.is_empty()).then_some(whom);
    let words = letter(&Owing { whom, draw: &round.draw, cases: &cases, due, days_over });
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
