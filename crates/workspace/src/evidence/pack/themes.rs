//! Themes of a pack: counted over the period, the later half against the earlier, and for restricted
//! packs the latest quotes of the themes written of most. Counts by the rule of `themes::count`.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use assay_comments::themes::{Side, Theme};
use assay_measures::accuracy::in_all;
use assay_measures::headline::HeadlineReturns;
use assay_measures::themes::Halves;
use assay_model::{CaseId, Comment, Month};
use assay_pack::section::themes as section;
use assay_pack::section::themes::ThemesWritten;
use assay_pack::view::block::Piece;
use assay_pack::view::{Quote, Quotes};
use assay_pack::{Profile, rests};

use super::quotes::{Passage, Quoting};
use crate::comments::themes::edit;
use crate::comments::themes::reading::{Counted as Found, ThemeReaders};
use crate::desk::error::{Error, Result};
use crate::desk::reader::Reader;
use assay_model::Standing;

/// How many themes are quoted.
const QUOTED: usize = 4;
/// The longest comment that is quoted, in characters.
const LONGEST_QUOTE: usize = 600;

/// What was read in the comments: counts, and what is shown of the comments themselves.
struct Read {
    halves: Halves,
    latest: BTreeMap<String, Vec<(Comment, Range<usize>)>>,
    rows: Option<Vec<ThemeRow>>,
}

/// A comment that a theme was found in.
#[derive(Debug)]
pub(super) struct ThemeRow {
    pub(super) month: Option<Month>,
    pub(super) theme: String,
    pub(super) case: Option<CaseId>,
    pub(super) domain: String,
    pub(super) comment: String,
}

/// Comments by month and theme, for whatever is held against them.
#[derive(Debug, Default)]
pub(super) struct ByMonth {
    /// Comments read in each month.
    pub(super) read: BTreeMap<Month, u64>,
    /// Label, and comments with it in each month, by the theme's code.
    pub(super) themes: BTreeMap<String, (String, BTreeMap<Month, u64>)>,
    /// Every comment with a theme; empty in public packs.
    pub(super) rows: Vec<ThemeRow>,
    /// The cases whose comments were read; empty in public packs.
    pub(super) audited: BTreeSet<CaseId>,
}

impl ByMonth {
    /// Returns the cases whose comments were read, and those of them that the theme was found in.
    pub(super) fn cases(&self, theme: &str) -> (&BTreeSet<CaseId>, BTreeSet<CaseId>) {
        let rows = self.rows.iter().filter(|row| row.theme == theme);
        (&self.audited, rows.filter_map(|row| row.case.clone()).collect())
    }
}

/// Returns the themes of these months, and their counts by month.
pub(super) fn gather(
    workspace: &Reader,
    profile: &Profile,
    (months, headline): (&[Month], &HeadlineReturns),
    quoting: &mut Quoting,
) -> Result<(ThemesWritten, ByMonth)> {
    let (Some(first), Some(last)) = (months.first(), months.last()) else {
        return Ok(Default::default());
    };
    let themes = crate::comments::themes::of_workspace(workspace)?;
    let middle = months[months.len() / 2];
    let rows = (!profile.public).then(Vec::new);
    let mut read = Read { halves: Halves::new(middle), latest: BTreeMap::new(), rows };
    let stage = workspace.stage("reading comments", None);
    let mut comments = Vec::new();
    workspace.store.each_comment(assay_store::CommentCursor::default(), |comment| {
        if headline.counts(&comment) && comment.month.is_some_and(|m| (*first..=*last).contains(&m))
        {
            stage.step()?;
            comments.push(comment);
        }
        Ok::<(), Error>(())
    })?;
    let found = ThemeReaders::of(workspace)?.read(&comments);
    for (comment, found) in comments.iter().zip(found) {
        take(&mut read, &found, comment, profile.quotes);
    }
    drop(stage);
    let cases = comments.iter().filter_map(|comment| comment.case.clone());
    let audited = if profile.public { BTreeSet::new() } else { cases.collect() };
    if read.halves.read() == 0 {
        return Ok(Default::default());
    }
    let book = themes.book();
    let quotes = if profile.public {
        approved(workspace, &book.themes, profile, &comments, quoting)?
    } else {
        quotes(&read, &book.themes, profile, quoting)?
    };
    let span = |from: Month, to: Month| rests::period(&[from, to]);
    let by_month = ByMonth {
        rows: read.rows.take().unwrap_or_default(),
        audited,
        read: read.halves.read_by_month(),
        themes: book
            .themes
            .iter()
            .map(|theme| {
                let months = read.halves.by_month(&theme.code);
                (theme.code.clone(), (theme.label.clone(), months))
            })
            .collect(),
    };
    let input = ThemesWritten {
        period: span(*first, *last),
        earlier: if first < &middle { span(*first, middle.plus(-1)) } else { String::new() },
        later: if first < &middle { span(middle, *last) } else { String::new() },
        themes: book.themes.iter().map(|theme| theme_of(theme, &read.halves)).collect(),
        quotes,
        checked: checked(workspace)?,
        rules_changed: edit::changes_since(workspace, Some(*first))?,
    };
    Ok((input, by_month))
}

fn take(read: &mut Read, found: &[Found], comment: &Comment, wanted: usize) {
    let themes = found.iter().map(|found| found.theme.as_str());
    read.halves.add(comment.month, comment.case.as_ref(), themes);
    for Found { theme, span, .. } in found {
        if let Some(rows) = &mut read.rows {
            rows.push(ThemeRow {
                month: comment.month,
                theme: theme.clone(),
                case: comment.case.clone(),
                domain: comment.domain.clone(),
                comment: comment.id.clone(),
            });
        }
        if wanted > 0 && comment.text.chars().count() <= LONGEST_QUOTE {
            let latest = read.latest.entry(theme.clone()).or_default();
            latest.push((comment.clone(), span.0..span.1));
            if latest.len() > 8 * wanted {
                keep_latest(latest, wanted);
            }
        }
    }
}

fn keep_latest(quotes: &mut Vec<(Comment, Range<usize>)>, wanted: usize) {
    quotes.sort_by(|(a, _), (b, _)| (b.month, &a.id).cmp(&(a.month, &b.id)));
    quotes.truncate(wanted);
}

fn theme_of(theme: &Theme, halves: &Halves) -> section::Theme {
    let found = halves.of(&theme.code);
    section::Theme {
        code: theme.code.clone(),
        label: theme.label.clone(),
        group: match theme.side {
            Side::Shortcoming => "shortcoming",
            Side::Strength => "strength",
        }
        .to_owned(),
        comments: found.comments.into(),
        cases: found.cases.map(Into::into),
        earlier: found.earlier.map(Into::into),
        later: found.later.map(Into::into),
        change: found.change,
    }
}

/// Returns quotes of the shortcomings written of most, and of the first strength.
fn quotes(
    read: &Read,
    book: &[Theme],
    profile: &Profile,
    quoting: &mut Quoting,
) -> Result<Vec<Quotes>> {
    if profile.quotes == 0 {
        return Ok(Vec::new());
    }
    let said = |theme: &Theme| read.halves.said(&theme.code);
    let mut ordered: Vec<&Theme> = book.iter().filter(|theme| said(theme) > 0).collect();
    ordered.sort_by_key(|theme| (theme.side == Side::Strength, std::cmp::Reverse(said(theme))));
    let of = |side: Side| ordered.iter().filter(move |theme| theme.side == side).copied();
    let chosen = of(Side::Shortcoming).take(QUOTED - 1).chain(of(Side::Strength).take(1));
    let mut all = Vec::new();
    for theme in chosen {
        let mut latest = read.latest.get(&theme.code).cloned().unwrap_or_default();
        keep_latest(&mut latest, profile.quotes);
        let mut quotes = Vec::new();
        for (comment, span) in &latest {
            quotes.push(quoting.quote(&Passage {
                case: comment.case.as_ref(),
                month: comment.month,
                domain: &comment.domain,
                text: &comment.text,
                marked: Some(span.clone()),
            })?);
        }
        all.extend(section::latest(&theme.label, said(theme), quotes));
    }
    Ok(all)
}

/// Returns the latest approved quotes of each theme for a public pack. One whose comment reads otherwise by
/// now, or is gone, or is not among those counted, is left out: that text was never approved.
fn approved(
    workspace: &Reader,
    book: &[Theme],
    profile: &Profile,
    counted: &[Comment],
    quoting: &mut Quoting,
) -> Result<Vec<Quotes>> {
    if profile.quotes == 0 {
        return Ok(Vec::new());
    }
    let by_id: HashMap<&str, &Comment> = counted.iter().map(|c| (c.id.as_str(), c)).collect();
    let mut of_theme: BTreeMap<String, Vec<Quote>> = BTreeMap::new();
    for quote in crate::comments::quotes::all(workspace)?.into_iter().rev() {
        let is_approved = matches!(quote.standing, Standing::Approved { .. });
        let comment = by_id.get(quote.comment.as_str()).filter(|_| is_approved);
        let Some(comment) = comment else { continue };
        if !crate::comments::quotes::printed(comment, quoting).is_ok_and(|text| text == quote.text)
        {
            continue;
        }
        let pieces = vec![Piece { text: quote.text, marked: false }];
        let source = Quote::source(comment.month, &comment.domain, None);
        of_theme.entry(quote.theme).or_default().push(Quote { pieces, source });
    }
    let of_theme = book.iter().filter_map(|theme| {
        let mut quotes = of_theme.remove(&theme.code)?;
        quotes.truncate(profile.quotes);
        section::approved(&theme.label, quotes)
    });
    Ok(of_theme.collect())
}

/// What people found of the rules, in a sentence.
fn checked(workspace: &Reader) -> Result<String> {
    if !crate::comments::themes::chosen::is_any(workspace)? {
        return Ok(section::checked(0, (0, 0)));
    }
    let known: Vec<_> = crate::comments::themes::checked::checked(workspace)?
        .into_iter()
        .filter_map(|checked| Some(checked.precision?.sampled()))
        .collect();
    Ok(section::checked(known.len(), in_all(&known)))
}
