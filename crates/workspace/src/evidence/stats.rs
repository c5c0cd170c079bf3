//! Figures of a plain table, so that anyone can check one: an estimate, agreement, a process chart.
//! No workspace is needed; every fault names its row and column.

mod columns;
mod plain;

use std::collections::{BTreeMap, BTreeSet};

use assay_measures::Confidence;
use assay_measures::agree::{Ratings, agreement};
use assay_measures::chart::{self, Period, Seen};
use assay_measures::estimate::{Measure, Row, Sample, Stratum, estimate};
use assay_views::stats as views;

use crate::desk::error::{Error, Result};
use crate::desk::input::Input;
use crate::desk::next::{Field, Next};
use columns::{Columns, is_id, rating};

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
    let found = estimate(&sample, measure, Confidence::USUAL)
        .map_err(|fault| Error::input(format!("{}: {fault}", table.file())))?;
    Ok(views::Estimate::of(&found, measure, table.said().to_vec()))
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

/// Returns all coefficients of agreement; one row a subject, one column a rater. A first column that
/// is headed as an id is no rater, which is said with what else is worth saying of the file.
///
/// # Errors
/// When the file cannot be read or a rating has no place on the scale.
pub fn agree_file(input: &Input, scale: Option<&[String]>) -> Result<views::Agreement> {
    let table = Columns::read(input)?;
    let mut said = table.said().to_vec();
    let id = table.heading(0).filter(|heading| is_id(heading));
    if let Some(heading) = id {
        said.push(format!("column \"{heading}\" is read as the subject's id, not as a rater"));
    }
    let from = usize::from(id.is_some());
    let cells: Vec<Vec<String>> = (0..table.len())
        .map(|row| (from..table.width()).map(|column| table.rating(row, column)).collect())
        .collect();
    let scale: Option<Vec<String>> =
        scale.map(|steps| steps.iter().map(|step| rating(step)).collect());
    let ratings = Ratings::new(&cells, scale.as_deref()).map_err(|fault| {
        let error = Error::input(format!("{}: {fault}", table.file()));
        match fault {
            assay_measures::Error::NoScale(_) => error.then(Next::Fill {
                field: Field::Scale,
                why: "name the steps in order",
                example: "outstanding,good,requires_improvement",
            }),
            _ => error,
        }
    })?;
    Ok(views::Agreement::of(&agreement(&ratings), said))
}

/// Returns the chart of columns `period,value` or `period,count,n`.
/// Periods that are months or dates are put in order.
///
/// # Errors
/// When the file or a cell cannot be read, a period occurs twice, or there is nothing to draw.
pub fn chart_file(input: &Input, options: &ChartOptions) -> Result<views::Chart> {
    let options = options.measured();
    let table = Columns::read(input)?;
    let label = table.column("period")?;
    let of_counts = matches!(options.kind, chart::Kind::P | chart::Kind::PPrime)
        && table.find("count").is_some();
    let seen: Vec<Seen> = match table.find("value").filter(|_| !of_counts) {
        Some(value) => {
            each_row(&table, |row| Ok(table.figure(row, value)?.map_or(Seen::Gap, Seen::Value)))
        }
        None => counts(&table),
    }?;
    let order = in_order(&table, label)?;
    let mut said = table.said().to_vec();
    if !order.is_sorted() {
        said.push("the periods were put in order, the oldest first".to_owned());
    }
    let periods: Vec<Period> = order
        .iter()
        .map(|row| Period { label: table.text(*row, label), seen: seen[*row] })
        .collect();
    // A row to begin anew at is a row of the file, wherever its period is now.
    let rebases = options
        .rebases
        .iter()
        .map(|row| order.iter().position(|other| other == row).unwrap_or(*row));
    let options = chart::Options { rebases: rebases.collect(), ..options };
    let chart = chart::chart(&periods, &options)
        .map_err(|fault| Error::input(format!("{}: {fault}", table.file())))?;
    Ok(views::Chart::of(&chart, said))
}

/// Returns the rows in the order of their periods, where all are months or dates; else as they come.
fn in_order(table: &Columns, label: usize) -> Result<Vec<usize>> {
    let begins: Option<Vec<_>> =
        (0..table.len()).map(|row| assay_intake::period(&table.text(row, label))).collect();
    let mut order: Vec<usize> = (0..table.len()).collect();
    let Some(begins) = begins else { return Ok(order) };
    order.sort_by_key(|row| begins[*row]);
    if let Some(twice) = order.windows(2).find(|pair| begins[pair[0]] == begins[pair[1]]) {
        return Err(Error::input(format!(
            "{}, rows {} and {}: expected each period once, found \"{}\" twice",
            table.file(),
            table.number(twice[0]),
            table.number(twice[1]),
            table.text(twice[1], label)
        ))
        .hint("delete the row that does not hold, or add the two up"));
    }
    Ok(order)
}

fn counts(table: &Columns) -> Result<Vec<Seen>> {
    let (count, n) = (table.column("count")?, table.column("n")?);
    each_row(table, |row| {
        Ok(match (table.figure(row, count)?, table.figure(row, n)?) {
            (Some(count), Some(n)) => Seen::Count { count, n },
            _ => Seen::Gap,
        })
    })
}

fn each_row<T>(table: &Columns, read: impl Fn(usize) -> Result<T>) -> Result<Vec<T>> {
    (0..table.len()).map(read).collect()
}

/// Returns the values inside the domain (0 elsewhere), and whether all of the column is a share.
fn values(table: &Columns, wanted: &EstimateColumns) -> Result<(Vec<Option<f64>>, Measure)> {
    let column = table.column(&wanted.value)?;
    let domain = match &wanted.domain {
        Some((name, value)) => Some((table.column(name)?, value)),
        None => None,
    };
    let is_inside = |row: usize| domain.is_none_or(|(c, value)| table.text(row, c) == value.trim());
    let texts = || (0..table.len()).map(|row| table.text(row, column)).filter(|t| !t.is_empty());
    // One "yes" makes it a column of answers: then the cell that is none is at fault.
    let is_answer = |text: &String| yes_or_no(text).is_some() && columns::number(text).is_none();
    let is_share = texts().any(|t| is_answer(&t)) || texts().all(|text| yes_or_no(&text).is_some());
    let measure = if is_share { Measure::Share } else { Measure::Mean };
    let value = |row: usize| -> Result<Option<f64>> {
        if !is_inside(row) {
            return Ok(None);
        }
        let text = table.text(row, column);
        let read = match measure {
            Measure::Share => yes_or_no(&text),
            Measure::Mean => columns::number(&text),
        };
        read.map(Some).ok_or_else(|| {
            let expected = if is_share { "yes or no" } else { "a number" };
            table
                .fault(row, column, expected)
                .hint("rows without a value: leave them out with --domain, or fill them in")
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
        let name = strata_column.map_or("all".to_owned(), |column| table.text(row, column));
        let population = population_column.map(|column| table.count(row, column)).transpose()?;
        let stratum = *places.entry(name.clone()).or_insert_with(|| {
            strata.push(Stratum { name: name.clone(), population });
            strata.len() - 1
        });
        if strata[stratum].population != population {
            let expected = strata[stratum].population.unwrap_or_default();
            let column = population_column.unwrap_or_default();
            let what = format!("{expected}, as in the rows before of stratum \"{name}\"");
            return Err(table.fault(row, column, &what));
        }
        let next = clusters.len();
        let cluster =
            cluster_column.map(|column| *clusters.entry(table.text(row, column)).or_insert(next));
        rows.push(Row {
            stratum,
            cluster,
            speaks_for: 1,
            value: value.unwrap_or(0.0),
            inside: value.is_some(),
        });
    }
    Ok(Sample { strata, rows })
}

fn yes_or_no(text: &str) -> Option<f64> {
    match text.to_lowercase().as_str() {
        "1" | "yes" => Some(1.0),
        "0" | "no" => Some(0.0),
        _ => None,
    }
}
