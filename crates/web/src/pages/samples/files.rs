//! The files of a draw to keep: receipt, selection, manifest, frozen list, and the forms.

use assay_workspace::draws::{look, outputs};
use assay_workspace::round::forms;

use super::draw::id;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::reply::{Answer, Reply};
use crate::routes::Routes;

pub(super) fn routes() -> Routes {
    Routes::default()
        .show("/samples/{draw}/receipt.txt", receipt)
        .show("/samples/{draw}/selection.csv", |desk| file(desk, outputs::SELECTION))
        .show("/samples/{draw}/manifest.json", |desk| file(desk, outputs::MANIFEST))
        .show("/samples/{draw}/frame.tsv", |desk| file(desk, outputs::FRAME))
        .show("/samples/{draw}/forms.zip", zip)
        .show("/samples/{draw}/forms/{number}", form)
}

fn receipt(desk: &Desk) -> Answer {
    let found = look::one(&*desk.open()?.reader()?, id(desk))?;
    Ok(Reply::download(format!("{}-receipt.txt", found.line.id), found.receipt.into_bytes()))
}

fn file(desk: &Desk, name: &str) -> Answer {
    let bytes = look::file(&*desk.open()?.reader()?, id(desk), name)?;
    Ok(Reply::download(format!("{}-{name}", id(desk)), bytes))
}

fn zip(desk: &Desk) -> Answer {
    let bytes = forms::zipped(&*desk.open()?.reader()?, id(desk))?;
    Ok(Reply::download(format!("{}-forms.zip", id(desk)), bytes))
}

fn form(desk: &Desk) -> Answer {
    let number = desk.asked.part("number").parse().map_err(|_| Failure::NotFound)?;
    let (name, bytes) = forms::one(&*desk.open()?.reader()?, id(desk), number)?;
    Ok(Reply::download(name, bytes))
}
