//! What a bad judgement asks for: moderation by a second read, actions with an owner, and a re-audit.
//! The re-audits that are due are cases to target; done ones are shown as pairs, before and after.

use std::collections::BTreeMap;

use assay_config::rounds::Escalation;
use assay_measures::counting::is_audit_of_its_own;
use assay_measures::report::Moderation;
use assay_model::jiff::Span;
use assay_model::{AuditKind, AuditReturn, CaseId, Date, DrawId};
use assay_views::round::{AskedFor, Reaudit};

use crate::desk::error::Result;
use crate::desk::reader::Reader;
use crate::evidence::report::moderation;
use crate::round;

/// Returns every case whose latest first read or re-audit was judged as badly as `rounds.yaml` says, or that
/// was re-audited since; those that wait longest first.
///
/// # Errors
/// When the settings or the store cannot be read.
pub fn reaudits(workspace: &Reader) -> Result<Vec<Reaudit>> {
    let as_at = workspace.session.as_at();
    let settings = round::settings(workspace)?.escalation;
    let mut by_case: BTreeMap<CaseId, Vec<AuditReturn>> = BTreeMap::new();
    workspace.each_return(|stored| {
        by_case.entry(stored.audit.case.clone()).or_default().push(stored.audit);
        Ok(())
    })?;
    let mut moderations: BTreeMap<CaseId, Vec<Moderation>> = BTreeMap::new();
    let former = workspace.store.former()?;
    for one in moderation::moderations(workspace)? {
        moderations.entry(former.now(&one.case).clone()).or_default().push(one);
    }
    let mut found = Vec::new();
    for (case, audits) in by_case {
        let moderations = moderations.get(former.now(&case)).map_or(&[][..], Vec::as_slice);
        let judged_so = |audit: &&AuditReturn| {
            is_audit_of_its_own(audit.kind)
                && audit.overall.is_some_and(|judged| judged >= settings.at)
        };
        let asked = Asked { audits: &audits, moderations, settings: &settings, as_at };
        found.extend(audits.iter().filter(judged_so).filter_map(|audit| reaudit(audit, &asked)));
    }
    found.sort_by(|a, b| {
        let key = |one: &Reaudit| (one.reaudited_on.is_some(), one.reaudit_due);
        key(a).cmp(&key(b)).then_with(|| a.case_id.cmp(&b.case_id))
    });
    Ok(found)
}

/// What there is of the case of an audit.
struct Asked<'a> {
    audits: &'a [AuditReturn],
    moderations: &'a [Moderation],
    settings: &'a Escalation,
    as_at: Date,
}

/// Returns what an audit that was judged so badly asks for; none where it has no date.
fn reaudit(audit: &AuditReturn, asked: &Asked<'_>) -> Option<Reaudit> {
    let Asked { audits, moderations, settings, as_at } = *asked;
    let on = day(audit)?;
    let again = |other: &&AuditReturn| {
        other.kind == AuditKind::ReAudit && day(other).is_some_and(|later| later > on)
    };
    let after = audits.iter().filter(again).filter_map(|o| Some((day(o)?, o.overall)));
    let second =
        audits.iter().find(|other| other.kind == AuditKind::SecondRead && other.draw == audit.draw);
    let owned = |action: &&assay_model::audit::AgreedAction| {
        !action.owner.is_empty() && action.due.is_some()
    };
    let days = |days: u32| on.saturating_add(Span::new().days(i64::from(days)));
    let moderated = second
        .map(|other| other.overall)
        .or_else(|| settled(moderations, audit, on).map(|one| Some(one.grade)));
    let reaudit_due = days(settings.reaudit_days);
    let after = after.min_by_key(|(day, _)| *day);
    Some(Reaudit {
        case_id: audit.case.as_str().to_owned(),
        draw_id: audit.draw.as_ref().map(DrawId::as_str).map(str::to_owned),
        auditor: audit.auditor.clone(),
        audited_on: on,
        judgement: audit.overall,
        moderation_due: days(settings.moderation_days),
        moderated: moderated.is_some(),
        moderated_judgement: moderated.flatten(),
        actions: audit.actions.len(),
        actions_owned: audit.actions.iter().filter(owned).count(),
        reaudit_due,
        state: match after {
            Some(_) => "re-audited",
            None if as_at > reaudit_due => "overdue",
            None => "due",
        },
        reaudited_on: after.map(|(day, _)| day),
        after: after.and_then(|(_, judged)| judged),
    })
}

/// Returns the moderation of this audit, however it came in: the one of its draw, else one that names no draw
/// and was not before the audit.
fn settled<'m>(
    moderations: &'m [Moderation],
    audit: &AuditReturn,
    on: Date,
) -> Option<&'m Moderation> {
    let of_draw = |one: &&Moderation| one.draw.is_some() && one.draw == audit.draw;
    let of_case =
        |one: &&Moderation| one.draw.is_none() && one.on.is_none_or(|moderated| moderated >= on);
    moderations.iter().find(of_draw).or_else(|| moderations.iter().find(of_case))
}

/// Returns what the judgements among these returns ask for now, in words; nothing where none is that bad.
///
/// # Errors
/// When the settings cannot be read.
pub(crate) fn asked_for(workspace: &Reader, audits: &[AuditReturn]) -> Result<Vec<String>> {
    let settings = round::settings(workspace)?.escalation;
    let is_bad = |audit: &&AuditReturn| {
        audit.kind.is_first_read() && audit.overall.is_some_and(|judged| judged >= settings.at)
    };
    let bad: Vec<&AuditReturn> = audits.iter().filter(is_bad).collect();
    let Some(first) = bad.iter().filter_map(|audit| day(audit)).min() else {
        return Ok(Vec::new());
    };
    let days = |days: u32| first.saturating_add(Span::new().days(i64::from(days)));
    let is_owned = |audit: &&&AuditReturn| {
        audit.actions.iter().any(|action| !action.owner.is_empty() && action.due.is_some())
    };
    let asked = AskedFor {
        audits: bad.len(),
        at: settings.at,
        moderation_due: days(settings.moderation_days),
        reaudit_due: days(settings.reaudit_days),
        without_action: bad.len() - bad.iter().filter(is_owned).count(),
    };
    Ok(asked.lines())
}

fn day(audit: &AuditReturn) -> Option<Date> {
    audit
        .audited_on
        .or(audit.received_on)
        .or_else(|| audit.month.map(assay_model::Month::first_day))
}
