//! Scores the theme rules, and the suggestions where they are asked for, on labelled comments: precision, recall
//! and F1, by theme and over all.

use std::collections::BTreeMap;
use std::sync::Arc;

use assay_comments::suggest::{Suggester, Suggestion, Weighed};
use assay_comments::themes::{Hit, Matcher, Themes};
use assay_measures::accuracy::Tally;
use assay_views::rows::Said;
use assay_views::themes::{Apart, Miss, Scored, Scores};

use super::labelled::{self, Labelled};
use crate::desk::error::Result;
use crate::desk::input::Input;

/// The counts on a file of labelled comments.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Counts {
    /// How many comments it has.
    comments: u64,
    /// The rules' hits.
    rules: Share,
    /// What is worth reading alone, where suggestions were asked for: those where no rule hit.
    suggestions: Option<Share>,
    /// The rules' hits that the model doubts, where suggestions were asked for.
    doubtful: Option<Share>,
    /// Rules and model weighed together, where suggestions were asked for: a score apart from the lists.
    weighed: Option<Share>,
    /// Rules and suggestions together; the rules alone where no suggestions were asked for.
    together: Share,
    /// Labels that are no theme of the book, with how often they are there.
    unknown: BTreeMap<String, u64>,
    /// Misses and false hits of all together, in the order of the file.
    errors: Vec<Miss>,
    /// What is to be said of how the file was read.
    said: Said,
}

/// How one way of finding themes did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Share {
    /// All themes together.
    micro: Tally,
    /// Each theme, in the order of the book.
    themes: Vec<(String, Tally)>,
}

impl Share {
    fn view(self) -> Scored {
        let themes = self.themes.into_iter().map(|(code, tally)| (code, tally.into())).collect();
        Scored { micro: self.micro.into(), themes }
    }

    fn new(codes: &[String]) -> Self {
        let themes = codes.iter().map(|code| (code.clone(), Tally::default())).collect();
        Self { micro: Tally::default(), themes }
    }

    fn add(&mut self, theme: usize, labelled: bool, found: bool) {
        self.themes[theme].1.add(labelled, found);
        self.micro.add(labelled, found);
    }
}

/// Scores the themes that the file labels, and a model's suggestions if one is given, on its labelled comments.
///
/// # Errors
/// When the file cannot be read or lacks a column.
pub fn check(
    themes: &Arc<Themes>,
    mut suggester: Option<Suggester>,
    input: &Input,
) -> Result<Scores> {
    let (labels, said) = labels_of(input)?;
    let book: Vec<&str> = themes.book().themes.iter().map(|t| t.code.as_str()).collect();
    let scored = book.iter().filter(|code| labels.contains_key(**code));
    let codes: Vec<String> = scored.map(|code| (*code).to_owned()).collect();
    let with_model = || suggester.is_some().then(|| Share::new(&codes));
    let mut scores = Counts {
        rules: Share::new(&codes),
        suggestions: with_model(),
        doubtful: with_model(),
        weighed: with_model(),
        together: Share::new(&codes),
        unknown: labels.into_iter().filter(|(l, _)| !book.contains(&l.as_str())).collect(),
        said,
        ..Counts::default()
    };
    let mut matcher = Matcher::new(Arc::clone(themes));
    each_labelled(input, |comment| {
        scores.comments += 1;
        let hits = matcher.hits(&comment.text);
        let weighed = suggester.as_mut().map(|s| s.weigh(&comment.text)).unwrap_or_default();
        for (number, code) in codes.iter().enumerate() {
            scores.add(number, code, &Read { comment: &comment, hits: &hits, weighed: &weighed });
        }
        Ok(())
    })?;
    Ok(scores.view())
}

/// A labelled comment with what rules and model found in it.
struct Read<'a> {
    comment: &'a Labelled,
    hits: &'a [Hit],
    weighed: &'a Weighed,
}

impl Counts {
    fn view(self) -> Scores {
        let Self {
            comments,
            rules,
            suggestions,
            doubtful,
            weighed,
            together,
            unknown,
            errors,
            said,
        } = self;
        let apart = match (suggestions, doubtful, weighed) {
            (Some(suggestions), Some(doubtful), Some(weighed)) => Some(Apart {
                rules: rules.view(),
                suggestions: suggestions.view(),
                doubtful: doubtful.view(),
                weighed: weighed.view(),
            }),
            _ => None,
        };
        Scores { together: together.view(), apart, comments, unknown, errors, said }
    }

    fn add(&mut self, number: usize, code: &str, read: &Read<'_>) {
        let labelled = read.comment.themes.iter().any(|label| label == code);
        let hits = read.hits.iter().filter(|h| h.theme == code);
        let rules: Vec<&str> = hits.map(|h| h.rule.as_str()).collect();
        let is_in = |list: &[Suggestion]| list.iter().any(|one| one.theme == code);
        let suggestion = read.weighed.worth_reading.iter().find(|one| one.theme == code);
        let suggestion = suggestion.filter(|_| rules.is_empty());
        self.rules.add(number, labelled, !rules.is_empty());
        if let Some(share) = &mut self.suggestions {
            share.add(number, labelled && rules.is_empty(), suggestion.is_some());
        }
        if let Some(share) = &mut self.doubtful {
            let doubted = is_in(&read.weighed.doubtful);
            share.add(number, labelled && doubted, doubted);
        }
        if let Some(share) = &mut self.weighed {
            let speaks = read.weighed.together.iter().any(|one| one == code);
            share.add(number, labelled, speaks);
        }
        let by = Miss::found_by(&rules, suggestion.map(|one| one.words.as_slice()));
        self.together.add(number, labelled, by.is_some());
        if labelled != by.is_some() {
            let comment_id = read.comment.id.clone();
            self.errors.push(Miss { comment_id, theme: code.to_owned(), by });
        }
    }
}

/// Returns every label of the file with how often it is there, and what is to be said of the file.
fn labels_of(input: &Input) -> Result<(BTreeMap<String, u64>, Said)> {
    let mut labels = BTreeMap::new();
    let said = each_labelled(input, |comment| {
        for label in comment.themes {
            *labels.entry(label).or_default() += 1;
        }
        Ok(())
    })?;
    Ok((labels, said))
}

fn each_labelled(input: &Input, receive: impl FnMut(Labelled) -> Result<()>) -> Result<Said> {
    let file = input.open().map_err(|cause| input.unread(cause))?;
    labelled::each(file, &input.place(), receive)
}
