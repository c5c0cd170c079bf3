//! Rounds on screen.

use assay_views::round::{Closed, Reminder, RoundStatus};

use crate::args::Format;
use crate::error::CommandError;
use crate::output::{self, Table};

/// Prints the rounds, and of a single one also who owes what and who was heard.
pub(super) fn status(rounds: &[RoundStatus], format: Format) -> Result<(), CommandError> {
    let mut table = Table::new([
        "round",
        "state",
        "audit period",
        "due",
        "closes",
        "cases",
        "back",
        "owed",
        "after due",
        "after closing",
    ]);
    for round in rounds {
        let closes =
            round.closed_on.map_or(round.closes_on.to_string(), |on| format!("closed {on}"));
        table.row([
            round.draw.to_string(),
            round.state.to_owned(),
            format!("{} to {}", round.audit_period.from, round.audit_period.to),
            round.returns_due.to_string(),
            closes,
            round.wanted.to_string(),
            round.back.to_string(),
            round.owed.to_string(),
            round.overdue.to_string(),
            round.late.to_string(),
        ]);
    }
    output::table(&table, format)?;
    let ([round], Format::Table) = (rounds, format) else { return Ok(()) };
    let mut table = Table::new(["auditor", "cases", "back", "owed"]);
    for line in &round.auditors {
        let auditor =
            if line.auditor.is_empty() { "(nobody assigned)" } else { line.auditor.as_str() };
        let owed = line.owed.len().to_string();
        table.row([auditor, &line.cases.to_string(), &line.back.to_string(), &owed]);
    }
    output::line("")?;
    output::table(&table, format)?;
    let heard = &round.coverage;
    let base = heard.base;
    output::line(&format!(
        "\nof {base} first reads: the child was asked in {} (not asked: {}), the family in {} (not asked: {}); the worker took part in {} (did not: {}); the others do not say",
        heard.child_asked,
        heard.child_not_asked,
        heard.family_asked,
        heard.family_not_asked,
        heard.worker_took_part,
        heard.worker_did_not
    ))
}

/// Prints who owes what; as a table, each with words to send.
pub(super) fn chase(reminders: &[Reminder], format: Format) -> Result<(), CommandError> {
    if format == Format::Table {
        if reminders.is_empty() {
            return output::line("nothing is owed");
        }
        for found in reminders {
            let manager = if found.manager.is_empty() {
                String::new()
            } else {
                format!(" (manager: {})", found.manager)
            };
            let auditor =
                if found.auditor.is_empty() { "(nobody assigned)" } else { &found.auditor };
            output::line(&format!("{auditor}{manager}\n  {}\n", found.words))?;
        }
        return Ok(());
    }
    let mut table = Table::new([
        "draw_id",
        "auditor",
        "name",
        "manager",
        "returns_due",
        "days_over",
        "owed",
        "cases",
        "words",
    ]);
    for found in reminders {
        let cases: Vec<String> = found.owed.iter().map(|owed| owed.case_id.to_string()).collect();
        table.row([
            found.draw.to_string(),
            found.auditor.clone(),
            found.name.clone(),
            found.manager.clone(),
            found.due.to_string(),
            found.days_over.to_string(),
            found.owed.len().to_string(),
            cases.join(" "),
            found.words.clone(),
        ]);
    }
    output::table(&table, format)
}

/// Says what a closing has fixed.
pub(super) fn close(closed: &Closed, format: Format) -> Result<(), CommandError> {
    let mut table = Table::new(["round", "version", "cases", "back", "after due", "names purged"]);
    table.row([
        closed.draw.to_string(),
        closed.version.to_string(),
        closed.wanted.to_string(),
        closed.back.to_string(),
        closed.overdue.to_string(),
        closed.names_purged.to_string(),
    ]);
    output::table(&table, format)?;
    if closed.is_new {
        say!(
            "the figures are fixed as version {}; returns that come in now are late",
            closed.version
        );
    } else {
        say!("the round was closed already, and its figures have not changed since");
    }
    Ok(())
}
