//! `assay search`: comments by word, phrase and filter, with exact highlights.

use assay_model::{Judgement, Score};
use assay_workspace::comments::search::{self, Hit, Sort, Wanted, in_context};
use clap::ValueEnum;
use serde_json::{Value, json};

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table};
use crate::progress::Bars;

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
    let wanted = Wanted { limit: args.limit, page: args.page, sort, facets };
    let search::Answer { page, notes } =
        search::search(&workspace, &args.query, &wanted, &Bars::default())?;
    if format == Format::Json {
        let hits: Vec<Value> = page.hits.iter().map(|hit| hit_json(hit, args.kwic)).collect();
        output::json(&json!({ "total": page.total, "hits": hits, "facets": page.facets }))?;
        return Ok(Exit::Done);
    }
    if format == Format::Csv {
        let mut table = Table::new(["comment", "month", "team", "domain", "text"]);
        for hit in &page.hits {
            for text in shown(hit, args.kwic, format) {
                let c = &hit.comment;
                let month = c.month.map(|m| m.to_string()).unwrap_or_default();
                table.row([c.id.clone(), month, c.team.clone(), c.domain.clone(), text]);
            }
        }
        output::table(&table, format)?;
        return Ok(Exit::Done);
    }
    for hit in &page.hits {
        let c = &hit.comment;
        let month = c.month.map(|m| m.to_string()).unwrap_or_default();
        let about = [c.id.as_str(), &month, &c.team, &c.domain];
        let about: Vec<&str> = about.into_iter().filter(|part| !part.is_empty()).collect();
        output::line(&about.join(" · "))?;
        for text in shown(hit, args.kwic, format) {
            output::line(&format!("    {text}"))?;
        }
        output::line("")?;
    }
    for (field, counts) in page.facets.iter().filter(|(_, counts)| !counts.is_empty()) {
        let counts: Vec<String> = counts.iter().map(|(v, n)| format!("{v} {n}")).collect();
        output::line(&format!("{field}: {}", counts.join(" · ")))?;
    }
    for note in notes {
        eprintln!("note: {note}");
    }
    eprintln!("{} of {} comments shown", page.hits.len(), page.total);
    Ok(Exit::Done)
}

fn hit_json(hit: &Hit, kwic: bool) -> Value {
    let c = &hit.comment;
    let mut value = json!({
        "comment_id": c.id, "case_id": c.case.as_ref().map(ToString::to_string), "domain": c.domain,
        "month": c.month.map(|m| m.to_string()), "team": c.team, "grade": c.grade.map(Judgement::code),
        "audit_score": c.score.map(Score::value), "text": c.text,
        "spans": hit.spans.iter().map(|&(a, b)| [a, b]).collect::<Vec<_>>(), "score": hit.score,
    });
    if kwic {
        let lines = in_context(&c.text, &hit.spans);
        value["kwic"] = lines.iter().map(|l| json!([l.before, l.matched, l.after])).collect();
    }
    value
}

/// The text with its matches in double angle brackets, or each match in its context.
fn shown(hit: &Hit, kwic: bool, format: Format) -> Vec<String> {
    let text = &hit.comment.text;
    if kwic && !hit.spans.is_empty() {
        let lines = in_context(text, &hit.spans);
        return lines.iter().map(|l| format!("{}«{}»{}", l.before, l.matched, l.after)).collect();
    }
    let mut marked = text.clone();
    for &(from, to) in hit.spans.iter().rev() {
        marked.insert(to, '»');
        marked.insert(from, '«');
    }
    let one_line = marked.replace(['\n', '\r', '\t'], " ");
    vec![if format == Format::Csv { text.clone() } else { one_line }]
}
