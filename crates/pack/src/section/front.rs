//! The first page: who is at risk now, better or worse, where it is weakest, what is being done about it,
//! what is strong, and how sure all that is. Each answer is a sentence with its figure, base, interval and
//! verdict, and links to the section that shows it in full. It never says who is to blame, names no auditor and
//! no worker, and never prints a figure with a group taken out.

mod chart;
mod direction;
mod doing;
mod measures;
mod sure;
mod weakest;
mod words;

use assay_measures::report::front::LEAST_IN_GROUP;
use assay_measures::report::{Completion, Front, SecondOpinion};
use assay_model::Month;

use super::{Kind, actions, domains, indicators, judgements, learning, lists, themes, urgent};
use crate::profile::{Profile, Recommendation};
use crate::view::{Answer, Question, Section};
use assay_model::print::count;

pub use chart::{chart, numbers};
pub(crate) use measures::measures;

/// The figures the first page is written from; each may be empty.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// What the report answers; none where nothing is graded or scored.
    pub front: Option<&'a Front>,
    /// Good or better by month, with the history before assay.
    pub series: &'a [Point],
    /// Judgements over time.
    pub judgements: &'a judgements::JudgementsOverTime,
    /// Domain scores.
    pub domains: &'a domains::DomainScores,
    /// Themes.
    pub themes: &'a themes::ThemesWritten,
    /// Indicators.
    pub indicators: &'a indicators::MeasuredIndicators,
    /// Urgent concerns.
    pub urgent: &'a urgent::UrgentConcerns,
    /// Actions.
    pub actions: &'a actions::ActionRecord,
    /// Learning given.
    pub learning: &'a learning::LearningGiven,
    /// Recommendations, those of the settings before those imported.
    pub recommendations: &'a [Recommendation],
    /// Good practice named.
    pub good_practice: &'a lists::GoodPractice,
    /// Completion of the rounds.
    pub completion: &'a [Completion],
    /// Moderation and second reads.
    pub second_opinion: &'a SecondOpinion,
    /// Whether the pack is published.
    pub public: bool,
}

/// A month of good or better, as the first page draws it.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// The month.
    pub month: Month,
    /// The share (0–1); none is a gap.
    pub value: Option<f64>,
    /// The mean of the process chart there.
    pub mean: Option<f64>,
    /// Its lower limit there.
    pub lower: Option<f64>,
    /// Its upper limit there.
    pub upper: Option<f64>,
    /// Whether it stands out.
    pub signal: bool,
    /// Whether it is from before assay.
    pub before: bool,
}

/// The question that the chart goes with.
const IMPROVING: &str = "Are we improving?";

/// Returns the questions that can be answered, the weightiest first. Answers link only to sections that are
/// there.
#[must_use]
pub fn build(sources: &Sources<'_>, sections: &[Section]) -> Vec<Question> {
    let weak = weakest::find(sources);
    let mut questions: Vec<Question> = [
        ("Who is at risk now?", risk(sources)),
        (IMPROVING, direction::answers(sources)),
        ("Where is practice weakest?", weak.iter().map(|weak| weak.answer.clone()).collect()),
        ("What is being done about it?", doing::answers(sources, &weak)),
        ("Where is practice strong?", strong(sources)),
        ("How sure are we?", sure::answers(sources)),
    ]
    .into_iter()
    .filter(|(_, answers)| !answers.is_empty())
    .map(|(title, answers)| Question { title: title.to_owned(), answers })
    .collect();
    for answer in questions.iter_mut().flat_map(|question| &mut question.answers) {
        if !sections.iter().any(|section| section.id == answer.section) {
            answer.section.clear();
        }
    }
    questions
}

/// Returns how the first page comes to its verdict: id, term, words.
pub(crate) fn definition(profile: &Profile) -> (String, String, String) {
    let words = format!(
        "The latest three months are compared with the three before and with the same three a year ago, each month's \
         estimate counted alike. Better: one of these changes, or the process chart, is good and more than chance alone \
         would explain, and none is bad; worse: the other way round; mixed: they disagree. No verdict is given with \
         under {}% of the drawn audits returned, where the missing ones could turn it, or where the audit tool \
         changed. A weakness is placed in a group of cases only where that group fell further than all others, or lies \
         under them, by more than chance alone would explain with all groups tested together, and has at least {} \
         audits.",
        profile.least_returned, LEAST_IN_GROUP
    );
    ("def-better-or-worse".to_owned(), "Better or worse".to_owned(), words)
}

/// Returns after which question the chart is: that on improvement, else the first; 0 where there is none.
pub(crate) fn chart_after(questions: &[Question]) -> usize {
    let at = questions.iter().position(|question| question.title == IMPROVING);
    at.map_or(usize::from(!questions.is_empty()), |at| at + 1)
}

fn answer(mark: &str, sentence: String, kind: Kind) -> Answer {
    Answer { mark: mark.to_owned(), sentence, section: kind.name().to_owned() }
}

/// Urgent concerns without an answer, with the days they have been open; in restricted packs alone.
fn risk(sources: &Sources<'_>) -> Vec<Answer> {
    let input = sources.urgent;
    if sources.public || input.concerns.is_empty() {
        return Vec::new();
    }
    let all = input.concerns.len() as u64;
    let open: Vec<_> = input.concerns.iter().filter(|c| !c.answered).collect();
    if open.is_empty() {
        let said = match all {
            1 => "The one urgent concern raised in the period has an answer.".to_owned(),
            n => format!("All {} urgent concerns raised in the period have an answer.", count(n)),
        };
        return vec![answer("", said, Kind::Urgent)];
    }
    let mut listed: Vec<String> = open.iter().take(3).map(|concern| concern.in_words()).collect();
    if open.len() > 3 {
        listed.push(format!("{} more", open.len() - 3));
    }
    let of = format!(
        "{} of {} urgent {} {} no answer: {}.",
        count(open.len() as u64),
        count(all),
        if all == 1 { "concern" } else { "concerns" },
        if open.len() == 1 { "has" } else { "have" },
        listed.join("; ")
    );
    vec![answer("Unanswered:", of, Kind::Urgent)]
}

fn strong(sources: &Sources<'_>) -> Vec<Answer> {
    let mut answers = Vec::new();
    let domains = sources.front.map(|front| &front.domains).filter(|domains| domains.len() > 2);
    if let Some(best) = domains.and_then(|domains| domains.last()) {
        let text = format!(
            "The highest score is for {}: {}{}.",
            best.domain.to_lowercase(),
            words::mean(&best.latest),
            words::since(best.on_quarter.as_ref())
        );
        answers.push(answer("", text, Kind::Domains));
    }
    answers.extend(themes::most(sources.themes, "strength").map(|theme| {
        let text = format!(
            "The strength auditors wrote of most is \u{201c}{}\u{201d}, {}.",
            theme.label.to_lowercase(),
            words::theme(theme)
        );
        answer("", text, Kind::Themes)
    }));
    let good = sources.good_practice;
    if good.named > 0 {
        let named = words::of(good.named, good.audits, "audits");
        let text = format!("Good practice was named in {named}.");
        answers.push(answer("", text, Kind::GoodPractice));
    }
    answers
}
