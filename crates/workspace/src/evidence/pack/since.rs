//! What changed since an earlier pack, matched by measure: the names of measures stay the same from pack to
//! pack, whatever month they speak of.

use assay_model::KeyFigure;
use assay_pack::section::lists;
use assay_pack::view::Document;

/// Returns the figures of this document next to those of an earlier pack.
pub(super) fn since(
    earlier: String,
    before: Vec<(String, String)>,
    document: &Document,
) -> lists::Since {
    let before: Vec<(String, String)> =
        before.into_iter().map(|(label, figure)| (measure(&label), figure)).collect();
    let figures = document.measures.iter().filter_map(|(measure, now)| {
        let (_, then) = before.iter().find(|(label, _)| label == measure)?;
        Some((measure.clone(), then.clone(), now.clone()))
    });
    lists::Since { earlier, figures: figures.collect() }
}

/// Returns the measure of a label: earlier versions wrote the month after it.
fn measure(label: &str) -> String {
    let is_month = |text: &str| {
        let mut words = text.split(' ');
        let year = words.nth(1).is_some_and(|year| year.len() == 4 && year.parse::<u16>().is_ok());
        year && words.next().is_none()
    };
    match label.rsplit_once(", ") {
        Some((measure, month)) if is_month(month) => measure.to_owned(),
        _ => label.to_owned(),
    }
}

/// Returns the figures by measure, kept to say later what changed since this pack.
pub(super) fn key_figures(document: &Document) -> Vec<KeyFigure> {
    let measures = document.measures.iter();
    measures
        .map(|(label, figure)| KeyFigure { label: label.clone(), figure: figure.clone() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_month_of_an_earlier_label_is_no_part_of_the_measure() {
        assert_eq!(measure("good or better, September 2026"), "good or better");
        assert_eq!(measure("Supervision, score out of 10"), "Supervision, score out of 10");
        assert_eq!(measure("graded inadequate"), "graded inadequate");
    }
}
