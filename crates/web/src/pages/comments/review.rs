//! The review: one comment after the other, yes or no, with the keys next to the buttons. A second reader sees
//! neither the rule nor what others said.

use assay_model::verdict::{Reading, Says};
use assay_model::{Comment, ThemeVerdict, print};
use assay_workspace::Reader;
use assay_workspace::comments::themes::review::{self, Queue, queue};
use assay_workspace::comments::themes::verdicts::{self, Given, Verdicts};
use assay_workspace::comments::themes::{checked, of_workspace};
use serde::Serialize;

use super::{Piece, about, pieces};
use crate::desk::Desk;
use crate::failure::{self, Failure};
use crate::field::{Fault, escaped};
use crate::page::Page;
use crate::reply::{Answer, Reply};
use crate::routes::Routes;

/// How many skipped comments an address remembers.
const SKIPPED: usize = 40;
/// How many decisions are listed.
const LISTED: usize = 10;

/// How many characters of a comment that was decided on are shown.
const SHOWN: usize = 90;

pub(super) fn routes() -> Routes {
    Routes::default().show("/comments/review/{theme}", show).act("/comments/review/{theme}", decide)
}

#[derive(Serialize)]
struct View {
    code: String,
    label: String,
    definition: String,
    included: Vec<String>,
    excluded: Vec<String>,
    queue: &'static str,
    queues: Vec<(&'static str, String, bool)>,
    is_blind: bool,
    left: String,
    comment: Option<Waiting>,
    /// Why nothing can be shown, in a sentence.
    trouble: Option<String>,
    reader: String,
    /// The decisions made here, the latest first, as an address remembers them.
    last: Vec<Last>,
    last_ids: String,
    skipped: String,
    skip: String,
    undo: Option<String>,
    checked: String,
    note: String,
}

#[derive(Serialize)]
struct Waiting {
    id: String,
    about: String,
    parts: Vec<Piece>,
    /// What this reviewer has said before, where a decision is looked at again.
    said: Option<&'static str>,
}

#[derive(Serialize)]
struct Last {
    words: String,
    said: &'static str,
    href: String,
}

/// The queue of a word; a second reader is the one named, else whoever is logged in.
fn queue_of(word: &str, reader: &str) -> (Queue, &'static str) {
    match word {
        "second" => {
            let named = (!reader.is_empty()).then(|| reader.to_owned());
            (Queue::ForSecondReader(named), "second")
        }
        "suggested" => (Queue::Suggested, "suggested"),
        _ => (Queue::Hits, "hits"),
    }
}

/// Ids in an address, with commas between; ids have none.
fn ids(text: &str) -> Vec<String> {
    text.split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect()
}

fn address(code: &str, queue: (&str, &str), last: &[String], skipped: &[String]) -> String {
    let (queue, reader) = queue;
    format!(
        "/comments/review/{}?queue={queue}&reader={}&last={}&skipped={}",
        escaped(code),
        escaped(reader),
        escaped(&last.join(",")),
        escaped(&skipped.join(","))
    )
}

fn show(desk: &Desk) -> Answer {
    let asked = desk.asked;
    Ok(page(
        desk,
        &Place {
            queue: asked.query("queue"),
            reader: asked.query("reader"),
            last: ids(asked.query("last")),
            skipped: ids(asked.query("skipped")),
            again: asked.query("comment"),
        },
        Vec::new(),
    )?
    .into())
}

/// Where in the review somebody is.
struct Place<'a> {
    queue: &'a str,
    /// The second reader, where it is somebody else than whoever is logged in.
    reader: &'a str,
    last: Vec<String>,
    skipped: Vec<String>,
    /// A comment that is looked at again.
    again: &'a str,
}

fn page(desk: &Desk, place: &Place, faults: Vec<Fault>) -> Result<Page, Failure> {
    let opened = desk.open()?;
    let workspace = opened.reader()?;
    let code = desk.asked.part("theme");
    let book = of_workspace(&workspace)?;
    let of_code = book.book().themes.iter().find(|theme| theme.code == code);
    let theme = of_code.ok_or(Failure::NotFound)?;
    let (wanted, word) = queue_of(place.queue, place.reader);
    let (here, is_blind) = ((word, place.reader), matches!(wanted, Queue::ForSecondReader(_)));
    let (waiting, trouble) = waiting_in(&workspace, code, &wanted)?;
    let left = print::count(waiting.len() as u64);
    let verdicts = Verdicts::of(&workspace)?;
    let next = match place.again {
        "" => waiting.into_iter().find(|(comment, _)| !place.skipped.contains(&comment.id)),
        id => Some((verdicts::comment(&workspace, id)?, None)),
    };
    let reviewer = reviewer(&workspace, place);
    let reading = if is_blind { Reading::Blind } else { Reading::Open };
    let again = |id: &str| {
        let here = address(code, here, &place.last, &place.skipped);
        format!("{here}&comment={}", escaped(id))
    };
    let own = |comment: &Comment| {
        let on = verdicts.on(comment).into_iter();
        own_words(on.filter(|v| v.theme == code && v.reading == reading), reviewer)
    };
    let decided = |comment: Comment| Last {
        words: beginning(&comment.text),
        said: own(&comment).unwrap_or("undecided"),
        href: again(&comment.id),
    };
    let comment = next.map(|(comment, span)| Waiting {
        about: about(comment.month, &comment.team, &comment.domain, comment.grade),
        parts: pieces(&comment.text, &span.filter(|_| !is_blind).into_iter().collect::<Vec<_>>()),
        said: own(&comment),
        id: comment.id,
    });
    let last = place.last.iter().filter_map(|id| verdicts::comment(&workspace, id).ok());
    let skip = comment.as_ref().map_or_else(Vec::new, |comment| skipped(place, &comment.id));
    let view = View {
        code: code.to_owned(),
        label: theme.label.clone(),
        definition: theme.definition.clone(),
        included: theme.included.clone(),
        excluded: theme.excluded.clone(),
        queue: word,
        queues: queues(code, word),
        is_blind,
        left,
        last: last.map(decided).collect(),
        undo: place.last.first().map(|id| again(id)),
        last_ids: place.last.join(","),
        skipped: place.skipped.join(","),
        skip: address(code, here, &place.last, &skip),
        checked: if is_blind { String::new() } else { precision(&workspace, code)? },
        note: desk.asked.field("note").to_owned(),
        comment,
        trouble,
        reader: place.reader.to_owned(),
    };
    Ok(Page::new("review.html", format!("Review: {}", view.label), &view).with_faults(faults))
}

/// Returns the beginning of a text, up to the end of a word.
fn beginning(text: &str) -> String {
    let short: String = text.chars().take(SHOWN).collect();
    if short.len() == text.len() {
        return short;
    }
    format!("{}…", short.rsplit_once(' ').map_or(short.as_str(), |(whole, _)| whole))
}

/// Returns whose verdicts these are: a second reader's, or whoever is logged in.
fn reviewer<'a>(workspace: &'a Reader, place: &Place<'a>) -> &'a str {
    if place.reader.is_empty() { &workspace.session.actor().login } else { place.reader }
}

/// Returns the comments of a queue, or what is in the way: too little has been decided to learn from, which is a
/// state of the review and no failure.
fn waiting_in(
    workspace: &Reader,
    code: &str,
    wanted: &Queue,
) -> Result<(Vec<review::Waiting>, Option<String>), Failure> {
    match queue(workspace, code, wanted) {
        Ok(waiting) => Ok((waiting, None)),
        Err(error) if *wanted == Queue::Suggested => {
            Ok((Vec::new(), Some(failure::sentence(&error))))
        }
        Err(error) => Err(error.into()),
    }
}

/// Returns the comments that are skipped once this one is too, the latest of them.
fn skipped(place: &Place, id: &str) -> Vec<String> {
    let mut skipped = place.skipped.clone();
    skipped.push(id.to_owned());
    let from = skipped.len().saturating_sub(SKIPPED);
    skipped.split_off(from)
}

/// Returns the queues of a theme: words, address, and whether it is the one shown.
fn queues(code: &str, shown: &str) -> Vec<(&'static str, String, bool)> {
    let all = [
        ("hits", "What the rules found"),
        ("suggested", "What the program suggests"),
        ("second", "As a second reader, blind"),
    ];
    let queue = |(queue, words)| (words, address(code, (queue, ""), &[], &[]), queue == shown);
    all.into_iter().map(queue).collect()
}

/// What this reviewer said last. A second reader sees nobody else's words, and not those of a first reading at
/// the same login.
fn own_words<'v>(
    on: impl Iterator<Item = &'v ThemeVerdict>,
    reviewer: &str,
) -> Option<&'static str> {
    let own = on.filter(|verdict| verdict.reviewer == reviewer).last()?;
    Some(match own.says {
        Says::Yes => "yes",
        Says::No => "no",
    })
}

/// How often the rule was right so far, with its interval, where a sample was drawn.
fn precision(workspace: &Reader, code: &str) -> Result<String, Failure> {
    let found = checked::checked(workspace)?.into_iter().find(|checked| checked.theme == code);
    Ok(match found.and_then(|checked| checked.precision) {
        Some(share) => format!(
            "Of {} sampled hits decided on, {} were right: between {} of all, with 95% confidence.",
            print::count(share.n),
            print::count(share.hits),
            print::percent_range(share.low, share.high)
        ),
        None => String::new(),
    })
}

fn decide(desk: &Desk) -> Answer {
    let asked = desk.asked;
    let code = asked.part("theme").to_owned();
    let mut last = ids(asked.field("last"));
    let skipped = ids(asked.field("skipped"));
    let reader = asked.field("second_name");
    let (queue, word) = queue_of(asked.field("queue"), reader);
    let is_blind = matches!(queue, Queue::ForSecondReader(_));
    let id = asked.field("comment").to_owned();
    let says = match asked.field("says") {
        "yes" => Says::Yes,
        "no" => Says::No,
        _ => {
            let place = Place { queue: word, reader, last, skipped, again: &id };
            let fault = Fault::of("says-yes", "Choose yes or no, or skip the comment");
            return Ok(page(desk, &place, vec![fault])?.into());
        }
    };
    let reading = if is_blind { Reading::Blind } else { Reading::Open };
    let mut opened = desk.open()?;
    let comment = verdicts::comment(&*opened.reader()?, &id)?;
    let given = Given { theme: code.clone(), says, reading, note: asked.field("note").to_owned() };
    let second = crate::pages::actions::second(desk);
    let outcome = verdicts::give(&mut opened.writer()?, &comment, given, &second);
    match outcome {
        Ok(()) => {}
        // One person cannot read twice; the second types a passphrase in the same form.
        Err(error) if is_blind => {
            let place = Place { queue: word, reader, last, skipped, again: &id };
            let fault = Fault::of("second_name", failure::sentence(&error));
            return Ok(page(desk, &place, vec![fault])?.into());
        }
        Err(error) => return Err(error.into()),
    }
    last.retain(|kept| *kept != id);
    last.insert(0, id);
    last.truncate(LISTED);
    Ok(Reply::see(address(&code, (word, reader), &last, &skipped)))
}
