//! What inspectors ask about single cases: were they on the list, drawn or how near, audited, read
//! twice, urgent; and every audit of the last months. It reads and records nothing.

use std::cell::OnceCell;

use assay_intake::{KnownIds, Unknown, Zeros};
use assay_model::{AuditReturn, CaseId, Date, DrawId};
use assay_sampler::{Frame, Manifest, Purpose, Selection, TicketKey, Unit};
use assay_store::{DrawRecord, DrawState};
use assay_views::visit::{AuditLine, CaseAnswer, CaseRole, audit_in_words};

use crate::desk::error::{Error, Result};
use crate::desk::next::Next;
use crate::desk::reader::Reader;

/// Answers for each id, in the order asked, from every draw that has it on its list and every audit. An id
/// that is not known is answered for the known one that is near to it, and that one is named.
///
/// # Errors
/// When the store or a draw in it cannot be read.
pub fn cases(workspace: &Reader, ids: &[String]) -> Result<Vec<CaseAnswer>> {
    let mut draws = Vec::new();
    for record in workspace.store.draws()?.into_iter().rev() {
        if record.state == DrawState::Drawn {
            draws.push(Drawn::read(&record)?);
        }
    }
    let known = OnceCell::new();
    let actions = crate::round::actions::all(&workspace.store)?;
    let as_at = workspace.session.as_at();
    let answer = |id: &String| {
        let Ok(asked) = CaseId::parse(id) else {
            return Ok(CaseAnswer::new(id, CaseRole::NotAnId));
        };
        let near = if workspace.store.knows_case(&asked)? {
            None
        } else {
            all_known(workspace, &known)?.near(&asked)
        };
        let case = near.unwrap_or(&asked);
        let mut answer = of_draws(&draws, case);
        answer.near = near.map(ToString::to_string).unwrap_or_default();
        id.clone_into(&mut answer.case);
        let returns = workspace.store.returns_of(&[case])?;
        let mut of_case: Vec<AuditReturn> =
            returns.into_iter().map(|stored| stored.audit).collect();
        of_case.sort_by_key(|audit| std::cmp::Reverse((audit.audited_on, audit.kind)));
        answer.urgent = of_case.iter().any(|audit| audit.urgent.is_some());
        answer.audits = of_case.iter().map(audit_in_words).collect();
        let open = actions.iter().filter(|a| a.case.as_ref() == Some(case) && a.is_open(as_at));
        answer.open_actions = open.count() as u64;
        Ok(answer)
    };
    ids.iter().map(answer).collect()
}

/// Returns every known id, read when the first id that is not known asks for them.
fn all_known<'k>(workspace: &Reader, read: &'k OnceCell<KnownIds>) -> Result<&'k KnownIds> {
    if let Some(known) = read.get() {
        return Ok(known);
    }
    let mut ids = workspace.store.known_ids()?;
    ids.extend(workspace.store.ids_of_returns()?);
    Ok(read.get_or_init(|| KnownIds::new(ids, Zeros::AsWritten, Unknown::IsNew)))
}

/// Returns what a case was to the draws: first the latest that selected it, else the latest that knows it.
fn of_draws(draws: &[Drawn], case: &CaseId) -> CaseAnswer {
    let listed: Vec<&Drawn> = draws.iter().filter(|draw| draw.frame.row(case).is_some()).collect();
    let is_in = |draw: &&&Drawn| draw.role(case).is_in();
    let Some(told) = listed.iter().find(is_in).or(listed.first()) else {
        return match draws.first() {
            Some(latest) => latest.answer(case),
            None => CaseAnswer::new(case.as_str(), CaseRole::NoDraw),
        };
    };
    let mut answer = told.answer(case);
    let others = listed.iter().filter(|draw| draw.id != told.id);
    answer.others = others.map(|draw| draw.in_words(case)).collect();
    answer
}

/// Returns every audit of the last months, latest first.
///
/// # Errors
/// When the store cannot be read.
pub fn audits(workspace: &Reader, months: u32) -> Result<Vec<AuditLine>> {
    let as_at = workspace.session.as_at();
    let first = assay_model::Month::of(as_at).plus(1 - months as i32);
    let mut lines: Vec<(Option<Date>, AuditLine)> = Vec::new();
    workspace.each_return(|stored| {
        let audit = stored.audit;
        let month = audit.month.or(audit.audited_on.map(assay_model::Month::of));
        if month.is_some_and(|month| month >= first) {
            let month = month.map_or(String::new(), |m| m.to_string());
            lines.push((audit.audited_on, line(&audit, month)));
        }
        Ok(())
    })?;
    lines
        .sort_by(|(a, x), (b, y)| b.cmp(a).then_with(|| (&x.case, x.kind).cmp(&(&y.case, y.kind))));
    Ok(lines.into_iter().map(|(_, line)| line).collect())
}

/// Returns the ids of a file: what stands first on every line, without a heading.
#[must_use]
pub fn ids(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let first = |line: &str| {
        let cell = line.split([',', ';', '\t']).next().unwrap_or_default();
        cell.trim().trim_matches('"').trim_start_matches('\u{feff}').to_owned()
    };
    let headings = ["case_id", "case id", "case", "id", "child id", "child unique id"];
    text.lines()
        .map(first)
        .filter(|id| !id.is_empty() && !headings.contains(&id.to_lowercase().as_str()))
        .collect()
}

struct Drawn {
    id: DrawId,
    manifest: Manifest,
    frame: Frame,
}

impl Drawn {
    fn read(record: &DrawRecord) -> Result<Self> {
        let id = &record.frozen.id;
        let damaged = || {
            Error::damaged(format!("the list or manifest of draw {id} cannot be read"))
                .then(Next::Verify { draw: id.to_string() })
        };
        let manifest = record.manifest.as_ref().ok_or_else(damaged)?;
        Ok(Self {
            id: id.clone(),
            manifest: Manifest::parse(&manifest.bytes).map_err(|_| damaged())?,
            frame: Frame::parse(&record.frozen.frame).map_err(|_| damaged())?,
        })
    }

    fn answer(&self, case: &CaseId) -> CaseAnswer {
        let mut answer = CaseAnswer::new(case.as_str(), CaseRole::NotListed);
        answer.draw = self.id.to_string();
        let Some(row) = self.frame.row(case) else { return answer };
        row.status.word().clone_into(&mut answer.status);
        answer.drawn = self.role(case).to_string();
        if self.manifest.rules.selection == Selection::Tickets {
            let key = TicketKey::new(&self.manifest.seed.seed, &self.id, Purpose::Select);
            let unit = match self.manifest.rules.unit {
                Unit::Case => case.as_str(),
                Unit::Family | Unit::WholeFamily => row.unit.as_str(),
            };
            answer.ticket = key.ticket(unit).to_string();
            let stratum = self.manifest.strata.iter().find(|s| s.name == row.stratum);
            answer.cutoff = stratum.and_then(|s| s.cutoff).map_or(String::new(), |c| c.to_string());
        }
        answer
    }

    /// Returns the draw with what the case was to it.
    fn in_words(&self, case: &CaseId) -> String {
        let status = self.frame.row(case).map_or("", |row| row.status.word());
        self.role(case).in_draw(self.id.as_str(), status)
    }

    fn role<'s>(&'s self, case: &CaseId) -> CaseRole<'s> {
        let manifest = &self.manifest;
        if let Some(by) = manifest.replacements.iter().find(|r| r.case == *case) {
            return CaseRole::Replaced { by: by.replaced_by.as_str(), reason: &by.reason };
        }
        if let Some(of) = manifest.replacements.iter().find(|r| r.replaced_by == *case) {
            return CaseRole::InPlaceOf(of.case.as_str());
        }
        let is_second = manifest.second_read.contains(case);
        if manifest.selected().any(|drawn| drawn == case) {
            return if is_second { CaseRole::DrawnTwice } else { CaseRole::Drawn };
        }
        if manifest.targeted.iter().any(|t| t.case == *case) {
            return CaseRole::Targeted;
        }
        let in_reserve = manifest.strata.iter().flat_map(|s| &s.reserves).any(|d| d.case == *case);
        if in_reserve { CaseRole::InReserve } else { CaseRole::NotDrawn }
    }
}

fn line(audit: &AuditReturn, month: String) -> AuditLine {
    AuditLine {
        case: audit.case.to_string(),
        draw: audit.draw.as_ref().map_or(String::new(), ToString::to_string),
        month,
        audited_on: audit.audited_on.map_or(String::new(), |date| date.to_string()),
        kind: audit.kind.word(),
        auditor: audit.auditor.clone(),
        overall: audit.overall.map_or(String::new(), |j| j.words().to_owned()),
        score: audit
            .mean_score()
            .map_or(String::new(), |mean| assay_model::print::decimal(mean, 1)),
        urgent: audit.urgent.is_some(),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn ids_stand_first_on_their_lines() {
        let found =
            super::ids(b"\xef\xbb\xbfCase ID,Team\r\n00123,CIN 1\r\n\r\n\"45\";x\r\n789\r\n");
        assert_eq!(found, ["00123", "45", "789"]);
    }
}
