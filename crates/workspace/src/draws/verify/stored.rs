//! A draw's files against the store: the frozen list, the seed, the manifest, the selection, and the results
//! that had come back before the sample was changed.

use assay_sampler::freeze::stratum_difference;
use assay_sampler::verify::{Answer, line_difference};
use assay_sampler::{Digest, Manifest};
use assay_store::DrawRecord;
use assay_views::draws::Difference;
use serde_json::Value;

use super::VerifyReport;
use crate::desk::error::Result;
use crate::desk::files;
use crate::desk::reader::Reader;
use crate::draws::{guarded, known, outputs, results};

/// Compares the files of a draw with what the store and its ledger say of it.
pub(super) fn compare(
    workspace: &Reader,
    record: &DrawRecord,
    manifest: &Manifest,
    frame: &[u8],
    report: &mut VerifyReport,
) -> Result<()> {
    if let Some(difference) = line_difference(&record.frozen.frame, frame) {
        report.list_unchanged = Answer::No(difference);
    }
    if let Some(difference) = freeze_difference(workspace, record)? {
        report.list_unchanged = Answer::No(difference);
    }
    if report.list_unchanged == Answer::Yes
        && let Some(difference) = merge_difference(workspace, record)?
    {
        report.list_unchanged = Answer::No(difference);
    }
    report.seed_after_freeze = seed_answer(workspace, record, manifest)?;
    let stored = record.manifest.as_ref().map(|stored| stored.bytes.as_slice()).unwrap_or_default();
    if report.cases_match == Answer::Yes
        && let Some(difference) = text_difference(outputs::MANIFEST, stored, &manifest.bytes())
    {
        report.cases_match = Answer::No(difference);
    }
    let selection = outputs::folder_of(workspace, &record.frozen.id).join(outputs::SELECTION);
    let expected =
        crate::draws::manifest(record).and_then(|stored| outputs::selection_csv(&stored))?;
    if report.cases_match == Answer::Yes {
        report.cases_match = match files::read(&selection) {
            Err(gone) => Answer::No(gone.to_string()),
            Ok(found) => text_difference(outputs::SELECTION, &expected, &found)
                .map_or(Answer::Yes, Answer::No),
        };
    }
    let known = results::known(workspace, &record.frozen.id)?;
    let (difference, lines) = results::compared(manifest, &known);
    report.to_compare = lines;
    if let (Answer::Yes, Some(difference)) = (&report.replacements_in_order, difference) {
        report.replacements_in_order = Answer::No(difference);
    }
    if let Some(difference) = guarded::difference(workspace, record)? {
        report.ledger_intact = Answer::No(difference);
    }
    if let Some(difference) = entry_difference(workspace, record)? {
        report.ledger_intact = Answer::No(difference);
    }
    Ok(())
}

/// The frozen list in the store against the ledger's entry of the freeze.
fn freeze_difference(workspace: &Reader, record: &DrawRecord) -> Result<Option<String>> {
    let kept = Digest::of(&record.frozen.frame).to_string();
    if crate::draws::erased::recorded(workspace, &record.frozen.id, "frame_sha256", &kept)? {
        return Ok(None);
    }
    Ok(match body(workspace, record.freeze_entry)?.map(|body| body["frame_sha256"].clone()) {
        Some(Value::String(said)) if said == kept => None,
        Some(Value::String(said)) => Some(
            Difference::List { kept: &kept, entry: record.freeze_entry, said: &said }.to_string(),
        ),
        _ => Some(Difference::NoFreeze { entry: record.freeze_entry }.to_string()),
    })
}

/// The strata of the frozen list against those that its plan's merge rule makes of the imported list.
fn merge_difference(workspace: &Reader, record: &DrawRecord) -> Result<Option<String>> {
    let plan = crate::draws::plans::frozen(&record.frozen.plan_text)?;
    let Some(rule) = plan.collapse else { return Ok(None) };
    let (frame, cases) =
        (crate::draws::frame(record)?, known::frozen_cases(workspace, record, &plan)?);
    let list = (cases.as_slice(), record.frozen.as_at);
    let found = stratum_difference(&plan, &frame, list, record.frozen.terms.n);
    Ok(found.map(|(case, expected)| {
        let found = frame.row(&case).map_or("", |row| row.stratum.as_str());
        let (case, rule, expected) = (case.as_str(), &rule.text(), &expected);
        Difference::Stratum { case, found, rule, expected }.to_string()
    }))
}

fn seed_answer(workspace: &Reader, record: &DrawRecord, manifest: &Manifest) -> Result<Answer> {
    let no = |difference: Difference<'_>| Ok(Answer::No(difference.to_string()));
    let (Some(seed), Some(entry)) = (&record.seed, record.seed_entry) else {
        return no(Difference::NoSeed);
    };
    if seed.text != manifest.seed.seed.as_str() {
        let (expected, found) = (seed.text.as_str(), manifest.seed.seed.as_str());
        return no(Difference::Seed { expected, found });
    }
    let digest = Digest::of(seed.text.as_bytes()).to_string();
    let said = body(workspace, entry)?.map(|body| body["seed_sha256"].clone());
    if said != Some(Value::String(digest)) {
        return no(Difference::SeedDigest { entry });
    }
    if entry <= record.freeze_entry {
        return no(Difference::SeedFirst { seed: entry, freeze: record.freeze_entry });
    }
    Ok(Answer::Yes)
}

/// The manifest in the store against the ledger entry that holds its digest.
fn entry_difference(workspace: &Reader, record: &DrawRecord) -> Result<Option<String>> {
    let Some(stored) = &record.manifest else { return Ok(None) };
    let parsed = crate::draws::manifest(record)?;
    let digest = parsed.digest_without_ledger().to_string();
    if crate::draws::erased::recorded(workspace, &record.frozen.id, "manifest_sha256", &digest)? {
        return Ok(None);
    }
    let digest = Value::String(digest);
    let said = body(workspace, stored.entry)?.map(|body| body["manifest_sha256"].clone());
    Ok((said != Some(digest))
        .then(|| Difference::ManifestDigest { entry: stored.entry }.to_string()))
}

fn body(workspace: &Reader, entry: u64) -> Result<Option<Value>> {
    Ok(workspace.store.entry(entry)?.map(|entry| entry.body))
}

fn text_difference(file: &str, expected: &[u8], found: &[u8]) -> Option<String> {
    if expected == found {
        return None;
    }
    let text = |bytes: &[u8]| -> Vec<String> {
        String::from_utf8_lossy(bytes).lines().map(|line| line.trim().to_owned()).collect()
    };
    let (expected, found) = (text(expected), text(found));
    let longest = expected.len().max(found.len());
    let line = (0..longest).find(|i| expected.get(*i) != found.get(*i)).unwrap_or(0);
    let (expected, found) = (expected.get(line).map(String::as_str), found.get(line));
    let found = found.map(String::as_str);
    Some(Difference::Line { file, line: line + 1, expected, found }.to_string())
}
