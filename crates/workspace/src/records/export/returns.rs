//! Returns as the plain table that can be imported again: a row a case and domain.

use assay_model::audit::ViewOf;
use assay_model::flat_return::COLUMNS;
use assay_model::{AuditReturn, DomainResult, Judgement};

use super::table::{Out, cell, maybe};
use crate::desk::error::Result;
use crate::desk::reader::Reader;

/// What the widest return needs next to the usual columns.
#[derive(Default)]
struct Wide {
    actions: usize,
    /// Domain and words of each question that was answered.
    questions: Vec<(String, String)>,
}

pub(super) fn write(workspace: &Reader, out: &mut Out) -> Result<()> {
    let mut wide = Wide { actions: 1, ..Wide::default() };
    workspace.each_return(|stored| {
        wide.actions = wide.actions.max(stored.audit.actions.len());
        for answer in stored.audit.answers {
            let question = (answer.domain, answer.question);
            if !wide.questions.contains(&question) {
                wide.questions.push(question);
            }
        }
        Ok(())
    })?;
    let columns = columns(&wide);
    let names: Vec<&str> = columns.iter().map(String::as_str).collect();
    out.table("returns", &names, |rows| {
        workspace.each_return(|stored| {
            let audit = &stored.audit;
            let none = nothing();
            let domains =
                if audit.domains.is_empty() { std::slice::from_ref(&none) } else { &audit.domains };
            for domain in domains {
                let mut cells = cells(audit, domain, &wide);
                cells.push(cell(stored.version));
                rows.row(&cells)?;
            }
            Ok(())
        })
    })
}

fn columns(wide: &Wide) -> Vec<String> {
    let mut columns: Vec<String> = COLUMNS.iter().map(|name| (*name).to_owned()).collect();
    for number in 2..=wide.actions {
        let parts = ["action", "action_owner", "action_due"];
        columns.extend(parts.map(|part| format!("{part}_{number}")));
    }
    let question = |(domain, words): &(String, String)| format!("{domain}: {words}");
    columns.extend(wide.questions.iter().map(question));
    columns.push("version".to_owned());
    columns
}

fn nothing() -> DomainResult {
    DomainResult {
        domain: String::new(),
        score: None,
        judgement: None,
        not_applicable: false,
        comment: String::new(),
    }
}

fn cells(audit: &AuditReturn, domain: &DomainResult, wide: &Wide) -> Vec<Option<String>> {
    let yes_no = |yes: Option<bool>| yes.and_then(|yes| cell(if yes { "yes" } else { "no" }));
    let action = |at: usize| {
        let action = audit.actions.get(at);
        [
            maybe(action.map(|action| &action.what)),
            maybe(action.map(|action| &action.owner)),
            maybe(action.and_then(|action| action.due)),
        ]
    };
    let urgent = audit.urgent.as_ref();
    let mut cells = vec![
        maybe(audit.draw.as_ref()),
        cell(audit.case.as_str()),
        cell(&audit.auditor),
        maybe(audit.audited_on),
        maybe(audit.month),
        cell(audit.kind.word()),
        cell(&audit.tool),
        maybe(audit.overall.map(Judgement::code)),
        cell(&domain.domain),
        maybe(domain.score),
        maybe(domain.judgement.map(Judgement::code)),
        cell(if domain.not_applicable { "yes" } else { "" }),
        cell(&domain.comment),
        cell(&audit.good_practice),
    ];
    cells.extend(action(0));
    cells.extend([
        maybe(urgent.map(|urgent| &urgent.concern)),
        maybe(urgent.map(|urgent| &urgent.told)),
        maybe(urgent.and_then(|urgent| urgent.told_on)),
        maybe(urgent.map(|urgent| &urgent.response)),
        maybe(audit.received_on),
        yes_no(audit.worker_took_part),
    ]);
    for of in ViewOf::ALL {
        let view = audit.views.iter().find(|view| view.of == of);
        cells.extend([
            yes_no(view.and_then(|view| view.asked)),
            maybe(view.map(|view| &view.by)),
            maybe(view.map(|view| &view.why_not)),
            maybe(view.map(|view| &view.words)),
        ]);
    }
    for at in 1..wide.actions {
        cells.extend(action(at));
    }
    for (domain, question) in &wide.questions {
        let answers = &audit.answers;
        let own = answers.iter().find(|a| a.domain == *domain && a.question == *question);
        cells.push(maybe(own.map(|answer| &answer.answer)));
    }
    cells
}
