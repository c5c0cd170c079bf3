//! One draft: look at it, take its files out, and issue it with a second person who has read it.

use assay_model::print;
use assay_views::packs::PackLine;
use assay_workspace::evidence::made;
use assay_workspace::evidence::pack::issue;
use serde::Serialize;

use super::contents::{Contents, framed, take};
use super::{draft_address, issued_address};
use crate::desk::Desk;
use crate::failure::{self, Failure};
use crate::field::Fault;
use crate::page::Page;
use crate::pages::actions::second;
use crate::reply::{Answer, Reply};
use crate::routes::Routes;

pub(super) fn routes() -> Routes {
    Routes::default()
        .show("/packs/{pack}", show)
        .show("/packs/{pack}/shown/{file}", |desk| framed(desk, &find(desk)?.files))
        .act("/packs/{pack}/take/{file}", |desk| take(desk, &find(desk)?.files))
        .act("/packs/{pack}/issue", issue_it)
}

#[derive(Serialize)]
struct View {
    name: String,
    href: String,
    profile: String,
    as_at: String,
    drafted_by: String,
    is_current: bool,
    /// The name and address of what was issued from it.
    issued: Option<(String, String)>,
    second_name: String,
    was_read: bool,
    contents: Contents,
}

fn find(desk: &Desk) -> Result<PackLine, Failure> {
    let name = desk.asked.part("pack");
    let packs = made::list(&*desk.open()?.reader()?)?;
    packs.into_iter().find(|pack| pack.name == name).ok_or(Failure::NotFound)
}

fn show(desk: &Desk) -> Answer {
    Ok(page(desk, Vec::new())?.into())
}

fn page(desk: &Desk, faults: Vec<Fault>) -> Result<Page, Failure> {
    let found = find(desk)?;
    let href = draft_address(&found.name);
    let view = View {
        contents: Contents::of(&href, &found.files),
        as_at: print::date(found.as_at),
        profile: found.profile,
        drafted_by: found.drafted_by,
        is_current: found.is_current,
        issued: found.issued.map(|name| (name.clone(), issued_address(&name))),
        second_name: desk.asked.field("second_name").to_owned(),
        was_read: !desk.asked.field("was_read").is_empty(),
        name: found.name,
        href,
    };
    let title = format!("Draft of pack {}", view.name);
    Ok(Page::new("pack.html", title, &view).with_frame().with_faults(faults))
}

fn issue_it(desk: &Desk) -> Answer {
    let name = find(desk)?.name;
    if desk.asked.field("was_read").is_empty() {
        let words = "Say that the second person has read the draft";
        return Ok(page(desk, vec![Fault::of("was_read", words)])?.into());
    }
    match issue(&mut desk.open()?, &name, &second(desk)) {
        Ok(done) => Ok(Reply::done(
            issued_address(&done.name),
            format!("The pack is issued, agreed {}. Its files are below.", done.agreed),
        )),
        Err(error) => {
            let fault = Fault::of("second_name", failure::sentence(&error));
            Ok(page(desk, vec![fault])?.into())
        }
    }
}
