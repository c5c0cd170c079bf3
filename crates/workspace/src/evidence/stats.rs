//! Figures of a plain table, so that anyone can check one: an estimate, agreement, a process chart.
//! No workspace is needed; every fault names its row and column.

mod agree;
mod chart;
mod columns;
mod plain;

use std::collections::{BTreeMap, BTreeSet};

use assay_measures::Confidence;
use assay_measures::estimate::plain::{Cell, estimate_plain, measure_of};
use assay_measures::estimate::{Chances, Measure, Row, Sample, Stratum};
use assay_views::stats as views;

use crate::desk::error::{Error, Result};
use crate::desk::input::Input;
use columns::Columns;

pub use agree::agree_file;
pub use chart::chart_file;
pub use plain::{ChartKind, ChartOptions, GoodWay, Ranges, SizeQuestion, interval, size};

/// Which columns an estimate is made from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EstimateColumns {
    /// The column of the values.
    pub value: String,
    /// The column of the strata.
    pub strata: Option<String>,
    /// The column with the stratum's size in the list: cases, or clusters where there are clusters.
    pub population: Option<String>,
    /// The column of the clusters.
    pub cluster: Option<String>,
    /// A column and the value it has inside the domain.
    pub domain: Option<(String, String)>,
}

/// Returns the estimate of the mean, or of the share where all values are 0 and 1 or yes and no.
///
/// # Errors
/// When the file or a cell cannot be read, or the design leaves the variance unknown.
pub fn estimate_file(input: &Input, wanted: &EstimateColumns) -> Result<views::Estimate> {
    let table = Columns::read(input)?;
    let (values, measure) = values(&table, wanted)?;
    let sample = sample(&table, wanted, &values)?;
    if let Some((column, value)) = &wanted.domain
        && !sample.rows.iter().any(|row| row.inside)
    {
        return Err(no_domain(&table, column, value));
    }
    let found = estimate_plain(&sample, measure, Confidence::USUAL)
        .map_err(|fault| Error::input(format!("{}: {fault}", table.file())))?;
    let mut said = table.said();
    said.lines.extend(blank_clusters(&table, wanted));
    Ok(views::Estimate::of(&found, measure, said))
}

/// Returns what is said of rows whose cluster is blank.
fn blank_clusters(table: &Columns, wanted: &EstimateColumns) -> Option<String> {
    let column = table.find(wanted.cluster.as_deref()?)?;
    let blank = (0..table.len()).filter(|row| table.text(*row, column).is_empty()).count();
    (blank > 0).then(|| views::TableNote::BlankClusters(blank).to_string())
}

/// Returns the error of a domain without rows, with the values that there are.
fn no_domain(table: &Columns, column: &str, value: &str) -> Error {
    let place = table.find(column).unwrap_or_default();
    let known: BTreeSet<String> = (0..table.len()).map(|row| table.text(row, place)).collect();
    let mut known: Vec<String> = known.into_iter().filter(|text| !text.is_empty()).collect();
    if known.len() > 10 {
        known.truncate(10);
        known.push("…".to_owned());
    }
    let expected = known.join(", ");
    Error::input(format!(
        "{}, column \"{column}\": expected one of {expected}, found no row with \"{value}\" and a value",
        table.file()
    ))
}

/// Returns the values inside the domain (0 elsewhere), and whether all of the column is a share.
fn values(table: &Columns, wanted: &EstimateColumns) -> Result<(Vec<Option<f64>>, Measure)> {
    let column = table.column(&wanted.value)?;
    table.in_one_way(column)?;
    let domain = match &wanted.domain {
        Some((name, value)) => Some((table.column(name)?, value)),
        None => None,
    };
    let is_inside = |row: usize| {
        domain.is_none_or(|(c, value)| squeezed(&table.text(row, c)) == squeezed(value))
    };
    let texts = (0..table.len()).map(|row| table.text(row, column)).filter(|t| !t.is_empty());
    let cell = |text: &str| Cell { answer: yes_or_no(text), number: columns::number(text) };
    let measure = measure_of(texts.map(|text| cell(&text)));
    let value = |row: usize| -> Result<Option<f64>> {
        if !is_inside(row) {
            return Ok(None);
        }
        let read = cell(&table.text(row, column)).value(measure);
        read.map(Some).ok_or_else(|| {
            let expected = match measure {
                Measure::Share => "yes or no",
                Measure::Mean => "a number",
            };
            table
                .fault(row, column, expected)
                .hint("fill in the rows without a value, or estimate for the rows that have one")
        })
    };
    let values: Result<Vec<Option<f64>>> = (0..table.len()).map(value).collect();
    Ok((values?, measure))
}

fn sample(table: &Columns, wanted: &EstimateColumns, values: &[Option<f64>]) -> Result<Sample> {
    let named = |name: &Option<String>| name.as_deref().map(|n| table.column(n)).transpose();
    let (strata_column, cluster_column) = (named(&wanted.strata)?, named(&wanted.cluster)?);
    let population_column = named(&wanted.population)?;
    let mut strata: Vec<Stratum> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut clusters: BTreeMap<String, usize> = BTreeMap::new();
    let mut rows = Vec::with_capacity(values.len());
    for (row, value) in values.iter().enumerate() {
        let name =
            strata_column.map_or("all".to_owned(), |column| squeezed(&table.text(row, column)));
        let population = population_column.map(|column| table.count(row, column)).transpose()?;
        let stratum = *places.entry(name.clone()).or_insert_with(|| {
            strata.push(Stratum { name: name.clone(), population, chances: Chances::Equal });
            strata.len() - 1
        });
        if strata[stratum].population != population {
            let expected = strata[stratum].population.unwrap_or_default();
            let column = population_column.unwrap_or_default();
            let what = format!("{expected}, as in the rows before of stratum \"{name}\"");
            return Err(table.fault(row, column, &what));
        }
        let next = clusters.len();
        let cluster = cluster_column.map(|column| match squeezed(&table.text(row, column)) {
            // A case without a cluster is one of its own; no other text begins with this character.
            blank if blank.is_empty() => *clusters.entry(format!("\0{row}")).or_insert(next),
            text => *clusters.entry(text).or_insert(next),
        });
        rows.push(Row {
            stratum,
            cluster,
            speaks_for: 1,
            pull: 1.0,
            value: value.unwrap_or(0.0),
            inside: value.is_some(),
        });
    }
    Ok(Sample { strata, rows })
}

fn yes_or_no(text: &str) -> Option<f64> {
    match text.to_lowercase().as_str() {
        "yes" => Some(1.0),
        "no" => Some(0.0),
        // `1.0` is how a spreadsheet writes 1; `100%` is a figure and no answer.
        other if other.ends_with('%') => None,
        other => {
            let figure = columns::number(other)?;
            [0.0, 1.0].into_iter().find(|answer| (figure - answer).abs() < f64::EPSILON)
        }
    }
}

/// Text with each run of spaces as one space: names that differ by spaces alone are one.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
