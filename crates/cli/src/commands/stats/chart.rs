//! `assay stats chart`: a process chart of a series, its signals, and what it says.

use std::path::PathBuf;

use assay_workspace::Input;
use assay_workspace::evidence::stats::{self, ChartKind, ChartOptions, Ranges};
use clap::ValueEnum;

use crate::args::{Format, parse_share};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table};
use crate::sparkline::sparkline;

/// Chart a series: columns period,value or period,count,n.
///
/// Example: assay stats chart visits.csv --kind p --target 95% --good up
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A CSV file or workbook, one row a period.
    file: PathBuf,
    /// The kind of chart.
    #[arg(long, value_enum)]
    kind: KindName,
    /// Keep moving ranges of 3.267 times their mean or more in the limits (xmr).
    #[arg(long)]
    no_screen: bool,
    /// Restart the centre line and limits at this data row; the first is 1.
    #[arg(long, value_name = "ROW")]
    rebase: Vec<usize>,
    /// The target, in the unit of the values.
    #[arg(long, value_parser = parse_share, allow_negative_numbers = true)]
    target: Option<f64>,
    /// Which way is good.
    #[arg(long, value_enum)]
    good: Option<GoodWay>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum KindName {
    Xmr,
    P,
    Pprime,
    Run,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum GoodWay {
    Up,
    Down,
}

pub(super) fn run(args: &Args, format: Format) -> Result<Exit, CommandError> {
    if args.rebase.contains(&0) {
        return Err(CommandError::new("expected a data row from 2 to restart at, found 0"));
    }
    let options = ChartOptions {
        kind: match args.kind {
            KindName::Xmr => ChartKind::Xmr,
            KindName::P => ChartKind::P,
            KindName::Pprime => ChartKind::PPrime,
            KindName::Run => ChartKind::Run,
        },
        ranges: if args.no_screen { Ranges::All } else { Ranges::Screened },
        rebases: args.rebase.iter().map(|row| row - 1).collect(),
        target: args.target,
        good: args.good.map(|way| match way {
            GoodWay::Up => stats::GoodWay::Up,
            GoodWay::Down => stats::GoodWay::Down,
        }),
    };
    let chart = stats::chart_file(&Input::file(&args.file), &options)?;
    let end = output::said(&chart.said, "");
    if format == Format::Json {
        output::json(&chart)?;
        return Ok(end);
    }
    let mut table = Table::new(["period", "value", "n", "centre", "lower", "upper", "signal"]);
    for p in &chart.points {
        let text = |figure: Option<f64>| figure.map_or(String::new(), |f| format!("{f:.4}"));
        let n = p.n.map_or(String::new(), |n| n.to_string());
        let signal = p.signal.unwrap_or_default().to_owned();
        let figures = [text(p.value), n, text(Some(p.mean)), text(p.lower), text(p.upper)];
        table.row(std::iter::once(p.period.clone()).chain(figures).chain([signal]));
    }
    output::table(&table, format)?;
    if format == Format::Table {
        let line: Vec<Option<f64>> = chart.points.iter().map(|p| p.value).collect();
        let assurance = chart.assurance.unwrap_or("no target");
        output::line(&format!(
            "{}  variation: {}, assurance: {assurance}",
            sparkline(&line),
            chart.variation
        ))?;
        for note in &chart.notes {
            output::line(note)?;
        }
    }
    Ok(end)
}
