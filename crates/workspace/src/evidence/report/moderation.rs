//! Moderations as they were imported (`assay import events FILE --kind moderation`): who settled a grade,
//! how and on what. Of several on one audit the latest counts; all are kept.

use std::collections::BTreeMap;

use assay_measures::report::{Moderation, ModerationKind};
use assay_model::{CaseId, DrawId, Event, Judgement};
use assay_tables::is_nothing;

use crate::desk::error::{Error, Result};
use crate::desk::reader::Reader;

/// The kind of event that a moderation is imported as.
pub const KIND: &str = "moderation";

/// Returns the moderation that counts of each audit as at the day asked for.
///
/// # Errors
/// When the store cannot be read, or a grade is none of the four judgements.
pub fn moderations(workspace: &Reader) -> Result<Vec<Moderation>> {
    let mut latest: BTreeMap<(Option<DrawId>, CaseId), Moderation> = BTreeMap::new();
    let as_at = workspace.session.as_at();
    for event in workspace.store.events(KIND)? {
        let one = moderation(&event)?;
        if one.on.is_some_and(|on| on > as_at) {
            continue;
        }
        let key = (one.draw.clone(), one.case.clone());
        let later = latest.get(&key).is_none_or(|before| before.on <= one.on);
        if later {
            latest.insert(key, one);
        }
    }
    Ok(latest.into_values().collect())
}

fn moderation(event: &Event) -> Result<Moderation> {
    let case = event.case.clone().ok_or_else(|| {
        Error::input("a moderation has no case id").hint("correct the table and import it again")
    })?;
    let field = |names: [&str; 3]| {
        names.iter().map(|name| event.field(name).trim()).find(|text| !text.is_empty())
    };
    let grade = field(["moderated_grade", "grade", "moderated"]).unwrap_or_default();
    let kind = field(["moderation_type", "type", "way"]).unwrap_or_default().to_lowercase();
    let challenge = field(["challenged", "challenge", "service_challenge"]).unwrap_or_default();
    let no = ["", "no", "n", "false"];
    let is_no = no.contains(&challenge.to_lowercase().as_str()) || is_nothing(challenge);
    Ok(Moderation {
        draw: field(["draw_id", "draw", "round"]).and_then(|text| DrawId::parse(text).ok()),
        on: event.on,
        kind: ModerationKind::ALL.into_iter().find(|known| known.word() == kind),
        grade: Judgement::parse(grade).ok_or_else(|| {
            Error::input(format!(
                "the moderation of case {case}: expected a grade (outstanding, good, requires improvement, inadequate) in the column moderated_grade, found \"{grade}\""
            ))
            .hint("correct the table and import it again")
        })?,
        challenged: !is_no,
        case,
    })
}
