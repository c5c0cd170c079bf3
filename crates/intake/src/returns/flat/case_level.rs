//! What a row says of the whole audit: whose it is, the overall judgement, views, actions, an urgent
//! concern. It may be on every row of a return or on the first one only.

use assay_model::audit::{AgreedAction, UrgentConcern, View, ViewOf};
use assay_model::{AuditKind, AuditReturn, DrawId, Month};

use crate::answer::{dropped, is_none};
use crate::line::Line;
use crate::problems::{Oddity, Problems};

/// Reads what a row says of the whole audit, or refuses the row.
pub(super) fn case_level(line: &Line<'_>, problems: &mut Problems) -> Option<AuditReturn> {
    let case = line.id("case_id", problems)?;
    let draw_text = line.text("draw_id", problems);
    let draw = if draw_text.is_empty() {
        None
    } else {
        let Ok(draw) = DrawId::parse(&draw_text) else {
            let oddity = Oddity::new("a draw's id like 2026-09-monthly", "use the id of the draw");
            line.refuse("draw_id", oddity, problems);
            return None;
        };
        Some(draw)
    };
    let audited_on = line.date("audit_date", problems);
    let month = month(line, draw.as_ref(), problems).or(audited_on.map(Month::of));
    let kind_text = line.text("audit_type", problems);
    let kind = AuditKind::parse(&kind_text).unwrap_or_else(|| {
        if !kind_text.is_empty() {
            let words: Vec<&str> = AuditKind::ALL.iter().map(|kind| kind.word()).collect();
            let oddity =
                Oddity::new(format!("one of {}", words.join(", ")), "it was read as monthly");
            line.note("audit_type", oddity, problems);
        }
        AuditKind::Monthly
    });
    let auditor = line.text("auditor", problems);
    if auditor.is_empty() && line.has("auditor") {
        let hint = "the audit was stored as nobody's: write on every row who made it";
        line.note("auditor", Oddity::new("the auditor", hint), problems);
    }
    Some(AuditReturn {
        draw,
        case,
        auditor,
        audited_on,
        month,
        kind,
        tool: line.text("tool", problems),
        overall: line.judgement("overall", problems),
        domains: Vec::new(),
        answers: Vec::new(),
        views: views(line, problems),
        worker_took_part: line.yes_no("worker_took_part", problems),
        good_practice: line.prose("good_practice", problems),
        actions: actions(line, problems),
        urgent: urgent(line, problems),
        received_on: line.date("received_on", problems),
        saved_at: None,
    })
}

fn month(line: &Line<'_>, draw: Option<&DrawId>, problems: &mut Problems) -> Option<Month> {
    let text = line.text("month", problems);
    if text.is_empty() {
        return draw.and_then(|draw| draw.as_str().get(..7)).and_then(Month::parse);
    }
    let month = Month::parse(text.get(..7).unwrap_or(&text));
    if month.is_none() {
        line.note(
            "month",
            Oddity::new("a month like 2026-09", "the month was left blank"),
            problems,
        );
    }
    month
}

/// Reads the views of child and family from `child_asked`, `child_asked_by`, `child_why_not`,
/// `child_words` and their like. Words without more mean that they were asked.
fn views(line: &Line<'_>, problems: &mut Problems) -> Vec<View> {
    let view = |of: ViewOf| {
        let field = |part: &str| format!("{}_{part}", of.word());
        let words = line.prose(&field("words"), problems);
        let asked = line.yes_no(&field("asked"), problems);
        View {
            of,
            asked: asked.or((!words.is_empty()).then_some(true)),
            by: line.text(&field("asked_by"), problems),
            why_not: line.prose(&field("why_not"), problems),
            words,
        }
    };
    ViewOf::ALL.map(view).into_iter().filter(|view| !view.is_blank()).collect()
}

/// Reads actions from `action`, `action_2`, `action_3`… with their owner and due date, as far as the
/// table has columns for them.
fn actions(line: &Line<'_>, problems: &mut Problems) -> Vec<AgreedAction> {
    let mut actions = Vec::new();
    for number in 1.. {
        let field = |stem: &str| {
            if number == 1 { stem.to_owned() } else { format!("{stem}_{number}") }
        };
        if number > 9 && !line.has(&field("action")) {
            break;
        }
        let what = line.prose(&field("action"), problems);
        if is_none(&what) {
            let boxes = [field("action_owner"), field("action_due")];
            note_dropped(line, &boxes.each_ref().map(String::as_str), "action", problems);
            continue;
        }
        let owner = line.text(&field("action_owner"), problems);
        let due = line.date(&field("action_due"), problems);
        actions.push(AgreedAction { what, owner, due });
    }
    actions
}

fn urgent(line: &Line<'_>, problems: &mut Problems) -> Option<UrgentConcern> {
    let concern = line.prose("urgent_concern", problems);
    if is_none(&concern) {
        let boxes = ["urgent_told", "urgent_told_on", "urgent_response"];
        note_dropped(line, &boxes, "concern", problems);
        return None;
    }
    let urgent = UrgentConcern {
        concern,
        told: line.text("urgent_told", problems),
        told_on: line.date("urgent_told_on", problems),
        response: line.prose("urgent_response", problems),
    };
    for (field, missing) in [
        ("urgent_told", urgent.told.is_empty()),
        ("urgent_told_on", urgent.told_on.is_none()),
        ("urgent_response", urgent.response.is_empty()),
    ] {
        if missing {
            let hint = "an urgent concern comes first everywhere until it has a response";
            line.note(
                field,
                Oddity::understood("who was told, when, and their response", hint),
                problems,
            );
        }
    }
    Some(urgent)
}

/// Reports filled cells that belong to an action or a concern that there is none of.
fn note_dropped(line: &Line<'_>, fields: &[&str], to: &str, problems: &mut Problems) {
    for field in fields {
        if !line.is_blank(field) && !is_none(&line.cell(field).to_string()) {
            line.note(field, dropped(to), problems);
        }
    }
}

/// Fills what the first row of a return left out; a difference is noted, the first row counts.
pub(super) fn complete(
    audit: &mut AuditReturn,
    other: AuditReturn,
    line: &Line<'_>,
    problems: &mut Problems,
) {
    let mut differs = |field: &str, differs: bool| {
        if differs {
            let oddity = Oddity::new("the same on every row of the case", "the first row counts");
            line.note(field, oddity, problems);
        }
    };
    differs(
        "overall",
        other.overall.is_some() && audit.overall.is_some() && other.overall != audit.overall,
    );
    differs(
        "audit_date",
        other.audited_on.is_some()
            && audit.audited_on.is_some()
            && other.audited_on != audit.audited_on,
    );
    audit.overall = audit.overall.or(other.overall);
    audit.audited_on = audit.audited_on.or(other.audited_on);
    audit.month = audit.month.or(other.month);
    audit.received_on = audit.received_on.or(other.received_on);
    if audit.tool.is_empty() {
        audit.tool = other.tool;
    }
    if audit.good_practice.is_empty() {
        audit.good_practice = other.good_practice;
    }
    audit.worker_took_part = audit.worker_took_part.or(other.worker_took_part);
    for view in other.views {
        if !audit.views.iter().any(|known| known.of == view.of) {
            audit.views.push(view);
        }
    }
    audit.urgent = audit.urgent.take().or(other.urgent);
    for action in other.actions {
        if !audit.actions.contains(&action) {
            audit.actions.push(action);
        }
    }
}
