//! Tables of actions: one row an action, its due dates side by side in the order they were set.

use assay_model::action::{Action, ActionSource, Done, DueDate, Verified};
use assay_model::alike::folded;
use assay_model::{CaseId, Date, DrawId};
use assay_tables::Limits;

use crate::collect::collect;
use crate::keyed::{Keyed, Part};
use crate::line::Line;
use crate::outside::needed_text;
use crate::problems::{Oddity, Problems};
use crate::{ColumnMap, IntakeError, Outcome, Source};

/// Reads actions. An action without an id of its own is `<file>:<row>`.
///
/// # Errors
/// When a file cannot be read or has no column that says what is to be done.
pub fn read_actions(
    sources: Vec<Source>,
    map: &ColumnMap,
    limits: &Limits,
) -> Result<Outcome<Action>, IntakeError> {
    let mut seen = Keyed::new("action", bare);
    let mut outcome = collect(sources, map, &["what"], limits, &mut |line, problems| {
        let action = action(line, problems)?;
        if !line.is_blank("action_id") {
            let id = action.id.clone();
            return seen.take(&[Part::Text(&id)], action, (line, "action_id"), problems);
        }
        let (draw, case, what, owner, due) = action_key(&action);
        let due = due.map(|due| due.to_string()).unwrap_or_default();
        let key = [
            Part::Exact(draw.as_ref().map_or("", DrawId::as_str)),
            Part::Exact(case.as_ref().map_or("", CaseId::as_str)),
            Part::Text(&what),
            Part::Text(&owner),
            Part::Exact(&due),
        ];
        seen.take(&key, action, (line, "what"), problems)
    })?;
    seen.drop_refused(&mut outcome.records);
    Ok(outcome)
}

/// Returns an action as its rows are compared; one without an id of its own has that of its row.
fn bare(action: &Action) -> Action {
    Action {
        id: String::new(),
        what: folded(&action.what),
        owner: folded(&action.owner),
        ..action.clone()
    }
}

/// By what an action without an id of its own is known: the audit's draw, case, what, owner, and the day it was
/// first due.
pub type ActionKey = (Option<DrawId>, Option<CaseId>, String, String, Option<Date>);

/// Returns by what an action without an id of its own is known.
#[must_use]
pub fn action_key(action: &Action) -> ActionKey {
    let due = action.due.first().map(|due| due.due);
    (action.draw.clone(), action.case.clone(), folded(&action.what), folded(&action.owner), due)
}

fn action(line: &Line<'_>, problems: &mut Problems) -> Option<Action> {
    let what = needed_text(line, "what", problems)?;
    let case = if line.is_blank("case_id") {
        None
    } else {
        Some(line.compared_id("case_id", "cases", problems)?)
    };
    let own = line.text("action_id", problems);
    let source_text = line.text("source", problems);
    let source = ActionSource::parse(&source_text).unwrap_or_else(|| {
        if !source_text.is_empty() {
            let expected = "audit, supervision, moderation or inspection";
            line.note("source", Oddity::new(expected, "it was read as audit"), problems);
        }
        ActionSource::Audit
    });
    let done = line.date("done_on", problems).map(|on| Done {
        on,
        evidence: line.prose("evidence", problems),
        login: line.text("done_by", problems),
    });
    let opened_on = line.date("opened_on", problems);
    report_order(line, opened_on, done.as_ref().map(|done| done.on), problems);
    let verifier = line.text("verified_by", problems);
    let verified_on = line.date("verified_on", problems).or(done.as_ref().map(|done| done.on));
    let verified = match (verifier.is_empty(), verified_on, &done) {
        (true, ..) => None,
        (false, Some(on), Some(done)) if done.login != verifier => {
            Some(Verified { on, login: verifier, second: None })
        }
        _ => {
            let expected = "someone else than who did it, once it is done";
            line.note(
                "verified_by",
                Oddity::new(expected, "the verification was left out"),
                problems,
            );
            None
        }
    };
    let reason = line.text("reason", problems);
    Some(Action {
        id: if own.is_empty() { line.own_name() } else { own },
        source,
        case,
        draw: DrawId::parse(&line.text("draw_id", problems)).ok(),
        what,
        owner: line.text("owner", problems),
        opened_on,
        due: due_dates(line, problems),
        done,
        verified,
        not_done: (!reason.is_empty()).then_some(reason),
        challenged: line.yes_no("challenged", problems),
    })
}

/// Reports an action that was done before it was opened, and dates that are still to come.
fn report_order(
    line: &Line<'_>,
    opened_on: Option<Date>,
    done_on: Option<Date>,
    problems: &mut Problems,
) {
    if let Some((opened, _)) = opened_on.zip(done_on).filter(|(opened, done)| done < opened) {
        let hint = "the action is in no figure of what was done in time: correct the dates in the source and import it again";
        line.note("done_on", Oddity::new(format!("a date from {opened} on"), hint), problems);
    }
    line.report_to_come("opened_on", opened_on, problems);
    line.report_to_come("done_on", done_on, problems);
}

/// Reads `due`, `due_2`, `due_3`…: every date the action was given.
fn due_dates(line: &Line<'_>, problems: &mut Problems) -> Vec<DueDate> {
    let fields = (1..=9).map(|n| if n == 1 { "due".to_owned() } else { format!("due_{n}") });
    fields
        .filter_map(|field| line.date(&field, problems))
        .map(|due| DueDate { due, set_on: None })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{map, source, told};

    #[test]
    fn an_action_that_was_done_before_it_was_opened_is_reported() {
        let content = "action_id,what,opened_on,done_on\nB1,Ring,04/05/2026,03/05/2026\nB2,Ring,04/05/2026,04/05/2026\nB3,Ring,09/06/2026,\n";
        let map = ColumnMap {
            up_to: Some("2026-06-01".parse().unwrap()),
            ..map(&["action_id", "what", "opened_on", "done_on"])
        };
        let outcome = read_actions(vec![source(content)], &map, &Limits::default()).unwrap();
        assert_eq!(
            told(&outcome.problems),
            [
                "note row 2, column \"done_on\": expected a date from 2026-05-04 on, found \"03/05/2026\"",
                "note row 4, column \"opened_on\": expected a date up to that of the table, 2026-06-01, found \"09/06/2026\"",
            ]
        );
    }

    #[test]
    fn an_action_without_an_id_that_is_there_twice_counts_once() {
        let content = "what,case_id,owner,due,done_on\n\
            Ring the school,21,Jo P,04/05/2026,\n\
            ring the  School,21,jo p,04/05/2026,\n\
            Ring the school,22,Jo P,04/05/2026,\n\
            Ring the school,21,Jo P,04/05/2026,05/05/2026\n";
        let fields = ["what", "case_id", "owner", "due", "done_on"];
        let outcome =
            read_actions(vec![source(content)], &map(&fields), &Limits::default()).unwrap();
        assert_eq!(outcome.records.len(), 1);
        assert_eq!(
            told(&outcome.problems),
            [
                "note row 3, column \"what\": expected each action once, and it is in row 2 already, found \"ring the  School\"",
                "refused row 2, column \"what\": expected each action once, and row 5 says something else of it, found \"Ring the school\"",
                "refused row 5, column \"what\": expected each action once, and row 2 says something else of it, found \"Ring the school\"",
            ]
        );
    }

    #[test]
    fn actions_come_with_every_due_date_they_were_given() {
        let fields = [
            "action_id",
            "what",
            "case_id",
            "source",
            "due",
            "due_2",
            "done_on",
            "done_by",
            "verified_by",
            "challenged",
        ];
        let content = "action_id,what,case_id,source,due,due_2,done_on,done_by,verified_by,challenged\n\
            A1,Book the review,7,audit,01/09/2026,01/10/2026,,,,yes\n\
            A2,Write it up,7,board,01/09/2026,,02/09/2026,ab,ab,\n\
            A1,Again,7,,,,,,,\n";
        let outcome =
            read_actions(vec![source(content)], &map(&fields), &Limits::default()).unwrap();
        assert_eq!(outcome.records.len(), 1);
        assert!(outcome.records[0].done.is_some() && outcome.records[0].verified.is_none());
        let whole = content.lines().take(2).collect::<Vec<_>>().join("\n");
        let read = read_actions(vec![source(&whole)], &map(&fields), &Limits::default()).unwrap();
        assert_eq!((read.records[0].moves(), read.records[0].challenged), (1, Some(true)));
        assert_eq!(
            told(&outcome.problems),
            [
                "note row 3, column \"source\": expected audit, supervision, moderation or inspection, found \"board\"",
                "note row 3, column \"verified_by\": expected someone else than who did it, once it is done, found \"ab\"",
                "refused row 2, column \"action_id\": expected each action once, and row 4 says something else of it, found \"A1\"",
                "refused row 4, column \"action_id\": expected each action once, and row 2 says something else of it, found \"A1\"",
            ]
        );
    }
}
