//! What other rules would change: how many comments a theme would gain and lose, which, and how often the rules are
//! right before and after.

use assay_measures::accuracy::Tally;
use assay_model::{Date, print};
use serde::Serialize;

use super::{Score, ThemeComment};
use crate::shown;

/// What other rules would change in a workspace.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trial {
    /// Comments that figures count.
    pub base_comments: u64,
    /// The themes that would change, in the order of the rules that were tried.
    pub themes: Vec<Tried>,
}

/// What would change for one theme.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tried {
    /// The theme's code.
    pub theme: String,
    /// What people call it.
    #[serde(skip)]
    pub label: String,
    /// Whether its own rules or words are others; if not, it changes with a rule of another theme.
    pub is_edited: bool,
    /// Comments that count for it by the rules as they are.
    pub before: u64,
    /// Comments that would count.
    pub after: u64,
    /// How many would be added.
    pub added: u64,
    /// How many would be lost.
    pub lost: u64,
    /// How often the rules are right where people have decided; none where nobody has.
    pub verdicts: Option<Compared>,
    /// How often they are right on the labelled comments that come with the program; none where no comment of them is
    /// labelled with the theme, or its rules are as they were.
    pub labelled: Option<Compared>,
    /// The first of those that would be added.
    pub added_comments: Vec<ThemeComment>,
    /// The first of those that would be lost.
    pub lost_comments: Vec<ThemeComment>,
}

/// How often rules are right, before and after a change.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Compared {
    /// How many comments it is measured on.
    pub comments: u64,
    /// The rules as they are.
    pub before: Score,
    /// The rules that were tried.
    pub after: Score,
}

impl Compared {
    /// Returns the two tallies of the same comments.
    #[must_use]
    pub fn new(comments: u64, before: Tally, after: Tally) -> Self {
        Self { comments, before: before.into(), after: after.into() }
    }
}

impl Tried {
    /// Says in a sentence what would change.
    #[must_use]
    pub fn sentence(&self) -> String {
        if self.added == 0 && self.lost == 0 {
            return format!(
                "{} comments count for it, and the same ones would.",
                print::count(self.before)
            );
        }
        format!(
            "{} comments count for it now; {} would. {} would be added, {} would no longer count.",
            print::count(self.before),
            print::count(self.after),
            print::count(self.added),
            print::count(self.lost)
        )
    }
}

/// A change of the rules that is on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RulesChanged {
    /// The day.
    #[serde(serialize_with = "shown::text")]
    pub on: Date,
    /// Who changed them.
    pub by: String,
    /// The codes of the themes whose rules or words are others since; none where that is not on record.
    /// The codes of the themes whose rules or words are others since; none where that is not on record.
    pub themes: Vec<String>,
}

impl RulesChanged {
    /// Says whose rules changed and when, without a full stop.
    #[must_use]
    pub fn when(&self, whose: &str) -> String {
        format!("{whose} were changed on {}", print::date(self.on))
    }

    /// Says whose rules changed when, and which figures go with them. `label` names a theme by its code.
    #[must_use]
    pub fn sentence<'l>(&self, label: impl Fn(&str) -> Option<&'l str>) -> String {
        let quoted = |code: &String| format!("\u{201c}{}\u{201d}", label(code).unwrap_or(code));
        let names: Vec<String> = self.themes.iter().map(quoted).collect();
        let whose = if names.is_empty() { "themes".to_owned() } else { names.join(", ") };
        format!(
            "{}. All comments here are counted by today\u{2019}s rules; what was printed before that day was counted by the older ones.",
            self.when(&format!("The rules of {whose}"))
        )
    }
}
