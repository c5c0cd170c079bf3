//! Back to the worker: which audit the page for supervision is about, where it is written, and the days it was
//! given and filed. What the page says is `pack`'s.

use assay_measures::counting::is_audit_of_its_own;
use assay_model::{CaseId, Date, FeedbackDays, print};
use assay_pack::docx::letter;
use assay_pack::supervision::{self, About};
use assay_pack::view::Edition;
use assay_sampler::Digest;
use assay_store::{FileWork, StoredReturn};
use assay_views::round::Feedback;
use serde_json::json;

use crate::desk::error::{Error, Result};
use crate::desk::folder;
use crate::desk::next::{Import, Next};
use crate::desk::reader::Reader;
use crate::desk::unfinished::named;
use crate::desk::writer::Writer;
use crate::round::forms::council;

/// What is said of a feedback.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FeedbackOptions {
    /// The day it was given in supervision.
    pub given: Option<Date>,
    /// The day the paragraph was filed in the child's record.
    pub filed: Option<Date>,
}

/// Writes the page of the case's latest audit and keeps the days given and filed.
///
/// # Errors
/// When the case has no audit, or a file cannot be written.
pub fn feedback(
    workspace: &mut Writer<'_>,
    case: &CaseId,
    options: FeedbackOptions,
) -> Result<Feedback> {
    let stored = latest(workspace, case)?;
    let key = assay_store::returns::key(&stored.audit);
    let before: Option<FeedbackDays> = workspace.store.one(&key)?;
    let given = options.given.or(before.as_ref().and_then(|days| days.given_on));
    let filed = options.filed.or(before.as_ref().and_then(|days| days.filed_on));
    let strength = super::settings(workspace)?.strength_from;
    let paragraph = supervision::paragraph(&stored.audit, strength);
    let page = supervision::page(&stored.audit, strength, about(workspace)?);
    let bytes = letter(&page)
        .map_err(|fault| Error::failed("the feedback cannot be written").because(fault))?;
    let days = FeedbackDays {
        audit: key,
        number: stored.number,
        case: case.clone(),
        draw: stored.audit.draw.clone(),
        given_on: given,
        filed_on: filed,
        sha256: Some(Digest::of(&bytes).to_string()),
    };
    let name = days.file();
    let path = workspace.root.join(folder::FEEDBACK).join(&name);
    let now = workspace.session.now();
    workspace.write(now, |tx| {
        if tx.keep(&days, None)?.is_stored() {
            tx.append("feedback", json!({}))?;
        }
        tx.then(&[FileWork::Write { path: named(&[folder::FEEDBACK, &name]), bytes }])?;
        Ok::<(), Error>(())
    })?;
    workspace.finish()?;
    Ok(Feedback { case_id: stored.audit.case.as_str().to_owned(), path, paragraph, given, filed })
}

fn latest(workspace: &Reader, case: &CaseId) -> Result<StoredReturn> {
    let returns = workspace.returns()?;
    let own = returns
        .into_iter()
        .filter(|stored| stored.audit.case == *case && is_audit_of_its_own(stored.audit.kind));
    own.max_by_key(|stored| (stored.audit.audited_on, stored.number)).ok_or_else(|| {
        Error::missing(format!("there is no audit of case {case}"))
            .then(Next::Import(Import::Returns))
    })
}

/// What the page says of itself.
fn about(workspace: &Reader) -> Result<About> {
    let council = council(workspace)?;
    let as_at = workspace.session.as_at();
    Ok(About {
        marking: council.marking(),
        council: council.name,
        edition: Edition {
            as_at: print::date(as_at),
            as_at_iso: as_at.to_string(),
            program: format!("assay {}", env!("CARGO_PKG_VERSION")),
            head: String::new(),
            status: String::new(),
        },
    })
}
