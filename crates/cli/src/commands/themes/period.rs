//! The months that commands on themes count: `--from` and `--to`.

use assay_model::Month;

/// From one month to another, both included.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct PeriodArgs {
    /// The first month counted, e.g. 2026-07.
    #[arg(long, value_name = "MONTH", value_parser = parse)]
    pub(crate) from: Option<Month>,
    /// The last month counted.
    #[arg(long, value_name = "MONTH", value_parser = parse)]
    pub(crate) to: Option<Month>,
}

fn parse(text: &str) -> Result<Month, String> {
    Month::parse(text).ok_or_else(|| format!("expected a month like 2026-09, found \"{text}\""))
}
