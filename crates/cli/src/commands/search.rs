//! `assay search`: comments by word, phrase and filter, with exact highlights.

use assay_views::search::{Hit, InContext};
use assay_workspace::comments::search::{self, Base, Matches, Sort, Wanted};
use clap::ValueEnum;

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table};

/// Search the comments for words and phrases, by team, month, domain or grade.
///
/// A query has words, "phrases", NEAR/5, BEFORE/5, supervis*, supervison~1, AND, OR, NOT and brackets, and
/// filters such as team:"CIN 2" month:2026-07..2026-09 grade:good score:..4. A star alone finds every comment.
///
/// Example: assay search 'minutes AND meeting team:"CIN 2"' --kwic
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// What to look for.
    query: String,
    /// Show each match in its context.
    #[arg(long)]
    kwic: bool,
    /// Report how many of all comments found are among those that figures count.
    #[arg(long)]
    counted: bool,
    /// Count the answer by these fields, e.g. month,team.
    #[arg(long, value_name = "FIELDS", value_delimiter = ',')]
    facets: Vec<String>,
    /// How many comments to show.
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// Which page of the answer.
    #[arg(long, value_name = "K", default_value_t = 1)]
    page: usize,
    /// In which order.
    #[arg(long, value_enum, default_value_t = Order::Relevance)]
    sort: Order,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Order {
    /// Best first.
    Relevance,
    /// Newest first.
    Date,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let workspace = globals.open()?;
    let sort = match args.sort {
        Order::Relevance => Sort::Relevance,
        Order::Date => Sort::Date,
    };
    let facets = args.facets.clone();
    let matches = if args.kwic { Matches::InContext } else { Matches::InText };
    let base = if args.counted { Base::Counted } else { Base::NotAsked };
    let wanted = Wanted { limit: args.limit, page: args.page, sort, matches, base, facets };
    let found = search::search(&*workspace.reader()?, &args.query, &wanted)?;
    if format == Format::Json {
        output::json(&found)?;
        return Ok(Exit::Done);
    }
    if format == Format::Csv {
        let mut table = Table::new(["comment", "month", "team", "domain", "text"]);
        for hit in &found.hits {
            for text in shown(hit, format) {
                let month = hit.month.map(|m| m.to_string()).unwrap_or_default();
                table.row([&hit.comment_id, &month, &hit.team, &hit.domain, &text]);
            }
        }
        output::table(&table, format)?;
        return Ok(Exit::Done);
    }
    for hit in &found.hits {
        let month = hit.month.map(|m| m.to_string()).unwrap_or_default();
        let about = [hit.comment_id.as_str(), &month, &hit.team, &hit.domain];
        let about: Vec<&str> = about.into_iter().filter(|part| !part.is_empty()).collect();
        output::line(&about.join(" · "))?;
        for text in shown(hit, format) {
            output::line(&format!("    {text}"))?;
        }
        output::line("")?;
    }
    for (field, counts) in found.facets.iter().filter(|(_, counts)| !counts.is_empty()) {
        let counts: Vec<String> = counts.iter().map(|(v, n)| format!("{v} {n}")).collect();
        output::line(&format!("{field}: {}", counts.join(" · ")))?;
    }
    for note in &found.notes {
        say!("note: {note}");
    }
    say!("{} of {} comments shown", found.hits.len(), found.total);
    if let Some(counted) = found.counted {
        say!("{counted} of the {} are among the comments that figures count", found.total);
    }
    Ok(Exit::Done)
}

/// The text with its matches in double angle brackets, or each match in its context.
fn shown(hit: &Hit, format: Format) -> Vec<String> {
    let text = &hit.text;
    if let Some(lines) = hit.kwic.as_ref().filter(|lines| !lines.is_empty()) {
        let line = |(before, matched, after): &InContext| format!("{before}«{matched}»{after}");
        return lines.iter().map(line).collect();
    }
    let mut marked = text.clone();
    for &(from, to) in hit.spans.iter().rev() {
        marked.insert(to, '»');
        marked.insert(from, '«');
    }
    let one_line = marked.replace(['\n', '\r', '\t'], " ");
    vec![if format == Format::Csv { text.clone() } else { one_line }]
}
