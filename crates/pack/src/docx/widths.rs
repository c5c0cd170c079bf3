//! Widths of table columns for a word processor, which shares a page out evenly when nobody tells it
//! otherwise: each column is as wide as what it holds, within reason.

use serde_json::{Value, json};

/// The width of the text on the page, in twentieths of a point.
const PAGE: f64 = 10_092.0;

/// Gives every table inside the value a field `widths`.
pub(super) fn add(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(add),
        Value::Object(fields) => {
            let is_table = fields.contains_key("columns") && fields.contains_key("rows");
            if is_table {
                let widths = widths(&fields["columns"], &fields["rows"]);
                fields.insert("widths".to_owned(), json!(widths));
            } else {
                fields.values_mut().for_each(add);
            }
        }
        _ => {}
    }
}

fn widths(columns: &Value, rows: &Value) -> Vec<u64> {
    let letters = |text: &Value| text.as_str().map_or(0, |text| text.chars().count());
    let columns = columns.as_array().map_or(&[][..], Vec::as_slice);
    let rows = rows.as_array().map_or(&[][..], Vec::as_slice);
    let wants: Vec<f64> = columns
        .iter()
        .enumerate()
        .map(|(i, column)| {
            let label = column["label"].as_str().unwrap_or_default();
            let word = label.split(' ').map(|word| word.chars().count()).max().unwrap_or(0);
            let cell = rows.iter().map(|row| letters(&row["cells"][i]["text"])).max().unwrap_or(0);
            let most = if i == 0 { 44 } else { 34 };
            (word.max(cell).max(4) + 2).min(most) as f64
        })
        .collect();
    let all: f64 = wants.iter().sum();
    wants.iter().map(|want| (PAGE * want / all.max(1.0)).floor() as u64).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_cells_get_more_of_the_page() {
        let mut value = json!({"inner": [{
            "columns": [{"label": "Recommendation"}, {"label": "n"}],
            "rows": [{"cells": [{"text": "a recommendation of many words"}, {"text": "12"}]}],
        }]});
        add(&mut value);
        let widths: Vec<u64> = serde_json::from_value(value["inner"][0]["widths"].clone()).unwrap();
        assert!(widths[0] > 4 * widths[1] && widths.iter().sum::<u64>() <= 10_092, "{widths:?}");
    }
}
