//! What was said of the columns of a file is kept as a map under a name, and the file is read with it.

use assay_workspace::import::mapped::{self, Chosen};
use assay_workspace::import::{Refused, Run};

use super::columns::typed;
use super::preview;
use crate::desk::Desk;
use crate::failure;
use crate::field::{Fault, escaped};
use crate::reply::{Answer, Reply};

/// Keeps the columns as a map, and reads the files with it.
pub(super) fn keep(desk: &Desk) -> Answer {
    let held = preview::held(desk)?;
    let mut faults = Vec::new();
    let name = desk.asked.needed("name", "Give the columns a name, such as our-list", &mut faults);
    if !faults.is_empty() {
        return preview::with_faults(desk, faults);
    }
    let map = preview::map_of(desk, &held);
    let options = preview::options(&held, map, Run::Dry, Refused::Stop)?;
    let chosen: Vec<Chosen> = typed(desk).into_iter().map(|(_, chosen)| chosen).collect();
    match mapped::keep(&mut desk.open()?.writer()?, &options, &name, &chosen) {
        Ok(()) => Ok(Reply::done(
            format!("/case-lists/preview/{}?map={}", escaped(&held.id), escaped(&name)),
            format!("The columns are kept as {name}, and the files are read with them."),
        )),
        Err(error) => {
            preview::with_faults(desk, vec![Fault::of("name", failure::sentence(&error))])
        }
    }
}
