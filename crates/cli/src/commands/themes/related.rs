//! `assay themes risk`, `together` and `subjects`: what goes with what, by audits.

use assay_model::print;
use assay_workspace::comments::themes::count::{By, CountOptions};
use assay_workspace::comments::themes::related::{risks, subjects, together};
use serde_json::{Value, json};

use super::period::PeriodArgs;
use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table};

/// Show how much more often audits that mention a theme are judged requires improvement or worse.
///
/// Example: assay themes risk --from 2026-07
#[derive(Debug, clap::Args)]
pub(crate) struct RiskArgs {
    #[command(flatten)]
    period: PeriodArgs,
}

/// Show which themes occur in the same audits.
///
/// Example: assay themes together
#[derive(Debug, clap::Args)]
pub(crate) struct TogetherArgs {
    #[command(flatten)]
    period: PeriodArgs,
    /// How many pairs to show.
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
}

/// Show each subject as shortcoming, mixed, strength or not mentioned.
///
/// Example: assay themes subjects --from 2026-07
#[derive(Debug, clap::Args)]
pub(crate) struct SubjectArgs {
    #[command(flatten)]
    period: PeriodArgs,
}

fn options(period: &PeriodArgs) -> CountOptions {
    CountOptions { by: By::All, from: period.from, to: period.to }
}

pub(crate) fn run_risk(args: &RiskArgs, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let all = risks(&globals.open()?, &options(&args.period))?;
    if format == Format::Json {
        let rows: Vec<Value> = all
            .iter()
            .map(|r| {
                json!({
                    "theme": r.theme, "with": [r.with.0, r.with.1], "without": [r.without.0, r.without.1],
                    "ratio": r.ratio.map(|x| x.0), "low": r.ratio.map(|x| x.1),
                    "high": r.ratio.map(|x| x.2),
                })
            })
            .collect();
        output::json(&rows)?;
        return Ok(Exit::Done);
    }
    let headings = ["theme", "poor with it", "poor without", "times as often", "95% interval"];
    let mut table = Table::new(headings);
    for r in &all {
        let of = |(part, whole): (u64, u64)| format!("{part} of {whole}");
        let ratio = r.ratio.map_or_else(|| "too few".to_owned(), |x| print::decimal(x.0, 1));
        let interval = r.ratio.map_or_else(String::new, |x| print::range(x.1, x.2, 1));
        table.row([r.theme.clone(), of(r.with), of(r.without), ratio, interval]);
    }
    output::table(&table, format)?;
    eprintln!(
        "poor: judged requires improvement or inadequate; what goes together need not be the cause"
    );
    Ok(Exit::Done)
}

pub(crate) fn run_together(args: &TogetherArgs, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let mut all = together(&globals.open()?, &options(&args.period))?;
    if format == Format::Json {
        let rows: Vec<Value> = all
            .iter()
            .map(|t| {
                json!({
                    "themes": [t.themes.0, t.themes.1], "both": t.both,
                    "each": [t.each.0, t.each.1], "base": t.base,
                })
            })
            .collect();
        output::json(&rows)?;
        return Ok(Exit::Done);
    }
    all.truncate(args.limit);
    let mut table = Table::new(["theme", "and", "audits with both", "with each", "audits"]);
    for t in &all {
        table.row([
            t.themes.0.clone(),
            t.themes.1.clone(),
            t.both.to_string(),
            format!("{} and {}", t.each.0, t.each.1),
            t.base.to_string(),
        ]);
    }
    output::table(&table, format)?;
    Ok(Exit::Done)
}

pub(crate) fn run_subjects(args: &SubjectArgs, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let all = subjects(&globals.open()?, &options(&args.period))?;
    if format == Format::Json {
        let rows: Vec<Value> = all
            .iter()
            .map(|s| {
                let [shortcoming, mixed, strength, silent] = s.sides;
                json!({
                    "subject": s.subject, "shortcoming": shortcoming, "mixed": mixed,
                    "strength": strength, "not_mentioned": silent, "base": s.base,
                })
            })
            .collect();
        output::json(&rows)?;
        return Ok(Exit::Done);
    }
    let headings = ["subject", "shortcoming", "mixed", "strength", "not mentioned", "audits"];
    let mut table = Table::new(headings);
    for s in &all {
        let counts = s.sides.iter().chain([&s.base]).map(u64::to_string);
        table.row(std::iter::once(s.subject.clone()).chain(counts));
    }
    output::table(&table, format)?;
    Ok(Exit::Done)
}
