//! Takes forms back: a return lands only on its own draw, and only on a case that is still in it.

use std::collections::BTreeMap;

use assay_intake::form::read_form;
use assay_intake::{IntakeError, Outcome, Source};
use assay_model::tool::AuditTool;
use assay_model::{
    AuditKind, AuditReturn, CaseId, Date, DrawId, Effect, Former, Level, Month, Place, Problem,
};
use assay_store::DrawRole;
use assay_tables::Limits;
use assay_views::import::Said;

use super::versions::{self, Taking};
use crate::draws::plans;
use crate::{Reader, Result};

/// Reads forms and checks each return against the draw it names.
///
/// # Errors
/// The outer error when the store cannot be read; the inner one when a file cannot.
pub(crate) fn read_forms(
    workspace: &Reader,
    sources: Vec<Source>,
    tools: &[AuditTool],
    limits: &Limits,
    taking: Taking,
) -> Result<std::result::Result<Outcome<AuditReturn>, IntakeError>> {
    let (mut all, mut draws) = (Outcome::default(), Draws::of(workspace)?);
    let today = workspace.session.as_at();
    let mut placed = Vec::new();
    for source in sources {
        let outcome = match read_form(source, tools, limits) {
            Ok(outcome) => outcome,
            Err(fault) => return Ok(Err(fault)),
        };
        all.read += outcome.read;
        all.said.extend(outcome.said);
        all.problems.extend(outcome.problems);
        for mut found in outcome.records {
            let problem = draws.fault(&mut found.audit, Some(&found.digest), &found.place)?;
            let is_refused = problem.as_ref().is_some_and(|p| p.level == Level::Refused);
            all.problems.extend(problem);
            if !is_refused {
                all.problems.extend(caps(tools, &found.audit, &found.place));
                let place = Place { column: Some(DATE_BOX.to_owned()), ..found.place.clone() };
                all.problems.extend(dates(&found.audit, &place, (taking.received, today)));
                placed.push((found.audit, found.place));
            }
        }
    }
    let (records, problems) = versions::in_order(workspace, placed, taking)?;
    all.records = records;
    all.problems.extend(problems);
    for audit in &mut all.records {
        audit.received_on.get_or_insert(today);
    }
    Ok(Ok(all))
}

/// The box of a form that holds the date of the audit.
const DATE_BOX: &str = "Date of audit";

/// How long before its draw's month an audit may have been made, in days, before that is a slip.
const LONG_BEFORE: i32 = 183;

/// Reports an audit later than the day it came in, one long before its draw's month, and a day of receipt
/// that is still to come. The dates are kept.
fn dates(
    audit: &AuditReturn,
    place: &Place,
    (received, today): (Option<Date>, Date),
) -> Vec<Problem> {
    let note = |found: String, expected: String| {
        Problem {
        level: Level::Note,
        effect: Effect::Lost,
        place: place.clone(),
        found,
        expected,
        hint: "it cannot be right, and the true date is not known: correct it in the source and import that again; where a table's dates are written month first, say so in its map"
            .to_owned(),
    }
    };
    let mut problems = Vec::new();
    let received = received.or(audit.received_on);
    if let Some(day) = received.filter(|day| *day > today) {
        problems.push(note(
            format!("received on {day}"),
            format!("a day of receipt up to today, {today}"),
        ));
    }
    let Some(on) = audit.audited_on else { return problems };
    let came = received.map_or(today, |day| day.min(today));
    if on > came {
        problems.push(note(
            format!("an audit of {on}"),
            format!("an audit up to the day it was received, {came}"),
        ));
    }
    let month = audit.draw.as_ref().and(audit.month).map(Month::first_day);
    let is_long_before =
        |first: &Date| on.until(*first).is_ok_and(|span| span.get_days() > LONG_BEFORE);
    if let Some(first) = month.filter(is_long_before) {
        problems.push(note(
            format!("an audit of {on}"),
            format!("an audit of about the month of its draw, from {first} on"),
        ));
    }
    problems
}

/// Notes each rule of the audit tool that the overall judgement breaks.
fn caps(tools: &[AuditTool], audit: &AuditReturn, place: &Place) -> Vec<Problem> {
    let tool = tools.iter().find(|tool| tool.version == audit.tool);
    let broken = tool.map(|tool| tool.broken_caps(audit)).unwrap_or_default();
    let overall = audit.overall.map(assay_model::Judgement::words).unwrap_or_default();
    let note = |cap: &assay_model::tool::Cap| Problem {
        level: Level::Note,
        effect: Effect::Understood,
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

/// Holds flat returns against the draws they name. A draw that is not in this workspace is said; its
/// returns are kept, as a move from another workspace brings them.
pub(crate) fn on_their_draws(
    workspace: &Reader,
    read: Outcome<(AuditReturn, Place)>,
    taking: Taking,
) -> Result<Outcome<AuditReturn>> {
    let Outcome { records, mut problems, read, mut said, understood } = read;
    let mut draws = Draws::of(workspace)?;
    let mut kept = Vec::with_capacity(records.len());
    let mut elsewhere: BTreeMap<DrawId, u64> = BTreeMap::new();
    let today = workspace.session.as_at();
    for (mut audit, place) in records {
        if let Some(draw) = audit.draw.clone()
            && draws.known(&draw)?.is_none()
        {
            *elsewhere.entry(draw).or_default() += 1;
        } else if let Some(problem) = draws.fault(&mut audit, None, &place)? {
            let is_refused = problem.level == Level::Refused;
            problems.push(problem);
            if is_refused {
                continue;
            }
        }
        // A table seldom says what its audits were made for; the draw does.
        if let Some(draw) = audit.draw.clone().filter(|_| audit.kind.is_first_read())
            && let Some(known) = draws.known(&draw)?
        {
            audit.kind = known.kind;
        }
        problems.extend(dates(&audit, &place, (taking.received, today)));
        kept.push((audit, place));
    }
    let (kept, more) = versions::in_order(workspace, kept, taking)?;
    problems.extend(more);
    for (draw, returns) in elsewhere {
        said.push(Said::OtherDraw { draw: &draw, returns }.to_string());
    }
    Ok(Outcome { records: kept, problems, read, said, understood })
}

/// What the store says of the draws that returns name, asked once a draw.
struct Draws<'w> {
    workspace: &'w Reader,
    former: Former,
    known: BTreeMap<DrawId, Option<Known>>,
}

/// A draw's digest and who is in it.
struct Known {
    digest: String,
    /// What the draw was made for.
    kind: AuditKind,
    cases: BTreeMap<CaseId, DrawRole>,
}

impl<'w> Draws<'w> {
    fn of(workspace: &'w Reader) -> Result<Self> {
        let former = workspace.store.former()?;
        Ok(Self { workspace, former, known: BTreeMap::new() })
    }

    fn known(&mut self, draw: &DrawId) -> Result<Option<&Known>> {
        if !self.known.contains_key(draw) {
            let store = &self.workspace.store;
            let known = match store.draw(draw)? {
                None => None,
                Some(record) => {
                    let cases = store.draw_cases(draw)?;
                    let cases = cases.into_iter().map(|case| (case.case, case.role)).collect();
                    // Frozen and not drawn yet: nobody is in it.
                    let digest = match &record.manifest {
                        Some(_) => super::digest(&record)?,
                        None => String::new(),
                    };
                    let kind = plans::frozen(&record.frozen.plan_text)?.kind;
                    Some(Known { digest, kind, cases })
                }
            };
            self.known.insert(draw.clone(), known);
        }
        Ok(self.known.get(draw).and_then(Option::as_ref))
    }

    /// Returns why a return does not belong to the draw it names, if so. `digest` is the one its form
    /// carries. A return under another id of the same child lands on the id that was drawn, with a note.
    fn fault(
        &mut self,
        audit: &mut AuditReturn,
        digest: Option<&str>,
        place: &Place,
    ) -> Result<Option<Problem>> {
        let told = |level, found: String, expected: &str, hint: &str| {
            let (expected, hint) = (expected.to_owned(), hint.to_owned());
            let effect = if level == Level::Refused { Effect::Refused } else { Effect::PutRight };
            Some(Problem { level, effect, place: place.clone(), found, expected, hint })
        };
        let Some(draw) = audit.draw.clone() else { return Ok(None) };
        let case = audit.case.clone();
        let now = self.former.now(&case);
        let before = self.former.before(now).cloned();
        let ids: Vec<CaseId> = [case.clone(), now.clone()].into_iter().chain(before).collect();
        let Some(known) = self.known(&draw)? else {
            let hint = "import the form into the workspace it was made in";
            return Ok(told(
                Level::Refused,
                format!("a form for draw {draw}"),
                "a form for a draw of this workspace",
                hint,
            ));
        };
        if digest.is_some_and(|digest| known.digest != digest) {
            let hint =
                "the form was made for another list, perhaps another council's: import it there";
            return Ok(told(
                Level::Refused,
                format!("a form for another list under the name {draw}"),
                "a form for this draw",
                hint,
            ));
        }
        let drawn = ids.iter().find_map(|id| known.cases.get_key_value(id));
        Ok(match drawn {
            None => {
                let hint = "the case was never selected; if it was read on purpose, target it first, with the reason";
                told(Level::Refused, format!("case {case}"), "a case of this draw", hint)
            }
            Some((_, DrawRole::Replaced)) => {
                let hint = "another case takes its place: audit that one";
                told(
                    Level::Refused,
                    format!("case {case}, which was replaced"),
                    "a case that is still in the draw",
                    hint,
                )
            }
            Some((drawn, _)) if *drawn != case => {
                audit.case = drawn.clone();
                let hint = format!("the return was stored for {drawn}, as the aliases say");
                told(Level::Note, format!("case {case}"), "the id that was drawn", &hint)
            }
            Some(_) => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn audit(on: &str, received: Option<&str>) -> AuditReturn {
        AuditReturn {
            draw: DrawId::parse("2026-04-monthly").ok(),
            case: CaseId::parse("W3").unwrap(),
            auditor: "jo".into(),
            audited_on: on.parse().ok(),
            month: Month::parse("2026-04"),
            kind: AuditKind::Monthly,
            tool: String::new(),
            overall: None,
            domains: Vec::new(),
            answers: Vec::new(),
            views: Vec::new(),
            worker_took_part: None,
            good_practice: String::new(),
            actions: Vec::new(),
            urgent: None,
            received_on: received.map(|day| day.parse().unwrap()),
            saved_at: None,
        }
    }

    #[test]
    fn an_audit_after_its_receipt_or_long_before_its_month_is_reported() {
        let today: Date = "2026-05-20".parse().unwrap();
        let of = |on: &str, received: Option<&str>| -> Vec<String> {
            let found = dates(&audit(on, received), &Place::default(), (None, today));
            found.iter().map(|problem| format!("{}: {}", problem.found, problem.expected)).collect()
        };
        assert_eq!(of("2026-04-20", Some("2026-04-22")), Vec::<String>::new());
        assert_eq!(of("2026-03-02", None), Vec::<String>::new());
        assert_eq!(
            of("2026-05-05", Some("2026-02-05")),
            ["an audit of 2026-05-05: an audit up to the day it was received, 2026-02-05"]
        );
        assert_eq!(
            of("2026-12-04", None),
            ["an audit of 2026-12-04: an audit up to the day it was received, 2026-05-20"]
        );
        assert_eq!(
            of("2025-04-20", None),
            ["an audit of 2025-04-20: an audit of about the month of its draw, from 2026-04-01 on"]
        );
        assert_eq!(
            of("2026-04-20", Some("2026-06-01")),
            ["received on 2026-06-01: a day of receipt up to today, 2026-05-20"]
        );
    }
}
