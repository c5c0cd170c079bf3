//! Issuing a pack: an act of two people. The draft is made once more from what is stored, and has to be the same bytes that
//! were read; then it is written without the mark of a draft, and put on record with what it was made by and what it
//! withheld. What was issued is what later packs are guarded against and compared with.

use assay_model::{PackFile, PackIssued, PackMade, PackRules, print};
use assay_pack::view::Edition;
use assay_store::{FileWork, Kept as _};
use assay_views::pack::PackIssue;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::{Format, MadeAs, NOT_THE_HEAD, PackOptions, Rendered, files_of, named, settings};
use crate::desk::error::{Error, Result};
use crate::desk::folder;
use crate::desk::place::Workspace;
use crate::desk::reader::Reader;
use crate::desk::unfinished;
use crate::desk::writer::Writer;
use crate::records::people::{Second, second_person, with_second};

/// The kind of entry that says that a pack was issued.
pub(super) const ISSUE: &str = "issue";

/// Issues the draft of this name, or the latest draft of the profile of this name.
///
/// # Errors
/// When there is no such draft, what is stored changed since it was made, it was issued already, the second person
/// may not be one, or a file cannot be written.
pub fn issue(workspace: &mut Workspace, name: &str, second: &Second) -> Result<PackIssue> {
    let draft = draft_of(&*workspace.reader()?, name)?;
    workspace.session_mut().look_at(draft.as_at);
    let options = options_of(&draft);
    let mut writer = workspace.writer()?;
    refuse_another(&writer, &draft)?;
    refuse_changed(&writer, &draft, &options)?;
    let first = first_of(&writer, &draft)?;
    let approval = second_person(&mut writer, &first, second)?;
    let (on, _) = writer.session.local(writer.session.now());
    let edition = editions(&writer, &draft)?.len() as u32 + 1;
    let mut issued = PackIssued {
        profile: draft.profile.clone(),
        as_at: draft.as_at,
        edition,
        head: draft.head.clone(),
        on,
        drafted_by: first,
        by: approval.who().to_owned(),
        second: approval.clone().to_keep(),
        rules: rules(&writer, &options)?,
        files: Vec::new(),
        key_figures: Vec::new(),
        framework: draft.framework.clone(),
        printed: std::collections::BTreeMap::new(),
    };
    let made_as = MadeAs {
        status: Edition::issued(on, edition, approval.way()),
        stem: issued.name(),
        folder: writer.root.join(folder::PACKS).join(folder::ISSUED),
        head: draft.head.clone(),
    };
    let made = files_of(&writer, &options, &made_as)?;
    issued.files = named(&made.files);
    issued.key_figures = super::since::key_figures(&made.document);
    issued.printed.clone_from(&made.document.printed.cells);
    let withheld = issued.printed.values().filter(|withheld| **withheld).count() as u64;
    let body = json!({
        "profile": issued.profile, "as_at": issued.as_at.to_string(), "edition": edition,
        "sha256": issued.files.iter().map(|file| &file.sha256).collect::<Vec<_>>(),
        "profiles_sha256": issued.rules.profiles_sha256, "withheld": withheld,
    });
    keep(&mut writer, &issued, with_second(body, &approval), &made)?;
    Ok(PackIssue {
        name: issued.name(),
        files: made.files.into_iter().map(|(path, _)| path).collect(),
        on: issued.on.to_string(),
        agreed: approval.to_string(),
        withheld,
    })
}

/// Keeps the record and writes the files, together.
fn keep(
    writer: &mut Writer<'_>,
    issued: &PackIssued,
    body: serde_json::Value,
    made: &Rendered,
) -> Result<()> {
    let mut work = Vec::new();
    for (path, bytes) in &made.files {
        let outside = || Error::failed("an issued pack is written in the workspace alone");
        let path = unfinished::name_of(&writer.root, path).ok_or_else(outside)?;
        work.push(FileWork::Write { path, bytes: bytes.clone() });
    }
    let now = writer.session.now();
    writer.write(now, |tx| {
        tx.keep(issued, None)?;
        tx.append(ISSUE, body)?;
        tx.then(&work)
    })?;
    writer.finish()
}

/// Returns the draft of this name, else the latest of this profile.
fn draft_of(workspace: &Reader, name: &str) -> Result<PackMade> {
    let drafts: Vec<PackMade> = workspace.store.all()?;
    let own = drafts.iter().find(|draft| draft.name() == name);
    let latest = || drafts.iter().filter(|d| d.profile == name).max_by_key(|draft| draft.as_at);
    own.or_else(latest).cloned().ok_or_else(|| {
        let mut known: Vec<String> = drafts.iter().map(PackMade::name).collect();
        known.sort();
        let hint = if known.is_empty() {
            "make one first, and have it read".to_owned()
        } else {
            format!("the drafts are {}", known.join(", "))
        };
        Error::missing(format!("there is no draft \"{name}\" to issue")).hint(hint)
    })
}

/// Returns what the draft was made with.
fn options_of(draft: &PackMade) -> PackOptions {
    let is_there = |format: &Format| {
        let name = format!("{}.{}", draft.name(), format.ending());
        draft.files.iter().any(|file| file.name == name)
    };
    PackOptions {
        profile: draft.profile.clone(),
        formats: Format::ALL.into_iter().filter(is_there).collect(),
        out: None,
        visit: draft.visit,
        since: draft.since.clone(),
    }
}

/// Returns the login that made the draft, by the ledger's word.
fn first_of(workspace: &Reader, draft: &PackMade) -> Result<String> {
    let rests = workspace.store.rests::<PackMade>(&draft.key())?;
    let Some(rests) = rests.filter(|rests| rests.holds) else {
        return Err(Error::damaged(format!(
            "the record of the draft {} is not what the ledger says of it",
            draft.name()
        ))
        .then(crate::desk::next::Next::VerifyLedger));
    };
    Ok(rests.entry.actor.login)
}

/// Returns what was issued before of this profile and date.
fn editions(workspace: &Reader, draft: &PackMade) -> Result<Vec<PackIssued>> {
    let mut all: Vec<PackIssued> = workspace.store.all()?;
    all.retain(|pack| pack.profile == draft.profile && pack.as_at == draft.as_at);
    Ok(all)
}

/// Refuses to issue once more what was issued and has not changed.
fn refuse_another(workspace: &Reader, draft: &PackMade) -> Result<()> {
    let before = editions(workspace, draft)?;
    let Some(same) = before.iter().find(|pack| pack.head == draft.head) else { return Ok(()) };
    Err(Error::refused(format!(
        "{} was issued on {}, and nothing changed since",
        same.name(),
        print::date(same.on)
    ))
    .hint("hand on the files in the folder packs/issued"))
}

/// Refuses where the draft, made once more, is not what was read.
fn refuse_changed(workspace: &Reader, draft: &PackMade, options: &PackOptions) -> Result<()> {
    let made_as = MadeAs::draft(workspace, options)?;
    let is_same = workspace.store.head(&NOT_THE_HEAD)?.hash == draft.head && {
        let again: Vec<PackFile> = named(&files_of(workspace, options, &made_as)?.files);
        again == draft.files
    };
    if is_same {
        return Ok(());
    }
    Err(Error::refused(format!(
        "what is stored, a setting or a template changed since the draft {} was made: it would not be issued as it was read",
        draft.name()
    ))
    .hint("make the draft again and have it read; it is issued from the same bytes"))
}

fn rules(workspace: &Reader, options: &PackOptions) -> Result<PackRules> {
    let profile = settings::read(workspace, &options.profile, options.day(workspace))?.profile;
    let text = workspace.settings_text("pack.yaml")?;
    Ok(PackRules {
        profiles_sha256: print::hex(&Sha256::digest(text.as_bytes())),
        small: profile.rule.small,
        least_audits: profile.rule.least_audits,
        least_returned: profile.least_returned,
    })
}
