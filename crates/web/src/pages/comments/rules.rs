//! The theme editor: one rule of a theme, what the theme means, or a new theme; tried on every comment before it is
//! saved. What is typed becomes a theme in `typed`; what the change would do is shown by `trial`.

mod trial;
mod typed;

use assay_workspace::comments::themes::edit::{self, DraftFault, Edited, Opened, ThemeDraft};
use serde::Serialize;

use self::typed::Typed;
use crate::desk::Desk;
use crate::failure::{self, Failure};
use crate::field::{Fault, escaped};
use crate::page::Page;
use crate::reply::{Answer, Reply};
use crate::routes::Routes;
use crate::words::as_sentence;

/// How many comments are shown of those that a change would add, and of those that it would lose.
const SHOWN: usize = 20;

pub(super) fn routes() -> Routes {
    Routes::default()
        .show("/comments/themes/new", new)
        .act("/comments/themes/new", send_new)
        .show("/comments/themes/{theme}/words", words)
        .act("/comments/themes/{theme}/words", send_words)
        .show("/comments/themes/{theme}/rules/{rule}", rule)
        .act("/comments/themes/{theme}/rules/{rule}", send_rule)
}

/// What is edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    /// A theme that there is not, with its first rule.
    New,
    /// What a theme is called and means.
    Words,
    /// A rule, by its place; none for a further one.
    Rule(Option<usize>),
}

/// The words of the page for what is edited.
#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each says whether a part of the page is shown")]
struct View {
    heading: String,
    action: String,
    back: String,
    from: String,
    asks_code: bool,
    asks_theme: bool,
    asks_rule: bool,
    can_be_removed: bool,
    typed: Typed,
}

fn new(desk: &Desk) -> Answer {
    form(desk, What::New, None, Vec::new())
}

fn words(desk: &Desk) -> Answer {
    form(desk, What::Words, None, Vec::new())
}

fn rule(desk: &Desk) -> Answer {
    form(desk, which(desk)?, None, Vec::new())
}

fn send_new(desk: &Desk) -> Answer {
    send(desk, What::New)
}

fn send_words(desk: &Desk) -> Answer {
    send(desk, What::Words)
}

fn send_rule(desk: &Desk) -> Answer {
    send(desk, which(desk)?)
}

/// The rule of the address: its number from 1, or `new`.
fn which(desk: &Desk) -> Result<What, Failure> {
    match desk.asked.part("rule") {
        "new" => Ok(What::Rule(None)),
        number => {
            let number: usize = number.parse().map_err(|_| Failure::NotFound)?;
            Ok(What::Rule(Some(number.checked_sub(1).ok_or(Failure::NotFound)?)))
        }
    }
}

/// The theme as it is; a new one has nothing yet.
fn theme_of(desk: &Desk, opened: &Opened, what: What) -> Result<ThemeDraft, Failure> {
    if what == What::New {
        return Ok(ThemeDraft::default());
    }
    let theme = opened.theme(desk.asked.part("theme")).map_err(|_| Failure::NotFound)?;
    match what {
        What::Rule(Some(place)) if place >= theme.rules.len() => Err(Failure::NotFound),
        _ => Ok(theme.clone()),
    }
}

/// The form; with what was typed where it comes back, else with what is in the settings.
fn form(desk: &Desk, what: What, typed: Option<Typed>, faults: Vec<Fault>) -> Answer {
    let opened = edit::open(&*desk.open()?.reader()?)?;
    let theme = theme_of(desk, &opened, what)?;
    let typed = typed.unwrap_or_else(|| {
        let rule = match what {
            What::Rule(Some(place)) => theme.rules.get(place),
            _ => None,
        };
        Typed::of(&theme, rule)
    });
    let from = match desk.asked.field("from") {
        "" => opened.from,
        from => from.to_owned(),
    };
    let view = View {
        heading: heading(what, &theme),
        action: action(desk, what),
        back: back(&theme.code),
        from,
        asks_code: what == What::New,
        asks_theme: matches!(what, What::New | What::Words),
        asks_rule: matches!(what, What::New | What::Rule(_)),
        can_be_removed: matches!(what, What::Rule(Some(_))) && theme.rules.len() > 1,
        typed,
    };
    Ok(Page::new("theme_edit.html", view.heading.clone(), &view).with_faults(faults).into())
}

fn heading(what: What, theme: &ThemeDraft) -> String {
    match what {
        What::New => "A new theme".to_owned(),
        What::Words => format!("What \"{}\" means", theme.label),
        What::Rule(None) => format!("A new rule for \"{}\"", theme.label),
        What::Rule(Some(place)) => {
            let name = theme.rules.get(place).map_or("", |rule| rule.name.as_str());
            format!("The rule \"{name}\"")
        }
    }
}

fn action(desk: &Desk, what: What) -> String {
    let theme = escaped(desk.asked.part("theme"));
    match what {
        What::New => "/comments/themes/new".to_owned(),
        What::Words => format!("/comments/themes/{theme}/words"),
        What::Rule(_) => {
            format!("/comments/themes/{theme}/rules/{}", escaped(desk.asked.part("rule")))
        }
    }
}

fn back(code: &str) -> String {
    match code {
        "" => "/comments/themes".to_owned(),
        code => format!("/comments/themes/{}", escaped(code)),
    }
}

fn send(desk: &Desk, what: What) -> Answer {
    let typed = Typed::sent(desk.asked);
    if desk.asked.field("step") == "change" {
        return form(desk, what, Some(typed), Vec::new());
    }
    let opened = edit::open(&*desk.open()?.reader()?)?;
    let before = theme_of(desk, &opened, what)?;
    if what == What::New && opened.theme(&typed.code).is_ok() {
        let taken = Fault::of(
            "code",
            format!("There is a theme {} already; choose another code", typed.code),
        );
        return form(desk, what, Some(typed), vec![taken]);
    }
    let theme = typed.theme(before, what);
    match desk.asked.field("step") {
        "save" => save(desk, what, typed, &theme),
        _ => try_it(desk, what, typed, &theme),
    }
}

fn try_it(desk: &Desk, what: What, typed: Typed, theme: &ThemeDraft) -> Answer {
    match edit::try_on_comments(&*desk.open()?.reader()?, theme, SHOWN)? {
        Edited::Faults(faults) => {
            let faults = at_fields(what, theme, faults);
            form(desk, what, Some(typed), faults)
        }
        Edited::Done(found) => {
            let place = trial::Place {
                heading: heading(what, theme),
                action: action(desk, what),
                back: back(desk.asked.part("theme")),
                from: desk.asked.field("from").to_owned(),
            };
            let page = trial::page(place, typed, found);
            Ok(Reply::See(format!("/done/{}", desk.state.keep_page(page)?), None))
        }
    }
}

fn save(desk: &Desk, what: What, typed: Typed, theme: &ThemeDraft) -> Answer {
    let from = desk.asked.field("from");
    match edit::save(&mut desk.open()?.writer()?, from, theme) {
        Ok(Edited::Done(())) => Ok(Reply::done(
            format!("/comments/themes/{}", escaped(&theme.code)),
            "The change is saved. From now on every month is counted by it.",
        )),
        Ok(Edited::Faults(faults)) => {
            let faults = at_fields(what, theme, faults);
            form(desk, what, Some(typed), faults)
        }
        Err(error) => {
            let field = if matches!(what, What::Words) { "label" } else { "any" };
            form(desk, what, Some(typed), vec![Fault::of(field, failure::sentence(&error))])
        }
    }
}

/// Puts each fault to the field of the form that it is about.
fn at_fields(what: What, theme: &ThemeDraft, faults: Vec<DraftFault>) -> Vec<Fault> {
    let own = match what {
        What::New => Some(0),
        What::Words => None,
        What::Rule(place) => Some(place.unwrap_or(theme.rules.len().saturating_sub(1))),
    };
    let usual = if own.is_some() { "any" } else { "label" };
    let at = |fault: DraftFault| match fault.rule {
        Some(rule) if Some(rule) == own => Fault::of(fault.setting, as_sentence(&fault.words)),
        Some(rule) => {
            let name = theme.rules.get(rule).map_or("", |rule| rule.name.as_str());
            Fault::of(usual, format!("In the rule \"{name}\": {}", as_sentence(&fault.words)))
        }
        None if fault.setting == "file" => Fault::of(usual, as_sentence(&fault.words)),
        None => Fault::of(fault.setting, as_sentence(&fault.words)),
    };
    faults.into_iter().map(at).collect()
}
