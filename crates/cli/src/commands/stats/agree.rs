//! `assay stats agree`: how far readers of the same cases agree.

use std::path::PathBuf;

use assay_measures::agree::{Agreement, Coefficient};
use assay_workspace::evidence::stats;
use serde_json::{Map, Value, json};

use crate::args::Format;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table};

/// Measure agreement between readers: one row a subject, one column a rater, with a header.
///
/// Example: assay stats agree second-reads.csv --scale outstanding,good,ri,inadequate
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A CSV file or workbook of ratings.
    file: PathBuf,
    /// The steps of the scale in order; numbers need none.
    #[arg(long, value_name = "STEPS", value_delimiter = ',')]
    scale: Option<Vec<String>>,
}

pub(super) fn run(args: &Args, format: Format) -> Result<Exit, CommandError> {
    let (found, said) = stats::agree_file(&args.file, args.scale.as_deref())?;
    for line in said {
        eprintln!("{line}");
    }
    if found.n < 30 {
        eprintln!("fewer than 30 subjects: show the table of ratings, not a coefficient");
    }
    let coefficients = named(&found);
    if format == Format::Json {
        let mut object = Map::new();
        object.insert("n".into(), found.n.into());
        for (name, coefficient) in &coefficients {
            object.insert((*name).into(), json!(coefficient.map(|c| c.value)));
        }
        let errors: Map<String, Value> = coefficients
            .iter()
            .map(|(name, c)| ((*name).to_owned(), json!(c.and_then(|c| c.se))))
            .collect();
        object.insert("se".into(), errors.into());
        output::json(&object)?;
        return Ok(Exit::Done);
    }
    let mut table = Table::new(["coefficient", "value", "se", "n"]);
    for (name, coefficient) in coefficients {
        let text = |figure: Option<f64>| figure.map_or("-".to_owned(), |f| format!("{f:.4}"));
        let value = text(coefficient.map(|c| c.value));
        let n = if name.starts_with("alpha") { String::new() } else { found.n.to_string() };
        table.row([name.to_owned(), value, text(coefficient.and_then(|c| c.se)), n]);
    }
    output::table(&table, format)?;
    Ok(Exit::Done)
}

fn named(found: &Agreement) -> [(&'static str, Option<Coefficient>); 10] {
    [
        ("percent", found.percent),
        ("kappa", found.kappa),
        ("kappa_linear", found.kappa_linear),
        ("kappa_quadratic", found.kappa_quadratic),
        ("ac1", found.ac1),
        ("ac2_quadratic", found.ac2_quadratic),
        ("fleiss", found.fleiss),
        ("alpha_nominal", found.alpha_nominal),
        ("alpha_ordinal", found.alpha_ordinal),
        ("alpha_interval", found.alpha_interval),
    ]
}
