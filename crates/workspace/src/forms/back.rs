//! Takes forms back: a return lands only on its own draw, and only on a case that is still in it.

use assay_intake::form::read_form;
use assay_intake::{IntakeError, Outcome, Source};
use assay_model::tool::AuditTool;
use assay_model::{AuditReturn, Level, Place, Problem};
use assay_store::DrawRole;
use assay_tables::Limits;

use crate::{Result, Workspace};

/// Reads forms and checks each return against the draw it names.
///
/// # Errors
/// The outer error when the store cannot be read; the inner one when a file cannot.
pub(crate) fn read_forms(
    workspace: &Workspace,
    sources: Vec<Source>,
    tools: &[AuditTool],
    limits: &Limits,
) -> Result<std::result::Result<Outcome<AuditReturn>, IntakeError>> {
    let mut all = Outcome::default();
    for source in sources {
        let outcome = match read_form(source, tools, limits) {
            Ok(outcome) => outcome,
            Err(fault) => return Ok(Err(fault)),
        };
        all.read += outcome.read;
        all.said.extend(outcome.said);
        all.problems.extend(outcome.problems);
        for found in outcome.records {
            if let Some(problem) =
                fault_of_draw(workspace, &found.audit, &found.digest, &found.place)?
            {
                all.problems.push(problem);
            } else {
                all.problems.extend(caps(tools, &found.audit, &found.place));
                all.records.push(found.audit);
            }
        }
    }
    let today = workspace.session.as_at();
    for audit in &mut all.records {
        audit.received_on = Some(today);
    }
    Ok(Ok(all))
}

/// Notes each rule of the audit tool that the overall judgement breaks.
fn caps(tools: &[AuditTool], audit: &AuditReturn, place: &Place) -> Vec<Problem> {
    let tool = tools.iter().find(|tool| tool.version == audit.tool);
    let broken = tool.map(|tool| tool.broken_caps(audit)).unwrap_or_default();
    let overall = audit.overall.map(assay_model::Judgement::words).unwrap_or_default();
    let note = |cap: &assay_model::tool::Cap| Problem {
        level: Level::Note,
        place: Place { column: Some("Overall judgement".to_owned()), ..place.clone() },
        found: format!("\"{overall}\""),
        expected: format!(
            "at best {}, since {} was judged {} or worse",
            cap.overall.words(),
            cap.domain,
            cap.at.words()
        ),
        hint: "ask the auditor which of the two judgements holds; the return was stored as it is"
            .to_owned(),
    };
    broken.into_iter().map(note).collect()
}

/// Returns why a return does not belong to the draw it names, if so. `digest` is the one its form
/// carries.
fn fault_of_draw(
    workspace: &Workspace,
    audit: &AuditReturn,
    digest: &str,
    place: &Place,
) -> Result<Option<Problem>> {
    let refused = |found: String, expected: &str, hint: &str| {
        let (expected, hint) = (expected.to_owned(), hint.to_owned());
        Some(Problem { level: Level::Refused, place: place.clone(), found, expected, hint })
    };
    let Some(draw) = &audit.draw else { return Ok(None) };
    let Some(record) = workspace.store.draw(draw)? else {
        let hint = "import the form into the workspace it was made in";
        return Ok(refused(
            format!("a form for draw {draw}"),
            "a form for a draw of this workspace",
            hint,
        ));
    };
    if super::digest(&record)? != digest {
        let hint = "the form was made for another list, perhaps another council's: import it there";
        return Ok(refused(
            format!("a form for another list under the name {draw}"),
            "a form for this draw",
            hint,
        ));
    }
    let case = &audit.case;
    let standing = workspace.store.draw_cases(draw)?.into_iter().find(|known| known.case == *case);
    Ok(match standing.map(|known| known.role) {
        None => {
            let hint =
                "the case was never selected; if it was read on purpose, first run: assay target";
            refused(format!("case {case}"), "a case of this draw", hint)
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
