//! One part of an audit: its questions, saved together by a button or one by one as they are typed.

use assay_views::round::{AuditForm, DraftSaved, FormPart, FormQuestion};
use assay_workspace::Error;
use assay_workspace::round::fill::{self, Saving, Typed};
use serde::Serialize;

use super::question::{self, Group};
use super::{Head, address_of, head, list_address, read_of, title};
use crate::desk::Desk;
use crate::failure::{Failure, sentence};
use crate::field::Fault;
use crate::page::Page;
use crate::reply::{Answer, Reply};
use crate::routes::Routes;

/// What the names of marks begin with.
const WAS: &str = "was-";

pub(super) fn routes() -> Routes {
    Routes::default()
        .show("/audits/{draw}/cases/{case}/{read}/part/{part}", show)
        .act("/audits/{draw}/cases/{case}/{read}/part/{part}", save_part)
        .act("/audits/{draw}/cases/{case}/{read}/save", save_one)
}

#[derive(Serialize)]
struct View {
    head: Head,
    title: String,
    guide: String,
    at: usize,
    of: usize,
    slug: String,
    groups: Vec<Group>,
    /// Where the part before is; none of the first.
    before: Option<String>,
    saved: String,
}

fn show(desk: &Desk) -> Answer {
    let form = fill::form(&*desk.open()?.reader()?, &read_of(desk)?)?;
    let part = part_of(desk, &form)?;
    // Whoever comes from the last step finds what is missing at its field, in the same words.
    let faults = question::faults(part, !desk.asked.query("missing").is_empty());
    Ok(page(&form, part, &|_| None, faults).with_status(200).into())
}

fn part_of<'f>(desk: &Desk, form: &'f AuditForm) -> Result<&'f FormPart, Failure> {
    form.part(desk.asked.part("part")).ok_or(Failure::NotFound)
}

fn page(
    form: &AuditForm,
    part: &FormPart,
    typed: &dyn Fn(&FormQuestion) -> Option<String>,
    faults: Vec<Fault>,
) -> Page {
    let at = form.parts.iter().position(|one| one.slug == part.slug).unwrap_or_default();
    let head = head(form);
    let before = at.checked_sub(1).map(|at| format!("{}/part/{}", head.href, form.parts[at].slug));
    let view = View {
        title: part.title.clone(),
        guide: part.guide.clone(),
        at: at + 1,
        of: form.parts.len(),
        slug: part.slug.clone(),
        groups: question::groups(part, typed),
        before,
        saved: form.draft.as_ref().map(|draft| draft.saved.clone()).unwrap_or_default(),
        head,
    };
    Page::new("audit_part.html", title(form, &part.title), &view).with_faults(faults)
}

/// Returns the answers that the form sent: each of which it brought the mark. A box without a tick sends nothing else.
fn typed(desk: &Desk) -> Vec<Typed> {
    let marks =
        desk.asked.fields.iter().filter_map(|(name, mark)| Some((name.strip_prefix(WAS)?, mark)));
    marks
        .map(|(key, mark)| Typed {
            key: key.to_owned(),
            text: desk.asked.field(key).to_owned(),
            mark: mark.trim().to_owned(),
        })
        .collect()
}

fn saving(desk: &Desk) -> Saving {
    Saving { held: desk.asked.field("held").parse().unwrap_or_default(), typed: typed(desk) }
}

fn save_part(desk: &Desk) -> Answer {
    let of = read_of(desk)?;
    let saving = saving(desk);
    let mut workspace = desk.open()?;
    let saved = workspace.saver().and_then(|mut writer| fill::save(&mut writer, &of, &saving));
    let form = fill::form(&*workspace.reader()?, &of)?;
    let part = part_of(desk, &form)?;
    let sent = |question: &FormQuestion| {
        let one = saving.typed.iter().find(|typed| typed.key == question.key)?;
        Some(one.text.clone())
    };
    let first = part.questions.first().map(|question| question.key.clone()).unwrap_or_default();
    let DraftSaved { at, changed, .. } = match saved {
        Ok(saved) => saved,
        Err(error @ (Error::Busy { .. } | Error::Refused(_) | Error::Input(_))) => {
            let words = format!("Not saved yet: {}", sentence(&error));
            return Ok(page(&form, part, &sent, vec![Fault::of(first, words)]).into());
        }
        Err(error) => return Err(error.into()),
    };
    if !changed.is_empty() {
        let faults = changed.into_iter().map(|one| Fault::of(one.key, one.words)).collect();
        return Ok(page(&form, part, &sent, faults).into());
    }
    if desk.asked.field("then") == "later" {
        let words = format!("Saved {at}. You can go on with case {} whenever you like.", of.case);
        return Ok(Reply::done(list_address(&form.draw, &form.auditor), words));
    }
    let faults = question::faults(part, false);
    if !faults.is_empty() {
        return Ok(page(&form, part, &|_| None, faults).into());
    }
    let next = form.parts.iter().skip_while(|one| one.slug != part.slug).nth(1);
    let href = address_of(&of);
    Ok(Reply::see(match next {
        Some(next) => format!("{href}/part/{}", next.slug),
        None => format!("{href}/check"),
    }))
}

/// Saves what was just typed, and answers our own script: a word, the time or what happened, and the new marks.
fn save_one(desk: &Desk) -> Answer {
    let of = read_of(desk)?;
    let saving = saving(desk);
    let mut workspace = desk.open()?;
    let saved = workspace.saver().and_then(|mut writer| fill::save(&mut writer, &of, &saving));
    let said = match saved {
        Ok(saved) if saved.changed.is_empty() => {
            let marks = saved.marks.iter().map(|(key, mark)| format!("\n{key} {mark}"));
            format!("saved\n{}{}", saved.at, marks.collect::<String>())
        }
        Ok(saved) => {
            let words: Vec<&str> = saved.changed.iter().map(|one| one.words.as_str()).collect();
            let marks = saved.marks.iter().map(|(key, mark)| format!("\n{key} {mark}"));
            format!("changed\n{}{}", words.join(" ").replace('\n', " "), marks.collect::<String>())
        }
        Err(error @ Error::Busy { .. }) => format!("busy\n{}", sentence(&error)),
        Err(error) => format!("refused\n{}", sentence(&error)),
    };
    Ok(Reply::Plain(said))
}
