//! `assay themes agree`: how far two reviewers agree, and how far the rules can be trusted.

use assay_model::print;
use assay_views::themes::CheckedShare;
use assay_workspace::comments::themes::checked::{agree, checked};

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table};

/// Show how far reviewers agree on themes where one of them read blind.
///
/// Example: assay themes agree
#[derive(Debug, clap::Args)]
pub(crate) struct AgreeArgs {}

/// Show precision and recall of each theme's rules as far as people have checked samples of them.
///
/// Example: assay themes checked
#[derive(Debug, clap::Args)]
pub(crate) struct CheckedArgs {}

pub(crate) fn run_agree(globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let all = agree(&*globals.open()?.reader()?)?;
    if format == Format::Json {
        output::json(&all)?;
        return Ok(Exit::Done);
    }
    let mut table = Table::new(["theme", "reviewers", "n", "agree %", "kappa", "ac1"]);
    for one in &all {
        let a = &one.values;
        let show = |value: Option<f64>, digits: usize| {
            value.map_or_else(|| "–".to_owned(), |value| format!("{value:.digits$}"))
        };
        table.row([
            one.theme.clone(),
            format!("{} and {}", one.reviewers.0, one.reviewers.1),
            one.n.to_string(),
            show(a.percent, 1),
            show(a.kappa, 2),
            show(a.ac1, 2),
        ]);
    }
    if all.is_empty() {
        say!("no comment has been read by two people yet, one of them blind");
        say!("hint: the second reader runs assay themes review THEME --blind");
    } else {
        output::table(&table, format)?;
    }
    Ok(Exit::Done)
}

pub(crate) fn run_checked(globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let all = checked(&*globals.open()?.reader()?)?;
    if format == Format::Json {
        output::json(&all)?;
        return Ok(Exit::Done);
    }
    let mut table = Table::new(["theme", "hits that are right", "missed without a hit", "recall"]);
    for one in &all {
        let show = |s: Option<CheckedShare>| match s {
            None => "not checked".to_owned(),
            Some(s) => format!(
                "{} of {} ({} of {})",
                print::count(s.hits),
                print::count(s.n),
                print::percent_range(s.low, s.high),
                print::count(s.population)
            ),
        };
        let recall =
            one.recall.map_or_else(|| "–".to_owned(), |r| format!("about {}", print::percent(r)));
        table.row([one.theme.clone(), show(one.precision), show(one.missed), recall]);
    }
    output::table(&table, format)?;
    Ok(Exit::Done)
}
