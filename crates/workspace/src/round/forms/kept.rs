//! The forms of a draw as they lie in its folder: which there are, one of them, or all as one zip. It writes no
//! form; `out` does.

use std::collections::BTreeMap;

use assay_model::FormOut;
use assay_tables::bundle;

use super::out::drawn;
use crate::desk::files;
use crate::desk::next::Next;
use crate::draws::outputs::folder_of;
use crate::{Error, Reader, Result};

/// Returns the forms that are out, in the order of their numbers.
///
/// # Errors
/// When there is no such draw, or nothing is drawn.
pub fn list(workspace: &Reader, id: &str) -> Result<Vec<FormOut>> {
    let (id, _) = drawn(workspace, id)?;
    let all = workspace.store.all::<FormOut>()?;
    let own = all.into_iter().filter(|form| form.draw == id);
    let by_file: BTreeMap<String, FormOut> = own.map(|form| (form.file.clone(), form)).collect();
    Ok(by_file.into_values().collect())
}

/// Returns the form with this number: its name and its bytes.
///
/// # Errors
/// When there is no such form, or its file is gone.
pub fn one(workspace: &Reader, id: &str, number: u64) -> Result<(String, Vec<u8>)> {
    let forms = list(workspace, id)?;
    let form = forms
        .into_iter()
        .find(|form| u64::from(form.number) == number)
        .ok_or_else(|| Error::missing(format!("there is no form {number} of {id}")))?;
    let bytes = read(workspace, &form)?;
    Ok((form.file, bytes))
}

/// Returns all forms that are out as one zip.
///
/// # Errors
/// When there are none, or a file is gone.
pub fn zipped(workspace: &Reader, id: &str) -> Result<Vec<u8>> {
    let forms = list(workspace, id)?;
    if forms.is_empty() {
        return Err(Error::missing(format!("no forms of {id} are out yet")));
    }
    let files: Vec<(String, Vec<u8>)> = forms
        .iter()
        .map(|form| read(workspace, form).map(|bytes| (form.file.clone(), bytes)))
        .collect::<Result<_>>()?;
    bundle(&files).map_err(|fault| Error::failed("the zip cannot be written").because(fault))
}

fn read(workspace: &Reader, form: &FormOut) -> Result<Vec<u8>> {
    let path = folder_of(workspace, &form.draw).join("forms").join(&form.file);
    files::read(&path).map_err(|error| match error {
        Error::Missing(_) => {
            Error::missing(format!("the form {} is gone from its folder", form.file))
                .then(Next::Words("write the forms again; they hold the same cases".to_owned()))
        }
        other => other,
    })
}
