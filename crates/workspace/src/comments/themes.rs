//! Themes in a workspace: which book of themes holds, and the jobs around it.

pub mod behind;
pub mod check;
pub mod checked;
pub mod chosen;
pub mod count;
pub mod edit;
pub mod emerging;
pub mod explain;
pub mod labelled;
pub mod reading;
pub mod related;
pub mod review;
pub mod starter;
pub mod suggest;
pub mod tag;
pub mod tried;
pub mod verdicts;

use std::sync::{Arc, Mutex, PoisonError};

use assay_comments::Themes;
use assay_comments::themes::ThemeBook;
use assay_config::shipped;

use super::index::cursor::was_built_with;
use crate::desk::error::{Error, Result};
use crate::desk::input::Input;
use crate::desk::reader::Reader;

/// The name of the settings file.
pub const FILE: &str = "themes.yaml";

/// Returns the themes that come with the program.
///
/// # Errors
/// Never in a program that passed its tests.
pub fn built_in() -> Result<Arc<Themes>> {
    let text = shipped::text(FILE).unwrap_or_default();
    prepared(text, |_| false)
}

/// Returns the themes of a file.
///
/// # Errors
/// When it cannot be read; every fault with its line.
pub fn of_file(input: &Input) -> Result<Arc<Themes>> {
    let text = String::from_utf8(input.read()?).map_err(|_| {
        Error::input(format!("{} is not UTF-8 text", input.place())).hint("save it again as UTF-8")
    })?;
    Ok(Arc::new(assay_config::themes::read(&text, input.name())?))
}

/// Returns the workspace's themes: its own `themes.yaml`, else those that come with the program.
///
/// # Errors
/// When its file cannot be read; every fault with its line.
pub fn of_workspace(workspace: &Reader) -> Result<Arc<Themes>> {
    let text = workspace.settings_text(FILE)?;
    prepared(&text, |book| was_built_with(&workspace.root, book.digest()))
}

/// Prepares the rules, or hands out those prepared last where the text is the same: a job asks for them in
/// several places, and preparing takes longer than most questions.
fn prepared(text: &str, is_known: impl FnOnce(&ThemeBook) -> bool) -> Result<Arc<Themes>> {
    static LAST: Mutex<Option<(String, Arc<Themes>)>> = Mutex::new(None);
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((known, themes)) = &*last
        && known == text
    {
        return Ok(Arc::clone(themes));
    }
    let themes = Arc::new(assay_config::themes::read_known(text, FILE, is_known)?);
    *last = Some((text.to_owned(), Arc::clone(&themes)));
    Ok(themes)
}

/// Returns an error with the codes there are, unless the book has the theme.
pub(crate) fn known(themes: &Themes, code: &str) -> Result<()> {
    let codes: Vec<&str> = themes.book().themes.iter().map(|theme| theme.code.as_str()).collect();
    if codes.contains(&code) {
        return Ok(());
    }
    Err(Error::missing(format!("no theme \"{code}\""))
        .hint(format!("the themes are {}", codes.join(", "))))
}
