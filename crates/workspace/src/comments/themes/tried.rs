//! Rules that are not the workspace's yet, tried on every comment that figures count: what each theme would gain and
//! lose, and how often the rules are right, before and after, by people's verdicts and on labelled comments.

use std::collections::BTreeMap;
use std::sync::Arc;

use assay_comments::suggest::STARTER_SETS;
use assay_comments::themes::{Matcher, Themes};
use assay_measures::accuracy::Tally;
use assay_model::Comment;
use assay_model::verdict::Says;
use assay_views::themes::{Compared, ThemeComment, Trial, Tried};

use super::labelled::{self, Labelled};
use super::reading::{BATCH, Counted, ThemeReader, ThemeReaders};
use super::verdicts::Verdicts;
use crate::desk::error::Result;
use crate::desk::reader::Reader;

/// What was counted for one theme.
#[derive(Default)]
struct Counts {
    before: u64,
    after: u64,
    added: u64,
    lost: u64,
    decided: u64,
    by_verdicts: (Tally, Tally),
    added_comments: Vec<ThemeComment>,
    lost_comments: Vec<ThemeComment>,
}

/// Tries rules on the comments of the workspace. Of each theme the first `shown` comments are named that it would gain,
/// and that it would lose.
///
/// # Errors
/// When the store or the workspace's own themes cannot be read.
pub fn by_rules(workspace: &Reader, new: &Arc<Themes>, shown: usize) -> Result<Trial> {
    let old = super::of_workspace(workspace)?;
    let edited = assay_config::themes::changed(old.book(), new.book());
    let (base_comments, mut counts) = on_comments(workspace, (&old, new), shown)?;
    let mut labelled = on_labelled((&old, new), &edited)?;
    let known = new.book().themes.iter().chain(&old.book().themes);
    let mut themes: Vec<Tried> = Vec::new();
    for theme in known {
        let is_edited = edited.contains(&theme.code);
        let Some(found) = counts.remove(&theme.code).or_else(|| is_edited.then(Counts::default))
        else {
            continue;
        };
        let is_known = themes.iter().any(|tried| tried.theme == theme.code);
        if is_known || (!is_edited && found.added == 0 && found.lost == 0) {
            continue;
        }
        let (before, after) = found.by_verdicts;
        themes.push(Tried {
            theme: theme.code.clone(),
            label: theme.label.clone(),
            is_edited,
            before: found.before,
            after: found.after,
            added: found.added,
            lost: found.lost,
            verdicts: (found.decided > 0).then(|| Compared::new(found.decided, before, after)),
            labelled: labelled.remove(&theme.code),
            added_comments: found.added_comments,
            lost_comments: found.lost_comments,
        });
    }
    Ok(Trial { base_comments, themes })
}

/// Returns an error with the codes there are, unless the theme is in the new rules or in those of the workspace.
///
/// # Errors
/// When it is in neither, or the workspace's own themes cannot be read.
pub fn must_be_in_one(workspace: &Reader, new: &Themes, code: &str) -> Result<()> {
    let old = super::of_workspace(workspace)?;
    super::known(&old, code).or_else(|_| super::known(new, code))
}

/// Reads every comment that figures count by both books.
fn on_comments(
    workspace: &Reader,
    (old, new): (&Arc<Themes>, &Arc<Themes>),
    shown: usize,
) -> Result<(u64, BTreeMap<String, Counts>)> {
    let verdicts = Arc::new(Verdicts::of(workspace)?);
    let headline = crate::evidence::counting::headline(workspace)?;
    let stage = workspace.stage("trying the rules on every comment", None);
    let mut readers = [old, new].map(|themes| ThemeReaders::with(themes, &verdicts));
    let mut singly = [old, new].map(|themes| ThemeReader::with(themes, Arc::clone(&verdicts)));
    let mut counts = BTreeMap::new();
    let mut base = 0;
    let mut batch: Vec<Comment> = Vec::new();
    let mut read = |batch: &mut Vec<Comment>, counts: &mut BTreeMap<String, Counts>| {
        base += batch.len() as u64;
        let [before, after] = readers.each_mut().map(|reader| reader.read(batch));
        for ((comment, before), after) in batch.drain(..).zip(before).zip(after) {
            by_people(&comment, &verdicts, &mut singly, counts);
            compare(&comment, (before, after), shown, counts);
        }
    };
    workspace.each_comment(|comment| {
        if headline.counts(&comment) {
            batch.push(comment);
            stage.step()?;
        }
        if batch.len() == BATCH {
            read(&mut batch, &mut counts);
        }
        Ok(())
    })?;
    read(&mut batch, &mut counts);
    Ok((base, counts))
}

fn compare(
    comment: &Comment,
    (before, after): (Vec<Counted>, Vec<Counted>),
    shown: usize,
    counts: &mut BTreeMap<String, Counts>,
) {
    let has = |list: &[Counted], theme: &str| list.iter().any(|one| one.theme == theme);
    for counted in &before {
        let of_theme = counts.entry(counted.theme.clone()).or_default();
        of_theme.before += 1;
        if !has(&after, &counted.theme) {
            of_theme.lost += 1;
            keep(&mut of_theme.lost_comments, comment, counted, shown);
        }
    }
    for counted in &after {
        let of_theme = counts.entry(counted.theme.clone()).or_default();
        of_theme.after += 1;
        if !has(&before, &counted.theme) {
            of_theme.added += 1;
            keep(&mut of_theme.added_comments, comment, counted, shown);
        }
    }
}

fn keep(list: &mut Vec<ThemeComment>, comment: &Comment, counted: &Counted, shown: usize) {
    if list.len() < shown {
        list.push(ThemeComment::new(comment.clone(), counted.span, counted.rule.clone()));
    }
}

/// Counts how the rules do where people have decided: there it is not the rules that figures go by.
fn by_people(
    comment: &Comment,
    verdicts: &Verdicts,
    readers: &mut [ThemeReader; 2],
    counts: &mut BTreeMap<String, Counts>,
) {
    let decided = verdicts.all_deciding(comment);
    if decided.is_empty() {
        return;
    }
    let [before, after] = readers.each_mut().map(|reader| reader.by_rules(&comment.text));
    for (theme, says) in decided {
        let has = |list: &[Counted]| list.iter().any(|one| one.theme == theme);
        let of_theme = counts.entry(theme.clone()).or_default();
        of_theme.decided += 1;
        of_theme.by_verdicts.0.add(says == Says::Yes, has(&before));
        of_theme.by_verdicts.1.add(says == Says::Yes, has(&after));
    }
}

/// Compares both books on the labelled comments that come with the program: those sets in which somebody looked for the
/// theme.
fn on_labelled(
    (old, new): (&Arc<Themes>, &Arc<Themes>),
    edited: &[String],
) -> Result<BTreeMap<String, Compared>> {
    let mut tallies: BTreeMap<&str, (u64, Tally, Tally)> = BTreeMap::new();
    if edited.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut matchers = [old, new].map(|themes| Matcher::new(Arc::clone(themes)));
    for (name, text) in STARTER_SETS {
        let mut comments: Vec<Labelled> = Vec::new();
        labelled::each(text.as_bytes(), name, |comment| {
            comments.push(comment);
            Ok(())
        })?;
        let has_label = |comment: &Labelled, code: &str| comment.themes.iter().any(|l| l == code);
        let looked_for: Vec<&String> =
            edited.iter().filter(|code| comments.iter().any(|c| has_label(c, code))).collect();
        if looked_for.is_empty() {
            continue;
        }
        for comment in &comments {
            let hits = matchers.each_mut().map(|matcher| matcher.hits(&comment.text));
            for code in &looked_for {
                let [before, after] =
                    hits.each_ref().map(|hits| hits.iter().any(|hit| hit.theme == **code));
                let labelled = has_label(comment, code);
                let tally = tallies.entry(code.as_str()).or_default();
                tally.0 += 1;
                tally.1.add(labelled, before);
                tally.2.add(labelled, after);
            }
        }
    }
    let compared =
        |(code, (n, before, after)): (&str, _)| (code.to_owned(), Compared::new(n, before, after));
    Ok(tallies.into_iter().map(compared).collect())
}
