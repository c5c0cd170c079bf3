//! What a bad judgement asks for: moderation by a second read, actions with an owner, and a re-audit.
//! The re-audits that are due are cases to target; done ones are shown as pairs, before and after.

use std::collections::BTreeMap;

use assay_measures::counting::is_audit_of_its_own;
use assay_model::jiff::Span;
use assay_model::{AuditKind, AuditReturn, CaseId, Date, Judgement};

use crate::desk::error::{Error, Result};
use crate::desk::place::Workspace;
use crate::round;

/// A case that was judged badly, with what has followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Escalated {
    /// The audit that found it.
    pub audit: AuditReturn,
    /// The day of that audit, or the day it came in.
    pub on: Date,
    /// The day a second read is due.
    pub moderation_due: Date,
    /// The second reader's judgement, once there is one.
    pub moderated: Option<Option<Judgement>>,
    /// Actions agreed, and how many of them have an owner and a date.
    pub actions: (usize, usize),
    /// The day the re-audit is due.
    pub reaudit_due: Date,
    /// The re-audit, once it was made: its day and judgement.
    pub after: Option<(Date, Option<Judgement>)>,
}

impl Escalated {
    /// Returns `re-audited`, `overdue` or `due`.
    #[must_use]
    pub fn state(&self, as_at: Date) -> &'static str {
        match self.after {
            Some(_) => "re-audited",
            None if as_at > self.reaudit_due => "overdue",
            None => "due",
        }
    }
}

/// Returns every case whose latest first read or re-audit was judged as badly as `rounds.yaml` says, or that
/// was re-audited since; those that wait longest first.
///
/// # Errors
/// When the settings or the store cannot be read.
pub fn reaudits(workspace: &Workspace) -> Result<Vec<Escalated>> {
    let settings = round::settings(workspace)?.escalation;
    let mut by_case: BTreeMap<CaseId, Vec<AuditReturn>> = BTreeMap::new();
    workspace.store.each_return(assay_store::EVERY, |stored| {
        by_case.entry(stored.audit.case.clone()).or_default().push(stored.audit);
        Ok::<(), Error>(())
    })?;
    let mut found = Vec::new();
    for audits in by_case.into_values() {
        for audit in &audits {
            let Some(on) = day(audit) else { continue };
            if !is_audit_of_its_own(audit.kind)
                || audit.overall.is_none_or(|judged| judged < settings.at)
            {
                continue;
            }
            let again = |other: &&AuditReturn| {
                other.kind == AuditKind::ReAudit && day(other).is_some_and(|later| later > on)
            };
            let after = audits.iter().filter(again).filter_map(|o| Some((day(o)?, o.overall)));
            let second = audits
                .iter()
                .find(|other| other.kind == AuditKind::SecondRead && other.draw == audit.draw);
            let owned = |action: &&assay_model::audit::AgreedAction| {
                !action.owner.is_empty() && action.due.is_some()
            };
            let days = |days: u32| on.saturating_add(Span::new().days(i64::from(days)));
            found.push(Escalated {
                on,
                moderation_due: days(settings.moderation_days),
                moderated: second.map(|other| other.overall),
                actions: (audit.actions.len(), audit.actions.iter().filter(owned).count()),
                reaudit_due: days(settings.reaudit_days),
                after: after.min_by_key(|(day, _)| *day),
                audit: audit.clone(),
            });
        }
    }
    found.sort_by(|a, b| {
        let key = |e: &Escalated| (e.after.is_some(), e.reaudit_due);
        key(a).cmp(&key(b)).then_with(|| a.audit.case.cmp(&b.audit.case))
    });
    Ok(found)
}

/// Returns what the judgements among these returns ask for now, in words; nothing where none is that bad.
///
/// # Errors
/// When the settings cannot be read.
pub(crate) fn asked_for(workspace: &Workspace, audits: &[AuditReturn]) -> Result<Vec<String>> {
    let settings = round::settings(workspace)?.escalation;
    let is_bad = |audit: &&AuditReturn| {
        audit.kind.is_first_read() && audit.overall.is_some_and(|judged| judged >= settings.at)
    };
    let bad: Vec<&AuditReturn> = audits.iter().filter(is_bad).collect();
    let Some(first) = bad.iter().filter_map(|audit| day(audit)).min() else {
        return Ok(Vec::new());
    };
    let days = |days: u32| first.saturating_add(Span::new().days(i64::from(days)));
    let worst = if settings.at == Judgement::Inadequate { "" } else { " or worse" };
    let judged = if bad.len() == 1 {
        "1 audit was".to_owned()
    } else {
        format!("{} audits were", bad.len())
    };
    let mut words = vec![format!(
        "{judged} judged {}{worst}: moderation by a second read is due from {}, the re-audit from {}",
        settings.at.words(),
        days(settings.moderation_days),
        days(settings.reaudit_days)
    )];
    let is_owned = |audit: &&&AuditReturn| {
        audit.actions.iter().any(|action| !action.owner.is_empty() && action.due.is_some())
    };
    let without = bad.len() - bad.iter().filter(is_owned).count();
    if without > 0 {
        words.push(format!(
            "{without} of them without an action that has an owner and a date: ask the auditor for one"
        ));
    }
    Ok(words)
}

fn day(audit: &AuditReturn) -> Option<Date> {
    audit
        .audited_on
        .or(audit.received_on)
        .or_else(|| audit.month.map(assay_model::Month::first_day))
}
