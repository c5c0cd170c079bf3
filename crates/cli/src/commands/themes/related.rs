//! `assay themes risk`, `together` and `subjects`: what goes with what, by audits.

use assay_model::print;
use assay_workspace::comments::themes::count::{By, CountOptions};
use assay_workspace::comments::themes::related::{risks, subjects, together};

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
    let all = risks(&*globals.open()?.reader()?, &options(&args.period))?;
    if format == Format::Json {
        output::json(&all)?;
        return Ok(Exit::Done);
    }
    let headings = ["theme", "poor with it", "poor without", "times as often", "95% interval"];
    let mut table = Table::new(headings);
    for r in &all {
        let of = |(part, whole): (u64, u64)| format!("{part} of {whole}");
        let ratio = r.ratio.map_or_else(|| "too few".to_owned(), |x| print::decimal(x, 1));
        let interval = r.low.zip(r.high).map_or_else(String::new, |(a, b)| print::range(a, b, 1));
        table.row([r.theme.clone(), of(r.with), of(r.without), ratio, interval]);
    }
    output::table(&table, format)?;
    say!(
        "poor: judged requires improvement or inadequate; what goes together need not be the cause"
    );
    Ok(Exit::Done)
}

pub(crate) fn run_together(args: &TogetherArgs, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let mut all = together(&*globals.open()?.reader()?, &options(&args.period))?;
    if format == Format::Json {
        output::json(&all)?;
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
    let all = subjects(&*globals.open()?.reader()?, &options(&args.period))?;
    if format == Format::Json {
        output::json(&all)?;
        return Ok(Exit::Done);
    }
    let headings = ["subject", "shortcoming", "mixed", "strength", "not mentioned", "audits"];
    let mut table = Table::new(headings);
    for s in &all {
        let counts = [s.shortcoming, s.mixed, s.strength, s.not_mentioned, s.base];
        table.row(std::iter::once(s.subject.clone()).chain(counts.map(|n| n.to_string())));
    }
    output::table(&table, format)?;
    Ok(Exit::Done)
}
