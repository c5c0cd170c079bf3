//! One pack that was issued: the final files, who agreed, and the receipt.

use assay_model::print;
use assay_views::packs::IssuedLine;
use assay_workspace::evidence::made;
use serde::Serialize;

use super::contents::{Contents, framed, take};
use super::{draft_address, issued_address};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::page::Page;
use crate::reply::{Answer, Reply};
use crate::routes::Routes;

pub(super) fn routes() -> Routes {
    Routes::default()
        .show("/packs/issued/{pack}", show)
        .show("/packs/issued/{pack}/receipt.txt", receipt)
        .show("/packs/issued/{pack}/shown/{file}", |desk| framed(desk, &find(desk)?.files))
        .act("/packs/issued/{pack}/take/{file}", |desk| take(desk, &find(desk)?.files))
}

#[derive(Serialize)]
struct View {
    name: String,
    href: String,
    facts: Vec<(&'static str, String)>,
    receipt: String,
    draft: String,
    contents: Contents,
}

fn find(desk: &Desk) -> Result<IssuedLine, Failure> {
    let name = desk.asked.part("pack");
    let packs = made::issued(&*desk.open()?.reader()?)?;
    packs.into_iter().find(|pack| pack.name == name).ok_or(Failure::NotFound)
}

fn show(desk: &Desk) -> Answer {
    let found = find(desk)?;
    let href = issued_address(&found.name);
    let entry = match &found.entry {
        Some((number, _)) => format!("Entry {number}"),
        None => "The record is not what the ledger says of it: look under History".to_owned(),
    };
    let withheld = match found.withheld {
        0 => "None".to_owned(),
        n => format!("{}; later packs withhold them too", print::count(n)),
    };
    let view = View {
        contents: Contents::of(&href, &found.files),
        receipt: found.receipt(),
        draft: draft_address(&found.draft),
        facts: vec![
            ("Issued on", print::date(found.on)),
            ("Figures as at", print::date(found.as_at)),
            ("Profile", found.profile),
            ("Drafted by", found.drafted_by),
            ("Agreed by", format!("{}, {}", found.by, found.agreed)),
            ("Counts of children withheld", withheld),
            ("In the ledger", entry),
        ],
        name: found.name,
        href,
    };
    Ok(Page::new("pack_issued.html", format!("Pack {}", view.name), &view).with_frame().into())
}

fn receipt(desk: &Desk) -> Answer {
    let found = find(desk)?;
    let name = format!("{}-receipt.txt", found.name);
    Ok(Reply::download(name, format!("{}\n", found.receipt()).into_bytes()))
}
