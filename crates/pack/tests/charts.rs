//! The texts of every chart of a page by their boxes: none is cut, on another, on a dot, over the edge of a bar, or
//! crossed by a line; with the names of today, and with names as long as councils have them.

mod sample;

#[path = "../../../tests/support/boxes.rs"]
mod boxes;

use assay_pack::{Figures, Profile, assemble, render};

fn page(figures: &Figures) -> String {
    render(&assemble(&sample::profile(), figures, sample::edition())).expect("a page")
}

fn assert_clear(figures: &Figures) {
    let (charts, texts, faults) = boxes::faults(&page(figures));
    assert_whole(charts, texts, &faults);
    // The published pack draws quarters as small multiples.
    let mut figures = figures.clone();
    figures.indicators.public = true;
    let public = Profile { public: true, ..sample::profile() };
    let page = render(&assemble(&public, &figures, sample::edition())).expect("a page");
    assert!(page.contains("chart-quarters"));
    let (charts, texts, faults) = boxes::faults(&page);
    assert_whole(charts, texts, &faults);
}

fn assert_whole(charts: usize, texts: usize, faults: &[String]) {
    assert!(charts >= 8 && texts > 100, "{charts} charts with {texts} texts");
    assert!(faults.is_empty(), "{} of {texts} texts:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn no_text_of_a_chart_is_cut_covered_or_crossed() {
    assert_clear(&sample::figures());
}

#[test]
fn long_names_have_the_room_that_they_need() {
    let mut figures = sample::figures();
    let long = "quality of reflective recording, management oversight and supervision";
    for (n, series) in figures.domains.domains.iter_mut().enumerate() {
        series.domain = format!("Domain {n}, {long}");
    }
    for grade in &mut figures.judgements.grades {
        *grade = format!("{grade}, which is to say practice of this standard throughout");
    }
    for team in &mut figures.teams.teams {
        team.name =
            format!("{}: Children with Disabilities, Complex Needs and Transitions", team.name);
    }
    for indicator in &mut figures.indicators.indicators {
        indicator.name = format!("{}, {long}", indicator.name);
        for series in &mut indicator.shares {
            series.name = format!("{} of all posts that are established", series.name);
        }
    }
    for (_, words) in &mut figures.indicators.learning {
        *words = format!("{words}: workshop for all teams on {long}");
    }
    assert_clear(&figures);
}

#[test]
fn the_look_over_charts_finds_what_is_cut_covered_and_crossed() {
    let text = |x: f64, words: &str| {
        format!("<text class=\"axis\" x=\"{x}\" y=\"20\" text-anchor=\"start\">{words}</text>")
    };
    let faults = |inner: &str| {
        let svg = format!("<svg class=\"wide\" viewBox=\"0 0 100 40\">{inner}</svg>");
        boxes::faults(&svg).2.len()
    };
    assert_eq!(faults(&text(5.0, "whole")), 0);
    assert_eq!(faults(&text(80.0, "cut off")), 1);
    assert_eq!(faults(&format!("{}{}", text(5.0, "under"), text(25.0, "over"))), 1);
    assert_eq!(faults(&format!("<circle cx=\"15\" cy=\"18\" r=\"3\"/>{}", text(5.0, "dotted"))), 1);
    assert_eq!(faults(&format!("<path d=\"M0 0 L60 40\"/>{}", text(5.0, "crossed"))), 1);
    assert_eq!(faults(&format!("<path d=\"M0 0 L60 0\"/>{}", text(5.0, "below"))), 0);
}
