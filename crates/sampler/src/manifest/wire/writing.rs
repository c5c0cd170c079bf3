//! From the record to its wire form.

use super::{
    Drawn, DrawnStratum, METHOD, Manifest, Method, WireAllocation, WireAssignment, WireCap,
    WireDrawn, WireExtension, WireFrame, WireLedger, WireManifest, WirePlan, WireProgram,
    WireReplacement, WireSeed, WireSource, WireStratum, WireTargeted, timestamp_text,
};

impl WireManifest {
    pub(super) fn of(manifest: &Manifest) -> Self {
        let rules = &manifest.rules;
        let seed = &manifest.seed;
        let frame = &manifest.frame;
        Self {
            method: METHOD.to_owned(),
            draw_id: manifest.draw.to_string(),
            selection: rules.selection.word().to_owned(),
            unit: rules.unit.word().to_owned(),
            seed: WireSeed {
                text: seed.seed.to_string(),
                source: seed.source.clone(),
                recorded_at: timestamp_text(seed.recorded_at),
                weak: seed.weak,
            },
            frozen_at: timestamp_text(manifest.frozen_at),
            sources: manifest
                .sources
                .iter()
                .map(|s| WireSource { name: s.name.clone(), sha256: s.sha256.to_string() })
                .collect(),
            plan: WirePlan {
                name: manifest.plan.name.clone(),
                sha256: manifest.plan.sha256.to_string(),
                text: manifest.plan.text.clone(),
            },
            frame: WireFrame {
                sha256: frame.sha256.to_string(),
                salted_sha256: frame.salted_sha256.to_string(),
                cases: frame.cases,
                eligible: frame.eligible,
                excluded: frame.excluded.clone(),
            },
            allocation: allocation(manifest),
            strata: manifest.strata.iter().map(stratum).collect(),
            second_read: manifest.second_read.iter().map(ToString::to_string).collect(),
            targeted: manifest
                .targeted
                .iter()
                .map(|t| WireTargeted { case_id: t.case.to_string(), reason: t.reason.clone() })
                .collect(),
            assignments: assignments(manifest),
            replacements: replacements(manifest),
            extensions: manifest
                .extensions
                .iter()
                .map(|e| WireExtension { from_n: e.from_n, to_n: e.to_n, at: timestamp_text(e.at) })
                .collect(),
            notes: manifest.notes.clone(),
            ledger: manifest
                .ledger
                .as_ref()
                .map(|l| WireLedger { entry: l.entry, head: l.head.clone() }),
            program: WireProgram {
                name: manifest.program.name.clone(),
                version: manifest.program.version.clone(),
            },
        }
    }
}

fn allocation(manifest: &Manifest) -> WireAllocation {
    let rules = &manifest.rules;
    WireAllocation {
        method: rules.allocation.method.word().to_owned(),
        minimum: rules.allocation.minimum,
        nested: rules.allocation.nested,
        cap: rules.cap.as_ref().map(|cap| WireCap { column: cap.column.clone(), k: cap.k }),
        weights: match &rules.allocation.method {
            Method::Neyman(weights) => weights.clone(),
            _ => std::collections::BTreeMap::new(),
        },
    }
}

fn assignments(manifest: &Manifest) -> Vec<WireAssignment> {
    let wire = |a: &super::Assignment| WireAssignment {
        case_id: a.case.to_string(),
        auditor: a.auditor.clone(),
        role: a.role.word().to_owned(),
    };
    manifest.assignments.iter().map(wire).collect()
}

fn replacements(manifest: &Manifest) -> Vec<WireReplacement> {
    let wire = |r: &super::Replacement| WireReplacement {
        case_id: r.case.to_string(),
        reason: r.reason.clone(),
        replaced_by: r.replaced_by.to_string(),
        approver: r.approver.clone(),
        opened: r.opened,
        at: timestamp_text(r.at),
    };
    manifest.replacements.iter().map(wire).collect()
}

fn stratum(stratum: &DrawnStratum) -> WireStratum {
    WireStratum {
        stratum: stratum.name.clone(),
        eligible: stratum.eligible,
        n: stratum.n,
        cutoff_ticket: stratum.cutoff.map(|ticket| ticket.to_string()),
        selected: stratum.selected.iter().map(drawn).collect(),
        reserves: stratum.reserves.iter().map(drawn).collect(),
        passed_over: stratum.passed_over.iter().map(ToString::to_string).collect(),
    }
}

fn drawn(drawn: &Drawn) -> WireDrawn {
    WireDrawn {
        case_id: drawn.case.to_string(),
        ticket: drawn.ticket.map(|ticket| ticket.to_string()),
    }
}
