//! What the returns themselves say, beyond the report's figures: teams, second opinions, urgent
//! concerns and good practice.

use std::collections::BTreeMap;

use assay_measures::chart::funnel::Team;
use assay_measures::counting::{Section, sections};
use assay_measures::reads::Read;
use assay_model::audit::{View, ViewOf};
use assay_model::print;
use assay_model::{AuditKind, CaseId, Date, Month};
use assay_pack::section::{feedback, teams, urgent};

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

    /// Returns how the teams' audits were graded, by name.
    pub(super) fn teams(&self, settings: &Settings, period: &str) -> teams::TeamGrades {
        let mut teams: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
        for read in self.monthly() {
            let Some(overall) = read.audit.overall else { continue };
            let name = if read.team.is_empty() { "no team on the list" } else { &read.team };
            let (hits, base) = teams.entry(name).or_default();
            *hits += u64::from(overall.is_good_or_better());
            *base += 1;
        }
        let teams =
            teams.into_iter().map(|(name, (count, n))| Team { name: name.to_owned(), count, n });
        teams::TeamGrades {
            teams: teams.collect(),
            period: period.to_owned(),
            least: settings.profile.public.then_some(settings.profile.rule.least_audits),
        }
    }

    /// Returns the urgent concerns, those without an answer first, the longest known
    /// before the others.
    pub(super) fn urgent(&self, settings: &Settings, as_at: Date) -> urgent::UrgentConcerns {
        let again = |case: &CaseId| {
            let reads = self.everything.iter();
            reads.filter(|r| r.audit.kind == AuditKind::ReAudit).any(|r| r.audit.case == *case)
        };
        let concern = |(read, _): &(&Read, Section)| {
            let urgent = read.audit.urgent.as_ref()?;
            let told = match (urgent.told.trim(), urgent.told_on) {
                ("", _) => String::new(),
                (who, Some(on)) => format!("{who} on {}", print::date(on)),
                (who, None) => who.to_owned(),
            };
            Some(urgent::Concern {
                case: read.audit.case.as_str().to_owned(),
                month: read.audit.month.map_or(String::new(), Month::words),
                told,
                known: known(urgent.told_on.or(read.audit.audited_on), as_at),
                answered: !urgent.response.trim().is_empty(),
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
        let mut input = feedback::Heard { period: period.to_owned(), ..Default::default() };
        let mut spoken = Vec::new();
        let mut reasons: BTreeMap<(ViewOf, String), u64> = BTreeMap::new();
        let who = |of: ViewOf| of.word().to_owned();
        input.asked =
            ViewOf::ALL.map(|of| feedback::Asked { who: who(of), ..Default::default() }).to_vec();
        for read in self.monthly() {
            input.audits += 1;
            if let Some(took_part) = read.audit.worker_took_part {
                input.worker.0 += u64::from(took_part);
                input.worker.1 += 1;
            }
            for view in &read.audit.views {
                let Some(asked) = input.asked.iter_mut().find(|a| a.who == view.of.word()) else {
                    continue;
                };
                asked.yes += u64::from(view.asked == Some(true));
                asked.no += u64::from(view.asked == Some(false));
                if !view.words.trim().is_empty() {
                    asked.words += 1;
                    spoken.push((read, view));
                }
                let why = view.why_not.trim().to_lowercase();
                if view.asked == Some(false) && !why.is_empty() && !settings.profile.public {
                    *reasons.entry((view.of, why)).or_default() += 1;
                }
            }
        }
        for asked in &mut input.asked {
            let own = reasons.iter().filter(|((of, _), _)| of.word() == asked.who);
            asked.reasons = own.map(|((_, why), n)| (why.clone(), *n)).collect();
            asked.reasons.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
            asked.reasons.truncate(REASONS_SHOWN);
        }
        (input, spoken)
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
