//! The months that commands on themes count: `--from` and `--to`.

use assay_model::Month;

use crate::args::parse_month;

/// From one month to another, both included.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct PeriodArgs {
    /// The first month counted, e.g. 2026-07.
    #[arg(long, value_name = "MONTH", value_parser = parse_month)]
    pub(crate) from: Option<Month>,
    /// The last month counted.
    #[arg(long, value_name = "MONTH", value_parser = parse_month)]
    pub(crate) to: Option<Month>,
}
