//! Where practice is weakest, and in which group of cases that is concentrated: the two lowest domains, the
//! shortcoming auditors wrote of most, and the indicator furthest from its target.

use assay_measures::report::front::{Compared, Concentrated, Grouping, Place, Weakness};
use assay_model::print::{decimal, percent};

use super::{Sources, answer, words};
use crate::section::indicators::{self, Furthest};
use crate::section::{Kind, themes};
use crate::view::Answer;

/// How many groups are named with each.
const GROUPS: usize = 2;
/// How many domains are named.
const DOMAINS: usize = 2;

/// A weakness of the first page.
pub(super) struct Weak {
    /// Its name, by which what is being done about it is found; empty where nothing can be found by it.
    pub(super) name: String,
    pub(super) answer: Answer,
}

pub(super) fn find(sources: &Sources<'_>) -> Vec<Weak> {
    let mut found = Vec::new();
    if let Some(front) = sources.front {
        if front.domains.len() > 1 {
            found.extend(front.domains.iter().take(DOMAINS).map(domain));
        }
        found.extend(front.concentrated.first().map(|one| Weak {
            // Recommendations and actions name what is to be done, not a group.
            name: String::new(),
            answer: answer("", of_all_grades(one), Kind::Judgements),
        }));
    }
    found.extend(themes::most(sources.themes, "shortcoming").map(|theme| {
        let text = format!(
            "The shortcoming auditors wrote of most is \u{201c}{}\u{201d}, {}.",
            theme.label.to_lowercase(),
            words::theme(theme)
        );
        Weak { name: theme.label.clone(), answer: answer("", text, Kind::Themes) }
    }));
    found.extend(indicators::furthest(sources.indicators).map(|one| indicator(&one)));
    found
}

fn domain(weak: &Weakness) -> Weak {
    let mut text = format!(
        "{} scores {}{}.",
        weak.domain,
        words::mean(&weak.latest),
        words::since(weak.on_quarter.as_ref())
    );
    for one in weak.concentrated.iter().take(GROUPS) {
        text.push_str(&format!(" {}", of_scores(one)));
    }
    let fell = weak.on_quarter.as_ref().is_some_and(Compared::fell);
    if fell && !weak.concentrated.iter().any(|one| matches!(one.place, Place::Fell { .. })) {
        text.push_str(" No group that could be told apart fell further than the others.");
    }
    Weak { name: weak.domain.clone(), answer: answer("", text, Kind::Domains) }
}

fn of_scores(one: &Concentrated) -> String {
    let score = |value: f64| decimal(value, 1);
    concentrated(one, &score(one.change.before()), &score(one.change.after()))
}

fn of_all_grades(one: &Concentrated) -> String {
    let share = |value: f64| percent(value);
    let text = concentrated(one, &share(one.change.before()), &share(one.change.after()));
    text.replacen("It ", "Good or better ", 1)
}

/// Says where it is concentrated: what is compared, with the interval, both bases and the verdict.
fn concentrated(one: &Concentrated, before: &str, after: &str) -> String {
    let group = match one.group.by {
        Grouping::PlanType => format!("plan type {}", one.group.name),
        Grouping::Service => format!("the service {}", one.group.name),
        Grouping::Team => format!("the team {}", one.group.name),
    };
    match one.place {
        Place::Fell { elsewhere } => format!(
            "It fell furthest in {group}: {after} after {before}, {}; elsewhere {}.",
            words::change(&one.change),
            words::change(&elsewhere)
        ),
        Place::Under => {
            let lower = words::lower(&one.change);
            format!("It is lowest in {group}: {after} against {before} elsewhere, {lower}.")
        }
    }
}

fn indicator(furthest: &Furthest) -> Weak {
    Weak {
        name: furthest.name.clone(),
        answer: answer("", furthest.sentence.clone(), Kind::Indicators),
    }
}
