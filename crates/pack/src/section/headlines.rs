//! The first page: at most six findings, each a sentence with its figure, and the key figures in one
//! small table.

use super::{Kind, domains, indicators, judgements, themes};
use crate::view::{Cell, Column, Headline, Row, Section, Table};
use assay_model::print::{count, decimal, month_short, percent, share_short};

/// The figures headline findings are written from; each may be empty.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// Judgements over time.
    pub judgements: &'a judgements::JudgementsOverTime,
    /// Domain scores.
    pub domains: &'a domains::DomainScores,
    /// Themes.
    pub themes: &'a themes::ThemesWritten,
    /// Indicators.
    pub indicators: &'a indicators::MeasuredIndicators,
}

/// Returns the findings that can be written from the figures, most important first. Findings link
/// only to sections that are there.
#[must_use]
pub fn build(sources: &Sources<'_>, sections: &[Section]) -> Vec<Headline> {
    let mut headlines: Vec<Headline> = [
        good_or_better(sources.judgements),
        inadequate(sources.judgements),
        moved(sources.domains, Way::Down),
        moved(sources.domains, Way::Up),
        timeliness(sources.indicators),
        most_written(sources.themes, "shortcoming"),
        most_written(sources.themes, "strength"),
    ]
    .into_iter()
    .flatten()
    .collect();
    for headline in &mut headlines {
        if !sections.iter().any(|section| section.id == headline.section) {
            headline.section.clear();
        }
    }
    headlines
}

/// Returns the key figures in one table: the latest month against the first one, each with its base.
#[must_use]
pub fn key_figures(input: &judgements::JudgementsOverTime) -> Option<Table> {
    let judged: Vec<_> = input.periods.iter().filter(|p| p.good().base > 0).collect();
    let (first, last) = (*judged.first()?, *judged.last()?);
    if first.month == last.month {
        return None;
    }
    let middle = judged[judged.len() / 2];
    let shown: Vec<_> =
        if judged.len() > 2 { vec![first, middle, last] } else { vec![first, last] };
    let mut columns = vec![Column::text("Overall judgement")];
    columns.extend(shown.iter().map(|p| Column::number(month_short(p.month))));
    let row = |name: &str, count_of: &dyn Fn(&judgements::Period) -> u64| {
        let mut cells = vec![Cell::text(name)];
        cells.extend(shown.iter().map(|p| {
            let (hits, base) = (count_of(p), p.good().base);
            Cell::number(assay_model::print::share(hits, base), hits as f64)
        }));
        Row::of(cells)
    };
    let mut rows: Vec<Row> =
        (0..4).map(|grade| row(&input.grades[grade], &|p| p.counts[grade])).collect();
    let mut total = row("Good or better", &|p| p.good().hits);
    total.strong = true;
    rows.push(total);
    Some(Table {
        id: "tab-key-figures".into(),
        caption: "Key figures: overall judgements, share and number of audits".into(),
        columns,
        rows,
        ..Table::default()
    })
}

fn good_or_better(input: &judgements::JudgementsOverTime) -> Option<Headline> {
    let last = input.periods.iter().rev().find(|p| p.good().base > 0)?;
    let good = last.good();
    let moved = judgements::change_in_words(input);
    let mut sentence = match good.interval.filter(|_| good.base >= 10) {
        Some((low, high)) => format!(
            "From {} audits we estimate that our auditors would grade {} of eligible cases good or better: \
             {moved}. Of the audits, {} were. The range is for the chance of the draw, not for auditors' judgement.",
            count(good.base),
            assay_model::print::percent_range(low, high),
            count(good.hits)
        ),
        None => format!(
            "{} audits of {} were graded good or better by our auditors: {moved}.",
            count(good.hits),
            count(good.base)
        ),
    };
    if let Some(limit) = last.limits.first() {
        sentence.push_str(&format!(" {limit}."));
    }
    if !input.record.is_empty() {
        sentence.push_str(&format!(" {}", input.record));
    }
    Some(Headline {
        figure: last.short(),
        label: format!("good or better, {}", last.month.words()),
        sentence,
        section: Kind::Judgements.name().into(),
    })
}

fn inadequate(input: &judgements::JudgementsOverTime) -> Option<Headline> {
    let judged: Vec<_> = input.periods.iter().filter(|p| p.good().base > 0 && !p.before).collect();
    let total: u64 = judged.iter().map(|p| p.counts[3]).sum();
    let base: u64 = judged.iter().map(|p| p.good().base).sum();
    let last = judged.last()?;
    let in_last = match last.counts[3] {
        0 => format!("none of them in {}", last.month.words()),
        n => format!("{} of them in {}", count(n), last.month.words()),
    };
    let sentence = if total == 0 {
        format!("None of {} audits in {} months was graded inadequate.", count(base), judged.len())
    } else {
        format!(
            "{} of {} audits in {} months {} graded inadequate, {in_last}.",
            count(total),
            count(base),
            judged.len(),
            if total == 1 { "was" } else { "were" }
        )
    };
    Some(Headline {
        figure: count(total),
        label: "graded inadequate".into(),
        sentence,
        section: Kind::Judgements.name().into(),
    })
}

fn timeliness(input: &indicators::MeasuredIndicators) -> Option<Headline> {
    let (figure, label, sentence) = indicators::headline(input)?;
    Some(Headline { figure, label, sentence, section: Kind::Indicators.name().into() })
}

#[derive(Clone, Copy, PartialEq)]
enum Way {
    Up,
    Down,
}

fn moved(input: &domains::DomainScores, way: Way) -> Option<Headline> {
    let by = |moved: &domains::Moved<'_>| moved.signal().map_or(0.0, |c| c.difference());
    let sign = if way == Way::Up { 1.0 } else { -1.0 };
    let all = input.moved();
    let domain = all
        .iter()
        .filter(|moved| by(moved) * sign > 0.0)
        .max_by(|a, b| by(a).abs().total_cmp(&by(b).abs()))?;
    let change = domain.change?;
    Some(Headline {
        figure: change.texts().signed,
        label: format!("{}, score out of 10", domain.name),
        sentence: format!(
            "The mean score for {} went {} from {} in {} to {} in {} ({change}).",
            domain.name.to_lowercase(),
            if way == Way::Up { "up" } else { "down" },
            decimal(domain.first.1.value(), 1),
            domain.first.0.words(),
            decimal(domain.last.1.value(), 1),
            domain.last.0.words()
        ),
        section: Kind::Domains.name().into(),
    })
}

fn most_written(input: &themes::ThemesWritten, group: &str) -> Option<Headline> {
    let theme =
        input.themes.iter().filter(|t| t.group == group && t.comments.hits > 0).max_by(
            |a, b| a.comments.hits.cmp(&b.comments.hits).then_with(|| b.label.cmp(&a.label)),
        )?;
    let share = theme.comments.value()?;
    let figure = match theme.cases {
        Some(cases) if cases.base > 0 => share_short(cases.hits, cases.base),
        _ => percent(share),
    };
    let of = match theme.cases {
        Some(cases) if cases.base > 0 => format!(
            "on {} of {} cases ({} of {} comments)",
            count(cases.hits),
            count(cases.base),
            count(theme.comments.hits),
            count(theme.comments.base)
        ),
        _ => {
            format!("in {} of {} comments", count(theme.comments.hits), count(theme.comments.base))
        }
    };
    let what = if group == "strength" { "strength" } else { "shortcoming" };
    Some(Headline {
        figure,
        label: theme.label.clone(),
        sentence: format!("The {what} auditors wrote of most, in {}: {of}.", input.period),
        section: Kind::Themes.name().into(),
    })
}
