//! Takes forms back: a return lands only on its own draw, and only on a case that is still in it.

use assay_intake::form::{FormReturn, read_form};
use assay_intake::{IntakeError, Outcome, Source};
use assay_model::{AuditReturn, Level, Problem};
use assay_store::DrawRole;
use assay_tables::Limits;

use super::out::digest;
use crate::{Result, Workspace};

/// Reads forms and checks each return against the draw it names.
///
/// # Errors
/// The outer error when the store cannot be read; the inner one when a file cannot.
pub(crate) fn read_forms(
    workspace: &Workspace,
    sources: Vec<Source>,
    limits: &Limits,
) -> Result<std::result::Result<Outcome<AuditReturn>, IntakeError>> {
    let mut all = Outcome::default();
    for source in sources {
        let outcome = match read_form(source, limits) {
            Ok(outcome) => outcome,
            Err(fault) => return Ok(Err(fault)),
        };
        all.read += outcome.read;
        all.said.extend(outcome.said);
        all.problems.extend(outcome.problems);
        for found in outcome.records {
            match fault(workspace, &found)? {
                Some(problem) => all.problems.push(problem),
                None => all.records.push(found.audit),
            }
        }
    }
    let today = workspace.session.as_at();
    for audit in &mut all.records {
        audit.received_on = Some(today);
    }
    Ok(Ok(all))
}

/// Returns why a return is refused, if it is.
fn fault(workspace: &Workspace, found: &FormReturn) -> Result<Option<Problem>> {
    let refused = |found_words: String, expected: &str, hint: &str| {
        Some(Problem {
            level: Level::Refused,
            place: found.place.clone(),
            found: found_words,
            expected: expected.to_owned(),
            hint: hint.to_owned(),
        })
    };
    let Some(draw) = &found.audit.draw else { return Ok(None) };
    let Some(record) = workspace.store.draw(draw)? else {
        let hint = "import the form into the workspace it was made in";
        return Ok(refused(
            format!("a form for draw {draw}"),
            "a form for a draw of this workspace",
            hint,
        ));
    };
    if digest(&record)? != found.digest {
        let hint = "the form was made for another list, perhaps another council's";
        return Ok(refused(
            format!("a form for another list under the name {draw}"),
            "a form for this draw",
            hint,
        ));
    }
    let case = &found.audit.case;
    let standing = workspace.store.draw_cases(draw)?.into_iter().find(|known| known.case == *case);
    Ok(match standing.map(|known| known.role) {
        None => {
            refused(format!("case {case}"), "a case of this draw", "the case was never selected")
        }
        Some(DrawRole::Replaced) => {
            let hint = "another case stands in for it: audit that one";
            refused(
                format!("case {case}, which was replaced"),
                "a case that is still in the draw",
                hint,
            )
        }
        Some(_) => None,
    })
}
