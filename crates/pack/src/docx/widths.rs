//! Widths of table columns for a word processor, which shares a page out evenly when nobody tells it
//! otherwise: each column is as wide as what it holds, within reason.

use serde_json::{Value, json};

/// The width of the text on the page, in twentieths of a point.
const PAGE: f64 = 10_092.0;
/// The widths of a letter, of a letter of a heading and of a cell's two margins, in the same.
const LETTER: f64 = 85.0;
const BOLD_LETTER: f64 = 112.0;
const MARGINS: f64 = 250.0;

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
    let word = |column: &Value| {
        let label = column["label"].as_str().unwrap_or_default();
        label.split(' ').map(|word| word.chars().count()).max().unwrap_or(0)
    };
    let least: Vec<f64> =
        columns.iter().map(|column| word(column) as f64 * BOLD_LETTER + MARGINS).collect();
    let wants: Vec<f64> = columns
        .iter()
        .enumerate()
        .map(|(i, column)| {
            let cell = rows.iter().map(|row| letters(&row["cells"][i]["text"])).max().unwrap_or(0);
            let most = if i == 0 { 44 } else { 34 };
            word(column).max(cell).clamp(4, most) as f64 * LETTER + MARGINS
        })
        .collect();
    let needed: f64 = least.iter().sum();
    // As wide as the longest word of its heading where all can be; what is left goes by what else each holds.
    let (least, left) =
        if needed < PAGE { (least, PAGE - needed) } else { (vec![0.0; wants.len()], PAGE) };
    let more: Vec<f64> =
        wants.iter().zip(&least).map(|(want, least)| (want - least).max(1.0)).collect();
    let all: f64 = more.iter().sum();
    least
        .iter()
        .zip(&more)
        .map(|(least, more)| (least + left * more / all).floor() as u64)
        .collect()
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

    #[test]
    fn words_of_headings_are_not_broken() {
        let labels =
            ["Theme", "Comments", "Share of comments", "95% interval", "First half", "Second half"];
        let columns: Vec<Value> = labels.iter().map(|label| json!({ "label": label })).collect();
        let cells: Vec<Value> =
            ["Father or wider family not involved, and more", "1", "2%", "1 to 2%", "1%", "1%"]
                .iter()
                .map(|text| json!({ "text": text }))
                .collect();
        let widths = widths(&json!(columns), &json!([{ "cells": cells }]));
        assert!(widths[1] >= 1_140 && widths[2] >= 1_140 && widths[5] >= 920, "{widths:?}");
        assert!(widths[0] > 2 * widths[1] && widths.iter().sum::<u64>() <= 10_092, "{widths:?}");
    }
}
