//! `assay themes comments`: the comments behind a figure.

use assay_workspace::comments::themes::behind::{self, Behind};

use super::period::PeriodArgs;
use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table};

/// List the comments behind a theme's figure, by the same rule that counts them.
///
/// Example: assay themes comments not_written_up --team "CIN 2" --from 2026-07 --format csv
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The theme's code.
    theme: String,
    #[command(flatten)]
    period: PeriodArgs,
    /// One team's only.
    #[arg(long)]
    team: Option<String>,
    /// One domain's only.
    #[arg(long)]
    domain: Option<String>,
    /// How many to show on the screen; JSON and CSV have all.
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let wanted = Behind {
        theme: args.theme.clone(),
        from: args.period.from,
        to: args.period.to,
        team: args.team.clone(),
        domain: args.domain.clone(),
    };
    let all = behind::list(&*globals.open()?.reader()?, &wanted)?;
    if format == Format::Json {
        output::json(&all)?;
        return Ok(Exit::Done);
    }
    if format == Format::Csv {
        let headings = ["comment_id", "case_id", "month", "team", "domain", "found_by", "comment"];
        let mut table = Table::new(headings);
        for c in &all {
            table.row([
                c.comment_id.clone(),
                c.case_id.clone().unwrap_or_default(),
                c.month.map(|m| m.to_string()).unwrap_or_default(),
                c.team.clone(),
                c.domain.clone(),
                c.found_by.clone(),
                c.text.clone(),
            ]);
        }
        output::table(&table, format)?;
        return Ok(Exit::Done);
    }
    for c in all.iter().take(args.limit) {
        let month = c.month.map(|m| m.to_string()).unwrap_or_default();
        let by = match &c.rule {
            Some(rule) => format!("found by the rule \"{rule}\""),
            None => "found by a reviewer".to_owned(),
        };
        let about = [c.comment_id.as_str(), &month, &c.team, &c.domain, &by];
        let about: Vec<&str> = about.into_iter().filter(|part| !part.is_empty()).collect();
        output::line(&about.join(" · "))?;
        output::line(&format!("    {}\n", output::marked(&c.text, Some((c.start, c.end)))))?;
    }
    say!("{} of {} comments shown", all.len().min(args.limit), all.len());
    Ok(Exit::Done)
}
