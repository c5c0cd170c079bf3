//! Themes in what auditors wrote: how many comments say so, with interval and trend, and in
//! restricted packs the words themselves.

use assay_measures::change::Change;

use super::{Kind, Share, interval_cell, section};
use crate::view::table::Link;
use crate::view::{Block, Cell, Class, Column, Quote, Quotes, Row, Section, Table};
use assay_model::print::{count, percent, share, share_short};

/// What auditors wrote of, by theme.
#[derive(Debug, Clone, Default)]
pub struct ThemesWritten {
    /// The period in words.
    pub period: String,
    /// The earlier period themes are held against, in words; empty for none.
    pub earlier: String,
    /// The later period, in words; empty for none.
    pub later: String,
    /// The themes.
    pub themes: Vec<Theme>,
    /// Quotes by theme, redacted; only for restricted packs.
    pub quotes: Vec<Quotes>,
    /// What is known of how far the rules can be trusted, e.g. `not checked`.
    pub checked: String,
    /// Changes of the rules since the period began, each in a sentence.
    pub rules_changed: Vec<String>,
}

/// One theme.
#[derive(Debug, Clone, Default)]
pub struct Theme {
    /// Its code.
    pub code: String,
    /// Its label.
    pub label: String,
    /// The group it is counted in: shortcoming, strength, mixed.
    pub group: String,
    /// Comments that say so, of comments read.
    pub comments: Share,
    /// Cases in which it was said, of cases audited; none where the cases are not known.
    pub cases: Option<Share>,
    /// The same share of comments in the earlier period.
    pub earlier: Option<Share>,
    /// The same share in the later period.
    pub later: Option<Share>,
    /// The change of the share from the one to the other.
    pub change: Option<Change>,
}

/// Returns the latest quotes of a theme that this many comments speak of; none without a quote.
#[must_use]
pub fn latest(label: &str, said: u64, quotes: Vec<Quote>) -> Option<Quotes> {
    Quotes::of(format!("{label}: the latest {} of {said} comments", quotes.len()), quotes)
}

/// Returns the quotes of a theme that were approved for publication; none without a quote.
#[must_use]
pub fn approved(label: &str, quotes: Vec<Quote>) -> Option<Quotes> {
    Quotes::of(format!("{label}: in auditors' words, each text approved for publication"), quotes)
}

/// Returns what people found of the rules in samples of so many themes, in a sentence.
#[must_use]
pub fn checked(themes: usize, (right, decided): (u64, u64)) -> String {
    if decided == 0 {
        return "How often the rules are right was not checked here by a person.".to_owned();
    }
    let themes = match themes {
        1 => "one theme".to_owned(),
        n => format!("{n} themes"),
    };
    let right = share(right, decided);
    format!("People checked samples of {themes}: what the rules found was right in {right}.")
}

/// Returns the section, or none without comments.
#[must_use]
pub fn build(input: &ThemesWritten) -> Option<Section> {
    let read = input.themes.iter().map(|t| t.comments.base).max().filter(|base| *base > 0)?;
    let lead = lead(input, read);
    let mut blocks = Vec::new();
    for (group, heading) in
        [("shortcoming", "Shortcomings"), ("mixed", "Mixed"), ("strength", "Strengths")]
    {
        let rows: Vec<&Theme> = in_order(input, group);
        if !rows.is_empty() {
            blocks.push(Block::heading(heading));
            blocks.push(Block::Table(table(input, group, heading, &rows)));
        }
    }
    blocks.extend(input.rules_changed.iter().cloned().map(Block::note));
    let unsaid: Vec<String> = input
        .themes
        .iter()
        .filter(|t| t.comments.hits == 0)
        .map(|t| t.label.to_lowercase())
        .collect();
    if !unsaid.is_empty() {
        let text = format!("Not mentioned in the period: {}.", super::and_list(&unsaid));
        blocks.push(Block::paragraph(text));
    }
    if !input.quotes.is_empty() {
        blocks.push(Block::heading("In auditors' words"));
        blocks.push(Block::note(
            "Names and other identities were replaced by the program. People who were not on its lists can be missed, and a story can identify without a name.",
        ));
        blocks.extend(input.quotes.iter().cloned().map(Block::Quotes));
    }
    Some(section(Kind::Themes, lead, blocks))
}

/// Returns the theme of a group that auditors wrote of most, by comments; none where they wrote of none.
pub(crate) fn most<'a>(input: &'a ThemesWritten, group: &str) -> Option<&'a Theme> {
    in_order(input, group).into_iter().next()
}

fn in_order<'a>(input: &'a ThemesWritten, group: &str) -> Vec<&'a Theme> {
    let mut rows: Vec<&Theme> =
        input.themes.iter().filter(|t| t.group == group && t.comments.hits > 0).collect();
    rows.sort_by(|a, b| b.comments.hits.cmp(&a.comments.hits).then_with(|| a.label.cmp(&b.label)));
    rows
}

fn lead(input: &ThemesWritten, read: u64) -> String {
    let shortcomings = in_order(input, "shortcoming");
    let Some(most) = shortcomings.first() else {
        return format!("In {read} comments no shortcoming of the codebook was found.");
    };
    let mut text = format!(
        "The shortcoming auditors wrote of most in {} was \u{201c}{}\u{201d}: in {} comments",
        input.period,
        most.label.to_lowercase(),
        share(most.comments.hits, most.comments.base)
    );
    if let Some(cases) = most.cases {
        text.push_str(&format!(", on {} cases", share(cases.hits, cases.base)));
    }
    text.push('.');
    let rising = shortcomings
        .iter()
        .find(|t| t.change.is_some_and(|change| change.is_signal() && change.difference() > 0.0));
    if let Some((theme, change)) = rising.and_then(|theme| Some((theme, theme.change?))) {
        let then = theme.earlier.and_then(|e| e.value()).unwrap_or(0.0);
        let now = theme.later.and_then(|l| l.value()).unwrap_or(0.0);
        text.push_str(&format!(
            " \u{201c}{}\u{201d} rose from {} of comments in {} to {} in {} ({change}).",
            theme.label,
            percent(then),
            input.earlier,
            percent(now),
            input.later
        ));
    }
    text
}

fn columns(with_cases: bool, with_trend: bool) -> Vec<Column> {
    let mut columns = vec![
        Column::text("Theme"),
        Column::number("Comments"),
        Column::number("Share of comments"),
        Column::range("95% interval"),
    ];
    if with_cases {
        columns.push(Column::number("Cases"));
    }
    if with_trend {
        columns.push(Column::number("First half"));
        columns.push(Column::number("Second half"));
        columns.push(Column::range("Interval of the change, points"));
        columns.push(Column::text("Reading"));
    }
    columns
}

fn table(input: &ThemesWritten, group: &str, heading: &str, themes: &[&Theme]) -> Table {
    let with_cases = themes.iter().any(|t| t.cases.is_some());
    let with_trend = !input.earlier.is_empty();
    let row = |theme: &&Theme| {
        let shown = |share: Share| match share.value() {
            Some(value) => Cell::share(share_short(share.hits, share.base), value),
            None => Cell::none(),
        };
        let mut cells = vec![
            Cell::text(&theme.label),
            Cell::count(theme.comments.hits),
            shown(theme.comments),
            theme.comments.interval_cell(),
        ];
        if with_cases {
            cells.push(theme.cases.map_or(Cell::text("–"), |c| {
                Cell::count_as(format!("{} of {}", count(c.hits), count(c.base)), c.hits)
            }));
        }
        if with_trend {
            cells.push(theme.earlier.map_or(Cell::text("–"), shown));
            cells.push(theme.later.map_or(Cell::text("–"), shown));
            let change = theme.change.map(|change| change.texts());
            cells.push(theme.change.map_or(Cell::none(), interval_cell));
            let verdict = change.map_or("–", |c| c.verdict);
            cells.push(Cell::text(verdict.replace(' ', "\u{a0}")));
        }
        Row::of(cells)
    };
    let base = themes.iter().map(|t| t.comments.base).max().unwrap_or(0);
    let mut notes = vec![format!(
        "Auditors wrote of it in so many of {} comments; that is not a share of all cases. {}",
        count(base),
        input.checked
    )];
    if with_trend {
        notes.push(format!("First half: {}; second half: {}.", input.earlier, input.later));
    }
    Table {
        id: format!("tab-themes-{group}"),
        caption: format!("{heading} auditors wrote of, {}", input.period),
        columns: columns(with_cases, with_trend),
        rows: themes.iter().map(row).collect(),
        notes,
        definitions: vec![Link { id: "def-theme".into(), text: "What a theme counts".into() }],
        class: Class::Practice,
        ..Table::default()
    }
}
