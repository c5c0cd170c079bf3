//! Ratings as typed, and their categories: those used, in the scale's order if one is given, else
//! numbers by value. Words without a scale have no order, and an error asks for one.

use std::collections::BTreeSet;

use super::Complete;
use crate::Error;

/// A category in use.
#[derive(Debug, Clone, PartialEq)]
pub struct Category {
    /// Its text.
    pub text: String,
    /// Its value, if every category is a number.
    pub number: Option<f64>,
}

/// A table of ratings.
#[derive(Debug, Clone, PartialEq)]
pub struct Ratings {
    /// The categories used anywhere, in order.
    pub categories: Vec<Category>,
    /// One row a subject: for each rater the category's place, or none where missing.
    pub rows: Vec<Vec<Option<usize>>>,
    /// How many raters there are.
    pub raters: usize,
}

impl Ratings {
    /// Returns the ratings of the cells, one row a subject; empty cells are missing.
    ///
    /// # Errors
    /// When a rating is not on the scale, there is no scale and a rating is not a number, or there
    /// are fewer than two raters.
    pub fn new(cells: &[Vec<String>], scale: Option<&[String]>) -> Result<Self, Error> {
        let raters = cells.iter().map(Vec::len).max().unwrap_or(0);
        if raters < 2 {
            return Err(Error::Raters(raters));
        }
        let used: BTreeSet<&str> = cells
            .iter()
            .flatten()
            .map(|cell| cell.trim())
            .filter(|cell| !cell.is_empty())
            .collect();
        let numbers: Option<Vec<f64>> = used.iter().map(|text| number(text)).collect();
        let categories = match scale {
            Some(scale) => by_scale(&used, scale, numbers.is_some())?,
            None => by_value(&used)?,
        };
        let place = |cell: &String| {
            let text = cell.trim();
            if text.is_empty() {
                return None;
            }
            categories.iter().position(|category| {
                category.text == text
                    || (category.number.is_some() && category.number == number(text))
            })
        };
        let row = |cells: &Vec<String>| -> Vec<Option<usize>> {
            (0..raters).map(|rater| cells.get(rater).and_then(place)).collect()
        };
        Ok(Self { rows: cells.iter().map(row).collect(), categories, raters })
    }

    /// Returns the subjects rated by everybody, their categories renumbered to those used there.
    pub(crate) fn complete(&self) -> Complete {
        let rows: Vec<Vec<usize>> =
            self.rows.iter().filter_map(|row| row.iter().copied().collect()).collect();
        let used: BTreeSet<usize> = rows.iter().flatten().copied().collect();
        let ranks: Vec<usize> = used.into_iter().collect();
        let rank = |place: usize| ranks.partition_point(|used| *used < place);
        Complete {
            rows: rows.into_iter().map(|row| row.into_iter().map(rank).collect()).collect(),
            q: ranks.len(),
            raters: self.raters,
        }
    }
}

fn by_scale(
    used: &BTreeSet<&str>,
    scale: &[String],
    numeric: bool,
) -> Result<Vec<Category>, Error> {
    let same = |step: &str, text: &str| step == text || (numeric && number(step) == number(text));
    if let Some(off) = used.iter().find(|text| !scale.iter().any(|step| same(step.trim(), text))) {
        return Err(Error::OffScale { found: (*off).to_owned(), scale: scale.join(", ") });
    }
    let on = |step: &&String| used.iter().any(|text| same(step.trim(), text));
    let category = |step: &String| Category {
        text: step.trim().to_owned(),
        number: if numeric { number(step) } else { None },
    };
    Ok(scale.iter().filter(on).map(category).collect())
}

fn by_value(used: &BTreeSet<&str>) -> Result<Vec<Category>, Error> {
    let mut categories: Vec<Category> = Vec::with_capacity(used.len());
    for text in used {
        let number = number(text).ok_or_else(|| Error::NoScale((*text).to_owned()))?;
        categories.push(Category { text: (*text).to_owned(), number: Some(number) });
    }
    categories.sort_by(|a, b| a.number.partial_cmp(&b.number).expect("finite numbers compare"));
    categories.dedup_by(|a, b| a.number == b.number);
    Ok(categories)
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse::<f64>().ok().filter(|number| number.is_finite())
}
