//! What the returns themselves say, beyond the report's figures: who was asked, urgent concerns and good
//! practice.

use assay_measures::counting::{Section, sections};
use assay_measures::heard::heard;
use assay_measures::reads::Read;
use assay_model::audit::View;
use assay_model::{AuditKind, CaseId, Date, Month};
use assay_pack::section::{feedback, urgent};

use super::settings::Settings;

/// How many reasons are listed.
const REASONS_SHOWN: usize = 8;

/// The returns of the period, each with the section it is counted in.
pub(super) struct Audits<'a> {
    reads: Vec<(&'a Read, Section)>,
    everything: &'a [Read],
}

impl<'a> Audits<'a> {
    /// Returns the audits of these months.
    pub(super) fn new(reads: &'a [Read], months: &[Month]) -> Self {
        let placed = sections(reads.iter().map(Read::facts));
        let within = |read: &Read| read.audit.month.is_some_and(|month| months.contains(&month));
        let shown = reads.iter().zip(placed).filter(|(read, _)| within(read)).collect();
        Self { reads: shown, everything: reads }
    }

    fn monthly(&self) -> impl Iterator<Item = &'a Read> {
        self.reads.iter().filter(|(_, s)| s.is_headline()).map(|(read, _)| *read)
    }

    /// Returns the urgent concerns, those without an answer first, the longest known
    /// before the others.
    pub(super) fn urgent(&self, settings: &Settings, as_at: Date) -> urgent::UrgentConcerns {
        let again = |case: &CaseId| {
            let reads = self.everything.iter();
            reads.filter(|r| r.audit.kind == AuditKind::ReAudit).any(|r| r.audit.case == *case)
        };
        let concern = |(read, _): &(&Read, Section)| {
            let concern = read.audit.urgent.as_ref()?;
            Some(urgent::Concern {
                case: read.audit.case.as_str().to_owned(),
                month: read.audit.month,
                told: urgent::told(&concern.told, concern.told_on),
                known: known(concern.told_on.or(read.audit.audited_on), as_at),
                answered: !concern.response.trim().is_empty(),
                read_again: again(&read.audit.case),
            })
        };
        let mut concerns: Vec<urgent::Concern> = self.reads.iter().filter_map(concern).collect();
        concerns.sort_by_key(|c| (c.answered, c.known.is_none(), c.known.map(|(on, _)| on)));
        urgent::UrgentConcerns { concerns, restricted: !settings.profile.public }
    }

    /// Returns of how many audits child and family were asked, and the audits with a child's or
    /// family's own words, latest last. Reasons stand only in restricted packs.
    pub(super) fn feedback(
        &self,
        settings: &Settings,
        period: &str,
    ) -> (feedback::Heard, Vec<(&'a Read, &'a View)>) {
        let found = heard(self.monthly());
        let shown = if settings.profile.public { 0 } else { REASONS_SHOWN };
        let asked = found.asked.into_iter().map(|asked| feedback::Asked {
            who: asked.of.word().to_owned(),
            yes: asked.yes,
            no: asked.no,
            words: asked.words,
            reasons: asked.reasons.into_iter().take(shown).collect(),
        });
        let told = feedback::Heard {
            audits: found.audits,
            asked: asked.collect(),
            worker: found.worker,
            quotes: None,
            period: period.to_owned(),
        };
        (told, found.spoken)
    }

    /// Returns in how many audits good practice was named, of how many, and the texts, latest last.
    pub(super) fn good_practice(&self) -> (u64, u64, Vec<&'a Read>) {
        let audits = self.monthly().count() as u64;
        let named: Vec<&Read> =
            self.monthly().filter(|r| !r.audit.good_practice.trim().is_empty()).collect();
        (named.len() as u64, audits, named)
    }
}

/// Returns since when a concern is known, and for how many days up to the as-at date.
fn known(on: Option<Date>, as_at: Date) -> Option<(Date, u64)> {
    let on = on.filter(|on| *on <= as_at)?;
    let days = on.until(as_at).map_or(0, |span| span.get_days());
    Some((on, u64::try_from(days).unwrap_or(0)))
}
