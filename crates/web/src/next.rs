//! The next step of an error or finding as pages say it: words, and the page where it is done. What the step
//! is, the jobs decide.

use assay_workspace::next::{Field, Import, Next};
use serde::Serialize;

use crate::field::escaped;
use crate::words::as_sentence;

/// A next step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Step {
    /// What to do, in a sentence.
    pub(crate) words: String,
    /// The page where it is done, and what the link says; none where it is no step of the pages.
    pub(crate) link: Option<(String, String)>,
}

/// Returns the step back to the first page.
pub(crate) fn home() -> Step {
    linked("Go on from the first page.", "Home", "/")
}

/// Returns a step as pages say it.
pub(crate) fn step(next: &Next) -> Step {
    match next {
        Next::Init { .. } | Next::FindWorkspace => {
            linked("Make a workspace, or open one.", "Make or open a workspace", "/first-run")
        }
        Next::Import(what) => import(what),
        Next::Freeze { .. } => linked("Freeze a list first.", "Samples", "/samples"),
        Next::Draw { draw } => {
            linked("Draw it first.", "Draw this sample", &format!("/samples/{}", escaped(draw)))
        }
        Next::DrawOrAbandon { draw } => linked(
            "Draw it, or abandon it and take a new id.",
            "This sample",
            &format!("/samples/{}", escaped(draw)),
        ),
        Next::DrawAgain => words(
            "Draw again without typing a seed, so that the one on record is used, or abandon this draw and freeze anew.",
        ),
        Next::Verify { draw } => {
            linked("Verify the draw.", "Verify", &format!("/samples/{}/verify", escaped(draw)))
        }
        Next::BetterSeed { .. } => words(
            "Throw ten-sided dice twenty times and type what they show, or leave the seed to the program.",
        ),
        Next::Fill { field, why, example } => words(&format!(
            "{} ({}), for example: {example}.",
            as_sentence(why).trim_end_matches('.'),
            field_words(*field)
        )),
        Next::SecondPerson => linked(
            "Let a colleague do it under their own login, or type their passphrase in the form.",
            "People",
            "/people",
        ),
        Next::AskForRights { .. } => words(
            "Ask whoever owns the workspace's folder for the right to use it. What only reads needs no right to write.",
        ),
        Next::Words(text) => words(&as_sentence(text)),
        other => fixed(other),
    }
}

fn fixed(next: &Next) -> Step {
    match next {
        Next::CheckPlan | Next::NewPlan => {
            linked("Look at the plan's scope, minimum and size.", "Samples", "/samples")
        }
        Next::Reassign => linked("Move the case to another auditor.", "Samples", "/samples"),
        Next::Actions { .. } | Next::ActionDone => {
            linked("See the list of actions.", "Actions", "/actions")
        }
        Next::People { .. } => linked("See who is enrolled.", "People", "/people"),
        Next::VerifyLedger | Next::Doctor | Next::CopyElsewhere => {
            linked("Have the workspace looked at.", "History and upkeep", "/history")
        }
        Next::Quotes { .. }
        | Next::ThemeComments
        | Next::ReviewThemes
        | Next::Months
        | Next::SearchComments => linked("Look at the comments.", "Comments", "/comments"),
        Next::LiftHold => linked("Lift the hold first.", "Holds", "/history/holds"),
        Next::RebuildIndex { .. } => linked(
            "The search index is only a cache and can be built again.",
            "History and upkeep",
            "/history",
        ),
        Next::FinishWork => words(
            "Close its files in other programs, wait until nobody else is at work, and open the pages again.",
        ),
        Next::LookDeep => {
            words("Who looks after the program can have every row recomputed: assay doctor --deep.")
        }
        Next::Export | Next::Restore => linked(
            "Keep the damaged file to look into, and restore the last backup.",
            "History and upkeep",
            "/history",
        ),
        Next::PackAgain => {
            linked("Keep the file to look into, and make the pack again.", "Packs", "/packs")
        }
        Next::FirstPack => {
            linked("Leave the earlier pack out, as this is the first.", "Packs", "/packs")
        }
        Next::Wait => {
            words("Wait until that work has ended, then try again. Reading is possible meanwhile.")
        }
        Next::MakeRoom => words(
            "The disk is full. Make room on it, then do this again; nothing was half written.",
        ),
        _ => home(),
    }
}

fn import(what: &Import) -> Step {
    let words = match what {
        Import::Cases => "Bring in a list of cases first.".to_owned(),
        Import::Auditors => "Bring in the list of auditors first.".to_owned(),
        Import::Events { kind } => format!("Bring in the events first: {kind}."),
        Import::Returns => "Bring in its return first.".to_owned(),
        _ => "Bring it in first.".to_owned(),
    };
    match what {
        Import::Returns => linked(&words, "Audits", "/audits"),
        _ => linked(&words, "Case lists", "/case-lists"),
    }
}

fn field_words(field: Field) -> &'static str {
    match field {
        Field::Reason => "the reason",
        Field::Evidence => "the evidence",
        Field::AnswersFor => "who answers for it",
        Field::FreezeSize | Field::PlanSize => "how many cases",
        Field::Scale => "the steps of the scale",
        Field::Domain => "the rows that are meant",
        _ => "the field",
    }
}

fn words(text: &str) -> Step {
    Step { words: text.to_owned(), link: None }
}

fn linked(text: &str, link: &str, address: &str) -> Step {
    Step { words: text.to_owned(), link: Some((link.to_owned(), address.to_owned())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_step_names_a_command() {
        let steps = [
            Next::FindWorkspace,
            Next::Draw { draw: "a b".to_owned() },
            Next::Fill { field: Field::Reason, why: "say why", example: "court order" },
            Next::Doctor,
            Next::Import(Import::Events { kind: "visits".to_owned() }),
        ];
        for next in &steps {
            let step = step(next);
            assert!(!step.words.contains("assay ") && !step.words.contains("--"), "{step:?}");
        }
        assert_eq!(step(&steps[1]).link.unwrap().1, "/samples/a%20b");
    }
}
