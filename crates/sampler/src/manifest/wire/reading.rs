//! From the wire form to the record. What only looks like a digest, an id or a time is refused here,
//! so that `verify` compares values and never spellings.

use std::collections::BTreeSet;

use crate::draw::CLUSTER_NOTE;

use super::{
    Allocation, Assignment, Cap, CaseId, Digest, DrawId, Drawn, DrawnStratum, Extension,
    FrameSummary, LedgerRef, METHOD, Manifest, ManifestReadError, Method, PlanText, Program,
    ReadRole, Replacement, Rules, Seed, SeedRecord, Selection, Source, Targeted, Timestamp, Unit,
    WireDrawn, WireManifest, WireReplacement, WireSeed, WireStratum,
};

type Read<T> = Result<T, ManifestReadError>;

fn each<W, T>(wire: Vec<W>, read: impl Fn(W) -> Read<T>) -> Read<Vec<T>> {
    wire.into_iter().map(read).collect()
}

fn seed(wire: WireSeed) -> Read<SeedRecord> {
    let parsed = Seed::parse(&wire.text).ok().filter(|seed| seed.as_str() == wire.text);
    Ok(SeedRecord {
        seed: parsed.ok_or_else(|| value("seed.text", "a normalised seed", &wire.text))?,
        source: wire.source,
        recorded_at: time("seed.recorded_at", &wire.recorded_at)?,
        weak: wire.weak,
    })
}

fn replacement(wire: WireReplacement) -> Read<Replacement> {
    Ok(Replacement {
        case: case("replacements.case_id", &wire.case_id)?,
        replaced_by: case("replacements.replaced_by", &wire.replaced_by)?,
        at: time("replacements.at", &wire.at)?,
        reason: wire.reason,
        approver: wire.approver,
        opened: wire.opened,
    })
}

impl WireManifest {
    pub(super) fn read(self) -> Read<Manifest> {
        if self.method != METHOD {
            return Err(ManifestReadError::Method(self.method));
        }
        let strata: Vec<DrawnStratum> = self.strata.iter().map(stratum).collect::<Read<_>>()?;
        let rules = self.rules(&strata)?;
        Ok(Manifest {
            draw: DrawId::parse(&self.draw_id)
                .map_err(|_| value("draw_id", "a draw id", &self.draw_id))?,
            seed: seed(self.seed)?,
            frozen_at: time("frozen_at", &self.frozen_at)?,
            sources: each(self.sources, |s| {
                Ok(Source { sha256: digest("sources.sha256", &s.sha256)?, name: s.name })
            })?,
            plan: PlanText {
                name: self.plan.name,
                sha256: digest("plan.sha256", &self.plan.sha256)?,
                text: self.plan.text,
            },
            frame: FrameSummary {
                sha256: digest("frame.sha256", &self.frame.sha256)?,
                salted_sha256: digest("frame.salted_sha256", &self.frame.salted_sha256)?,
                cases: self.frame.cases,
                eligible: self.frame.eligible,
                excluded: self.frame.excluded,
            },
            rules,
            strata,
            second_read: cases("second_read", &self.second_read)?,
            targeted: each(self.targeted, |t| {
                Ok(Targeted { case: case("targeted.case_id", &t.case_id)?, reason: t.reason })
            })?,
            assignments: each(self.assignments, |a| {
                let case = case("assignments.case_id", &a.case_id)?;
                Ok(Assignment { case, role: role(&a.role)?, auditor: a.auditor })
            })?,
            replacements: each(self.replacements, replacement)?,
            extensions: each(self.extensions, |e| {
                let at = time("extensions.at", &e.at)?;
                Ok(Extension { from_n: e.from_n, to_n: e.to_n, at })
            })?,
            notes: self.notes,
            ledger: self.ledger.map(|l| LedgerRef { entry: l.entry, head: l.head }),
            program: Program { name: self.program.name, version: self.program.version },
        })
    }

    fn rules(&self, strata: &[DrawnStratum]) -> Read<Rules> {
        let given = &self.allocation;
        let method = match given.method.as_str() {
            "proportional" => Method::Proportional,
            "equal" => Method::Equal,
            "neyman" => Method::Neyman(given.weights.clone()),
            "fixed" => Method::Fixed(strata.iter().map(|s| (s.name.clone(), s.n)).collect()),
            other => return Err(value("allocation.method", "an allocation", other)),
        };
        // A family's children share its ticket. Where no family drawn has two, the note still tells.
        let drawn = |s: &DrawnStratum| s.selected.len() + s.reserves.len();
        let units = |s: &DrawnStratum| units(s.selected.iter().chain(&s.reserves));
        let whole = self.notes.iter().any(|note| note == CLUSTER_NOTE)
            || strata.iter().any(|s| drawn(s) as u64 != units(s));
        let unit = match (self.unit.as_str(), whole) {
            ("case", _) => Unit::Case,
            ("family", false) => Unit::Family,
            ("family", true) => Unit::WholeFamily,
            (other, _) => return Err(value("unit", "case or family", other)),
        };
        let selection = Selection::parse(&self.selection)
            .ok_or_else(|| value("selection", "a selection", &self.selection))?;
        Ok(Rules {
            selection,
            unit,
            allocation: Allocation { method, minimum: given.minimum, nested: given.nested },
            cap: given.cap.as_ref().map(|cap| Cap { column: cap.column.clone(), k: cap.k }),
            reserves: if selection == Selection::Tickets { reserves(strata) } else { 0 },
            second_reads: crate::SecondReads::Count(self.second_read.len() as u64),
        })
    }
}

/// How many reserves the rules gave each stratum. Where every stratum has all that it could, they gave
/// at least that many, and before an extension there may have been more.
fn reserves(strata: &[DrawnStratum]) -> u64 {
    let is_used_up = |s: &DrawnStratum| units(s.reserves.iter()) >= s.eligible.saturating_sub(s.n);
    if strata.iter().all(is_used_up) {
        return u64::MAX;
    }
    strata.iter().map(|s| units(s.reserves.iter())).max().unwrap_or(0)
}

/// Counts units by their tickets; cases without one are units of their own.
fn units<'a>(drawn: impl Iterator<Item = &'a Drawn>) -> u64 {
    let mut tickets = BTreeSet::new();
    drawn.filter(|drawn| drawn.ticket.is_none_or(|ticket| tickets.insert(ticket))).count() as u64
}

fn stratum(wire: &WireStratum) -> Read<DrawnStratum> {
    let ticket = |text: &Option<String>| {
        text.as_deref().map(|t| digest("strata.cutoff_ticket", t)).transpose()
    };
    Ok(DrawnStratum {
        name: wire.stratum.clone(),
        eligible: wire.eligible,
        n: wire.n,
        cutoff: ticket(&wire.cutoff_ticket)?,
        selected: wire.selected.iter().map(drawn).collect::<Read<_>>()?,
        reserves: wire.reserves.iter().map(drawn).collect::<Read<_>>()?,
        passed_over: cases("strata.passed_over", &wire.passed_over)?,
    })
}

fn drawn(wire: &WireDrawn) -> Read<Drawn> {
    let ticket = wire.ticket.as_deref().map(|t| digest("strata.ticket", t)).transpose()?;
    Ok(Drawn { case: case("strata.case_id", &wire.case_id)?, ticket })
}

fn role(word: &str) -> Read<ReadRole> {
    [ReadRole::First, ReadRole::Second]
        .into_iter()
        .find(|role| role.word() == word)
        .ok_or_else(|| value("assignments.role", "first or second", word))
}

fn cases(key: &'static str, texts: &[String]) -> Read<Vec<CaseId>> {
    texts.iter().map(|text| case(key, text)).collect()
}

fn case(key: &'static str, text: &str) -> Read<CaseId> {
    CaseId::parse(text)
        .ok()
        .filter(|case| case.as_str() == text)
        .ok_or_else(|| value(key, "a normalised case id", text))
}

fn digest(key: &'static str, text: &str) -> Read<Digest> {
    Digest::parse(text).ok_or_else(|| value(key, "64 lower-case hex figures", text))
}

fn time(key: &'static str, text: &str) -> Read<Timestamp> {
    text.parse().map_err(|_| value(key, "a time like 2026-09-01T08:30:00.000Z", text))
}

fn value(key: &'static str, expected: &'static str, found: &str) -> ManifestReadError {
    ManifestReadError::Value { key, expected, found: found.to_owned() }
}
