//! The options that every command has, and how dates, months, shares and case ids are read. It knows no
//! command: what a command takes of its own is in its file under `commands`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use assay_model::{Date, Month};
use assay_workspace::find_folder;
use assay_workspace::{Session, Workspace};
use clap::{Args, ValueEnum};

use crate::error::CommandError;
use crate::progress::Bars;

/// The heading that these options have in every help text.
const HEADING: &str = "Options of every command";

/// Options that may be given anywhere.
#[derive(Debug, Args)]
pub(crate) struct Globals {
    /// The workspace folder; by default the nearest folder upwards with an assay.yaml.
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "ASSAY_WORKSPACE",
        hide_env_values = true
    )]
    #[arg(help_heading = HEADING)]
    workspace: Option<PathBuf>,
    /// The name to record next to your login.
    #[arg(long, global = true, value_name = "NAME", help_heading = HEADING)]
    actor: Option<String>,
    /// The date the figures are as at; by default today.
    #[arg(long, global = true, value_name = "DATE", value_parser = parse_date, help_heading = HEADING)]
    as_at: Option<Date>,
    /// How to print: table, json or csv; for packs: html, xlsx, docx, pdf or all.
    #[arg(long, global = true, value_name = "FORMAT", value_enum, hide_possible_values = true)]
    #[arg(help_heading = HEADING)]
    format: Option<Format>,
}

/// What `--format` can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Aligned columns, for people.
    Table,
    /// One JSON value.
    Json,
    /// Comma-separated values with a header.
    Csv,
    /// For packs: one self-contained page.
    Html,
    /// For packs: the annex of tables.
    Xlsx,
    /// For packs: a document to edit.
    Docx,
    /// For packs: PDF, where the typst program is installed.
    Pdf,
    /// For packs: every format.
    All,
}

impl Globals {
    /// Returns how data are to be printed.
    pub(crate) fn data_format(&self) -> Result<Format, CommandError> {
        match self.format.unwrap_or(Format::Table) {
            format @ (Format::Table | Format::Json | Format::Csv) => Ok(format),
            _ => Err(CommandError::new("this command prints table, json or csv")
                .hint("html, xlsx, docx, pdf and all are formats of packs: assay pack board --format html")),
        }
    }

    /// Returns `--format` as it was given, for commands with formats of their own.
    pub(crate) fn given_format(&self) -> Option<Format> {
        self.format
    }

    /// Returns who is at the machine, on the real clock.
    pub(crate) fn session(&self) -> Session {
        Session::of_this_machine(self.actor.clone(), self.as_at)
    }

    /// Returns the name to record next to the login, where one was given.
    pub(crate) fn actor_name(&self) -> Option<String> {
        self.actor.clone()
    }

    /// Returns the date the figures are as at, where one was given.
    pub(crate) fn as_at_date(&self) -> Option<Date> {
        self.as_at
    }

    /// Returns the workspace's folder: the one named, or the nearest upwards; none where there is none.
    pub(crate) fn folder_if_there(&self) -> Result<Option<PathBuf>, CommandError> {
        let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
        match find_folder(self.workspace.as_deref(), &here) {
            Ok(root) => Ok(Some(here.join(root))),
            Err(error) if self.workspace.is_some() => Err(error.into()),
            Err(_) => Ok(None),
        }
    }

    /// Opens the workspace named, or the nearest upwards, for commands that can do without one.
    pub(crate) fn open_if_there(&self) -> Result<Option<Workspace>, CommandError> {
        match self.folder_if_there()? {
            Some(root) => Ok(Some(self.watched(&root)?)),
            None => Ok(None),
        }
    }

    /// Opens the workspace named, the nearest upwards, or the one that a file lies in; none where there is none.
    pub(crate) fn open_for(&self, file: &Path) -> Result<Option<Workspace>, CommandError> {
        if let Some(root) = self.folder_if_there()? {
            return Ok(Some(self.watched(&root)?));
        }
        let place = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
        find_folder(None, &place).ok().map(|root| self.watched(&root)).transpose()
    }

    /// Opens the workspace named, or the nearest upwards.
    pub(crate) fn open(&self) -> Result<Workspace, CommandError> {
        let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
        let root = find_folder(self.workspace.as_deref(), &here)?;
        self.watched(&root)
    }

    fn watched(&self, root: &Path) -> Result<Workspace, CommandError> {
        let workspace = Workspace::open(root, self.session())?;
        for words in workspace.of_stopped_runs() {
            say!("note: {words}");
        }
        Ok(workspace.watched_by(Arc::new(Bars::default())))
    }
}

/// Reads an ISO date.
pub(crate) fn parse_date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| format!("expected a date like 2026-09-30, found \"{text}\""))
}

/// Reads a month like 2026-09.
pub(crate) fn parse_month(text: &str) -> Result<Month, String> {
    Month::parse(text).ok_or_else(|| format!("expected a month like 2026-09, found \"{text}\""))
}

/// Reads a share: `95%` or `0.95`.
pub(crate) fn parse_share(text: &str) -> Result<f64, String> {
    let (bare, scale) = text.strip_suffix('%').map_or((text, 1.0), |bare| (bare, 100.0));
    bare.trim()
        .parse::<f64>()
        .ok()
        .map(|number| number / scale)
        .filter(|share| share.is_finite())
        .ok_or_else(|| format!("expected a share like 95% or 0.95, found \"{text}\""))
}

/// Reads a case id as lists have it.
pub(crate) fn parse_case(text: &str) -> Result<assay_model::CaseId, String> {
    assay_model::CaseId::parse(text).map_err(|fault| format!("expected {fault}, found \"{text}\""))
}
