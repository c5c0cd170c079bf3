//! What a change of a theme would do, before it is saved: how many comments it would add and lose, which, and how often
//! the rules are right before and after.

use assay_model::print;
use assay_views::themes::{Compared, Score, ThemeComment, Trial, Tried};
use serde::Serialize;

use super::super::found::{Found, shown};
use super::typed::Typed;
use crate::page::Page;

/// Where the change is made from.
#[derive(Serialize)]
pub(super) struct Place {
    pub(super) heading: String,
    pub(super) action: String,
    pub(super) back: String,
    pub(super) from: String,
}

#[derive(Serialize)]
struct View {
    place: Place,
    /// What was typed, for the form that saves it.
    fields: [(&'static str, String); 13],
    is_removed: bool,
    base: String,
    edited: Option<Change>,
    others: Vec<Other>,
}

#[derive(Serialize)]
struct Change {
    sentence: String,
    scores: Vec<ScoreLine>,
    added: List,
    lost: List,
}

#[derive(Serialize)]
struct List {
    total: String,
    is_cut: bool,
    comments: Vec<Found>,
}

#[derive(Serialize)]
struct ScoreLine {
    on: String,
    before: [String; 2],
    after: [String; 2],
}

#[derive(Serialize)]
struct Other {
    label: String,
    sentence: String,
}

/// Returns the page.
pub(super) fn page(place: Place, typed: Typed, trial: Trial) -> Page {
    let (edited, others): (Vec<Tried>, Vec<Tried>) =
        trial.themes.into_iter().partition(|tried| tried.is_edited);
    let other = |tried: Tried| Other { sentence: tried.sentence(), label: tried.label };
    let view = View {
        place,
        is_removed: typed.is_removed,
        fields: typed.fields(),
        base: print::count(trial.base_comments),
        edited: edited.into_iter().next().map(change),
        others: others.into_iter().map(other).collect(),
    };
    Page::new("theme_tried.html", "What the change would do", &view)
}

fn change(tried: Tried) -> Change {
    let on = |words: &str, compared: Option<Compared>| {
        compared.map(|found| ScoreLine {
            on: format!("{words} ({})", print::count(found.comments)),
            before: shares(found.before),
            after: shares(found.after),
        })
    };
    let scores = [
        on("Comments here that people have decided on", tried.verdicts),
        on("Labelled comments that come with the program", tried.labelled),
    ];
    Change {
        sentence: tried.sentence(),
        scores: scores.into_iter().flatten().collect(),
        added: list(tried.added, tried.added_comments),
        lost: list(tried.lost, tried.lost_comments),
    }
}

/// How many of the hits are right, and how many of those that speak of it are found.
fn shares(score: Score) -> [String; 2] {
    let share = |part: u64, of: u64| match of {
        0 => "none".to_owned(),
        of => print::share(part, of),
    };
    [share(score.right, score.right + score.wrong), share(score.right, score.right + score.missed)]
}

fn list(total: u64, comments: Vec<ThemeComment>) -> List {
    List {
        is_cut: total > comments.len() as u64,
        total: print::count(total),
        comments: comments.into_iter().map(shown).collect(),
    }
}
