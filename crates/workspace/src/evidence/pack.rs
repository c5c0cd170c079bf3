//! The pack job: reads the profile, gathers figures, makes the document and the files, and records
//! what was made. The same inputs give the same bytes, and the same bytes are recorded once.

mod audits;
mod draws;
mod earlier;
mod figures;
mod formats;
mod front;
mod issue;
mod judged;
mod leaks;
mod learning;
mod lists;
mod measuring;
mod narrative;
mod quotes;
mod records;
mod settings;
mod since;
mod themes;

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use assay_model::print;
use assay_model::{Date, FrameworkUsed, PackFile, PackMade};
use assay_pack::view::{Document, Edition};
use assay_pack::{Templates, assemble};
use assay_store::{FileWork, Kept as _, Store};
use assay_views::pack::PackReport;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::desk::error::{Error, Result};
use crate::desk::files;
use crate::desk::folder;
use crate::desk::place::Workspace;
use crate::desk::reader::Reader;
use crate::desk::unfinished;
use crate::records::{people, written};

pub use formats::Format;
pub use issue::issue;
pub(crate) use quotes::{Passage, Quoting};

/// Entries of which no figure depends, so that the same pack can be made again after them: that something was written
/// or taken out to be read, and that a second person was enrolled or typed a passphrase.
pub(super) const NOT_THE_HEAD: [&str; 10] = [
    "pack",
    issue::ISSUE,
    assay_store::guard::ADOPTED,
    written::BACKUP,
    written::SNAPSHOT,
    written::EXPORT,
    written::DOWNLOAD,
    people::ENROLLED,
    people::WRONG_PASSPHRASE,
    people::RIGHT_PASSPHRASE,
];

/// What pack is wanted.
#[derive(Debug, Clone)]
pub struct PackOptions {
    /// The profile's name.
    pub profile: String,
    /// The formats, in the order of [`Format::ALL`].
    pub formats: Vec<Format>,
    /// The folder to write to; none for the workspace's own.
    pub out: Option<PathBuf>,
    /// The date of the visit it is made for.
    pub visit: Option<Date>,
    /// An earlier pack to say what changed since; none for the last issued of the profile.
    pub since: Option<String>,
}

impl PackOptions {
    /// Returns the day that the pack is made for: its visit's, else the as-at day.
    fn day(&self, workspace: &Reader) -> Date {
        self.visit.unwrap_or(workspace.session.as_at())
    }
}

impl Default for PackOptions {
    /// Returns the options of a page without profile.
    fn default() -> Self {
        Self {
            profile: String::new(),
            formats: vec![Format::Html],
            out: None,
            visit: None,
            since: None,
        }
    }
}

/// As what a pack is made: a draft, or what is issued of one.
struct MadeAs {
    /// What is printed of it on every page.
    status: String,
    /// The name of its files without their endings.
    stem: String,
    /// The folder its files are for.
    folder: PathBuf,
    /// The head of the ledger that it prints.
    head: String,
}

impl MadeAs {
    fn draft(workspace: &Reader, options: &PackOptions) -> Result<Self> {
        let packs = || workspace.root.join(folder::PACKS);
        Ok(Self {
            status: Edition::draft(),
            stem: format!("{}-{}", workspace.session.as_at(), options.profile),
            folder: options.out.clone().unwrap_or_else(packs),
            head: workspace.store.head(&NOT_THE_HEAD)?.hash,
        })
    }
}

/// Makes the draft of a profile's pack. What is handed on is issued from it, by a second person.
///
/// # Errors
/// When there is no such profile, the settings or the store cannot be read, a quote still names
/// somebody, or a file cannot be written.
pub fn pack(workspace: &mut Workspace, options: &PackOptions) -> Result<PackReport> {
    options.out.as_deref().map_or(Ok(()), files::refuse_odd_names)?;
    let made = {
        let reader = workspace.reader()?;
        files_of(&reader, options, &MadeAs::draft(&reader, options)?)?
    };
    workspace.progress().go_on()?;
    let unchanged = record(workspace, options, &made)?;
    Ok(PackReport {
        files: made.files.into_iter().map(|(path, _)| path).collect(),
        head: made.document.edition.head.clone(),
        notes: made.notes,
        lacks: made.document.lacks.iter().map(|lack| lack.title.clone()).collect(),
        missing: made.document.lacks.iter().map(|lack| lack.kind.name()).collect(),
        unchanged,
    })
}

/// A pack that is not on the disk yet.
struct Rendered {
    document: Document,
    /// The inspection framework it goes by.
    framework: Option<FrameworkUsed>,
    files: Vec<(PathBuf, Vec<u8>)>,
    notes: Vec<String>,
}

/// Returns the document and its files, all of one moment.
fn files_of(workspace: &Reader, options: &PackOptions, made_as: &MadeAs) -> Result<Rendered> {
    let templates = templates(workspace)?;
    let (document, lists) = made(workspace, options, made_as)?;
    let settings = settings::read(workspace, &options.profile, options.day(workspace))?;
    let watch = leaks::Watch::of(workspace, &settings.profile)?;
    watch.look(&document)?;
    let mut written = Vec::new();
    let mut notes = Vec::new();
    let stage = workspace.stage("files", Some(options.formats.len() as u64));
    let as_at = workspace.session.as_at();
    let MadeAs { folder, stem, .. } = made_as;
    for format in &options.formats {
        match formats::render(*format, &document, &templates, as_at)? {
            formats::Made::File(bytes) => {
                if *format == Format::Html {
                    watch.look_at_page(&String::from_utf8_lossy(&bytes))?;
                }
                let name = format!("{stem}.{}", format.ending());
                written.push((folder.join(name), bytes));
            }
            formats::Made::Not(why) => notes.push(why),
        }
        stage.step()?;
    }
    if let Some(lists) = lists.map(lists::Writing::end).transpose()? {
        written.push((folder.join(lists::name(stem, "xlsx")), lists.book));
        written.push((folder.join(lists::name(stem, "csv")), lists.csv));
    }
    let framework =
        settings.framework.map(|used| FrameworkUsed { name: used.name, sha256: used.sha256 });
    Ok(Rendered { document, framework, files: written, notes })
}

/// Returns the document of a profile, as every format prints it.
///
/// # Errors
/// As for [`pack`].
pub fn document(workspace: &Reader, options: &PackOptions) -> Result<Document> {
    Ok(made(workspace, options, &MadeAs::draft(workspace, options)?)?.0)
}

/// Returns the document, and for a restricted pack the lists behind its figures.
fn made(
    workspace: &Reader,
    options: &PackOptions,
    made_as: &MadeAs,
) -> Result<(Document, Option<lists::Writing>)> {
    let settings = settings::read(workspace, &options.profile, options.day(workspace))?;
    let mut gathered = figures::gather(workspace, &settings, options)?;
    let as_at = workspace.session.as_at();
    let edition = Edition {
        as_at: print::date(as_at),
        as_at_iso: as_at.to_string(),
        program: format!("assay {}", env!("CARGO_PKG_VERSION")),
        head: made_as.head.clone(),
        status: made_as.status.clone(),
    };
    if let Some((earlier, before)) = earlier::earlier(workspace, options)? {
        let document = assemble(&settings.profile, &gathered.figures, edition.clone());
        gathered.figures.since = since::since(earlier, before, &document);
    }
    let mut document = assemble(&settings.profile, &gathered.figures, edition);
    if gathered.lists.is_some() {
        lists::link(&mut document, &made_as.stem);
    }
    Ok((document, gathered.lists))
}

/// Returns our templates with the council's own from the folder `templates` in front of them.
fn templates(workspace: &Reader) -> Result<Templates> {
    let mut own = Vec::new();
    for (name, _) in assay_pack::html::TEMPLATES {
        let path = workspace.root.join("templates").join(name);
        if path.is_file() {
            let text = files::read_text(&path)?;
            own.push(assay_pack::Override { name: name.to_owned(), text });
        }
    }
    Templates::new(&own).map_err(from_pack)
}

/// What a process of its own does that renders a council's own templates: it reads an order and writes the answer.
///
/// # Errors
/// When the order cannot be read or the answer not be written.
pub fn render_apart(mut order: impl Read, mut answer: impl Write) -> Result<()> {
    let mut bytes = Vec::new();
    let broken =
        |source: io::Error| Error::failed("the page could not be made apart").because(source);
    order.read_to_end(&mut bytes).map_err(broken)?;
    let page = assay_pack::html::apart::obey(&bytes).map_err(from_pack)?;
    answer.write_all(&page).and_then(|()| answer.flush()).map_err(broken)
}

/// Writes the pack's files and records it, unless the very same is the last on record; says whether it was.
fn record(workspace: &mut Workspace, options: &PackOptions, made: &Rendered) -> Result<bool> {
    let Rendered { document, files: written, framework, .. } = made;
    if written.is_empty() {
        return Ok(true);
    }
    let as_at = document.edition.as_at_iso.clone();
    let files = named(written);
    let digests: Vec<String> = files.iter().map(|file| file.sha256.clone()).collect();
    let made = PackMade {
        profile: options.profile.clone(),
        as_at: workspace.session().as_at(),
        head: document.edition.head.clone(),
        visit: options.visit,
        since: options.since.clone(),
        files,
        key_figures: since::key_figures(document),
        framework: framework.clone(),
        printed: BTreeMap::new(),
    };
    // In the workspace's folder the files are part of the change; elsewhere they come first.
    let name_of = |path: &Path| unfinished::name_of(workspace.root(), path);
    let work: Option<Vec<FileWork>> = written
        .iter()
        .map(|(path, bytes)| Some(FileWork::Write { path: name_of(path)?, bytes: bytes.clone() }))
        .collect();
    let write = || written.iter().try_for_each(|(path, bytes)| files::write(path, bytes));
    let is_last = |store: &Store| Ok::<_, Error>(store.one(&made.key())?.as_ref() == Some(&made));
    // Files elsewhere are nobody's but the caller's: a pack that is on record can be made there without the lock, also
    // from a workspace that may only be read.
    if work.is_none() && is_last(&workspace.reader()?.store)? {
        write()?;
        return Ok(true);
    }
    let mut writer = workspace.writer()?;
    let unchanged = is_last(&writer.store)?;
    if unchanged || work.is_none() {
        write()?;
    }
    if unchanged {
        return Ok(true);
    }
    let now = writer.session.now();
    writer.write(now, |tx| {
        tx.keep(&made, None)?;
        let framework = framework.as_ref().map(|used| json!([used.name, used.sha256]));
        let body = json!({
            "profile": options.profile, "as_at": as_at, "sha256": digests, "framework": framework,
        });
        tx.append("pack", body)?;
        tx.then(work.as_deref().unwrap_or_default())
    })?;
    writer.finish()?;
    Ok(false)
}

/// Returns the files by name and digest.
fn named(written: &[(PathBuf, Vec<u8>)]) -> Vec<PackFile> {
    let file = |(path, bytes): &(PathBuf, Vec<u8>)| PackFile {
        name: path.file_name().map_or(String::new(), |n| n.to_string_lossy().into_owned()),
        sha256: print::hex(&Sha256::digest(bytes)),
    };
    written.iter().map(file).collect()
}

/// Returns an engine's error as the job's.
#[expect(
    clippy::needless_pass_by_value,
    reason = "it stands in map_err, which gives the error away"
)]
fn from_pack(error: assay_pack::Error) -> Error {
    let told = Error::input(error.to_string());
    match &error {
        assay_pack::Error::Template { .. } => told.hint(
            "correct the template in the workspace's folder templates, or take it away to use ours",
        ),
        assay_pack::Error::UnknownTemplate(_) => {
            let names: Vec<&str> =
                assay_pack::html::TEMPLATES.iter().map(|(name, _)| *name).collect();
            told.hint(format!("the templates are {}", names.join(", ")))
        }
        assay_pack::Error::Limit => told.hint(
            "look in the workspace's folder templates for a loop without end or a text that grows, or take the templates away to use ours",
        ),
        _ => told,
    }
}
