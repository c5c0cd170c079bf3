//! What a report or a pack shows, read back: the tables of a workbook, the words of a page, and the places of a chart.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::Path;

/// The rows of the table on each sheet of a workbook, its headings first, as texts, by the sheet's name. Shares are as
/// their number format shows them.
pub(super) fn sheets(path: &Path) -> BTreeMap<String, Vec<Vec<String>>> {
    let file = std::fs::File::open(path).expect("a workbook");
    let mut zip = zip::ZipArchive::new(file).expect("a zip");
    let mut read = |name: &str| {
        let mut text = String::new();
        zip.by_name(name).expect("a part").read_to_string(&mut text).expect("a text");
        text
    };
    let strings = read("xl/sharedStrings.xml");
    let strings: Vec<String> = elements(&strings, "si").iter().map(|si| words(si)).collect();
    let formats = formats(&read("xl/styles.xml"));
    let book = read("xl/workbook.xml");
    let names = book.split("<sheet ").skip(1).map(|sheet| attribute(sheet, "name"));
    let of = |(number, name): (usize, String)| {
        let sheet = read(&format!("xl/worksheets/sheet{}.xml", number + 1));
        let rows = elements(&sheet, "row");
        let rows = rows.iter().map(|row| cells(row, &strings, &formats));
        let is_above = |row: &Vec<String>| row.first().is_none_or(|c| c != "Back to the contents");
        (name, rows.skip_while(is_above).skip(1).collect())
    };
    names.enumerate().map(of).collect()
}

fn cells(row: &str, strings: &[String], formats: &[String]) -> Vec<String> {
    let of = |cell: &str| {
        let value = elements(cell, "v").first().map_or(String::new(), |value| words(value));
        let head = cell.split('>').next().unwrap_or_default();
        if head.contains("t=\"s\"") {
            return strings[value.parse::<usize>().expect("a number")].clone();
        }
        let style = attribute(head, "s").parse::<usize>().unwrap_or(0);
        as_shown(&value, formats.get(style).map_or("", String::as_str))
    };
    row.split("<c ").skip(1).map(of).collect()
}

/// Returns the cells of a table without the ends of intervals, which have two columns.
pub(super) fn without_intervals(rows: &[Vec<String>]) -> Vec<String> {
    let is_end = |at: usize| {
        let heading = rows.first().and_then(|head| head.get(at));
        heading.is_some_and(|heading| heading.ends_with(", from") || heading.ends_with(", to"))
    };
    let kept = rows.iter().flat_map(|row| row.iter().enumerate().filter(|(at, _)| !is_end(*at)));
    kept.map(|(_, cell)| cell.clone()).collect()
}

/// Returns the number formats of the cell styles, in their order.
fn formats(styles: &str) -> Vec<String> {
    let codes: BTreeMap<String, String> = styles
        .split("<numFmt ")
        .skip(1)
        .map(|tag| (attribute(tag, "numFmtId"), attribute(tag, "formatCode")))
        .chain([("9".to_owned(), "0%".to_owned())])
        .collect();
    let cells = styles.split("<cellXfs").nth(1).unwrap_or_default();
    let ids = cells.split("<xf ").skip(1).map(|xf| attribute(xf, "numFmtId"));
    ids.map(|id| codes.get(&id).cloned().unwrap_or_default()).collect()
}

/// Returns a share as its format shows it, be the format the share's own text; other numbers as they are stored.
fn as_shown(value: &str, code: &str) -> String {
    let outside: String = code.split('"').step_by(2).collect();
    let text = code.split('"').nth(1).unwrap_or_default();
    if !outside.contains('0') && (text.contains('%') || text.contains(" of ")) {
        return text.to_owned();
    }
    match (code.split_once('%'), value.parse::<f64>()) {
        (Some((_, rest)), Ok(share)) => {
            format!("{:.0}%{}", share * 100.0, rest.trim_matches('"'))
        }
        _ => value.to_owned(),
    }
}

/// Returns the elements of a name, each from its tag to its end.
fn elements<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    let (tag, spaced, end) = (format!("<{name}>"), format!("<{name} "), format!("</{name}>"));
    let starts = text.match_indices(&tag).chain(text.match_indices(&spaced));
    let mut starts: Vec<usize> = starts.map(|(at, _)| at).collect();
    starts.sort_unstable();
    let of = |at: usize| text[at..].split(&end).next().unwrap_or_default();
    starts.into_iter().map(of).collect()
}

/// Returns the value of an attribute of the first tag.
fn attribute(tag: &str, name: &str) -> String {
    let after = tag.split(&format!("{name}=\"")).nth(1).unwrap_or_default();
    unescaped(after.split('"').next().unwrap_or_default())
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#39;", "'")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

/// Returns the words of a page or part without its tags and the ticks of its charts, a space between any two.
pub(super) fn words(page: &str) -> String {
    let body = page.split_once("<body").map_or(page, |(_, body)| body);
    let texts = body.split('<').map(text_of);
    let all: Vec<&str> = texts.flat_map(str::split_whitespace).collect();
    unescaped(&all.join(" "))
}

/// Returns the text after a tag, but not a tick of an axis.
fn text_of(piece: &str) -> &str {
    let (tag, text) = piece.split_once('>').unwrap_or_default();
    let is_number = text.trim_end_matches('%').parse::<u32>().is_ok();
    if is_number && tag.starts_with("text class=\"axis\"") { "" } else { text }
}

/// Returns the whole percentages that stand alone in a text: not the ends of a range, not with decimals.
pub(super) fn percents(text: &str) -> BTreeSet<u32> {
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices('%') {
        let before = &text[..at];
        let digits = before.trim_end_matches(|c: char| c.is_ascii_digit());
        let is_end = digits.ends_with(" to ") || digits.ends_with(['.', '<', '>']);
        if let (false, Ok(number)) = (is_end, before[digits.len()..].parse()) {
            found.insert(number);
        }
    }
    found
}

/// Returns the wide drawing of a chart.
pub(super) fn drawing<'a>(page: &'a str, chart: &str) -> Option<&'a str> {
    let from = page.find(&format!("aria-labelledby=\"{chart}-wide-t"))?;
    page[from..].split("</svg>").next()
}

/// Returns the shares that the bars of a stacked chart have by their widths, bar by bar from above.
pub(super) fn bars(drawing: &str) -> Vec<[f64; 4]> {
    let number = |tag: &str, name: &str| attribute(tag, name).parse::<f64>().expect("a number");
    let mut rows: Vec<(f64, [f64; 4])> = Vec::new();
    for tag in drawing.split("<rect ").skip(1) {
        let (series, top) = (attribute(tag, "class"), number(tag, " y"));
        // Swatches of the legend are smaller.
        if (number(tag, "height") - 20.0).abs() > 0.1 {
            continue;
        }
        if rows.last().is_none_or(|(last, _)| (last - top).abs() > 0.1) {
            rows.push((top, [0.0; 4]));
        }
        let series: usize = series[1..].parse().expect("a series");
        // A gap of 1.5 is between any two parts.
        rows.last_mut().expect("a row").1[series] = number(tag, "width") + 1.5;
    }
    let share = |(_, widths): (f64, [f64; 4])| widths.map(|w| w / widths.iter().sum::<f64>());
    rows.into_iter().map(share).collect()
}

/// Returns how high the dots of a funnel and its mean are, from above, the dots in their order.
pub(super) fn heights(drawing: &str) -> (Vec<f64>, f64) {
    let mean = drawing.split("class=\"mean\" d=\"M").nth(1).expect("a mean");
    let mean = mean.split(' ').nth(1).expect("a height").parse().expect("a number");
    let dots = drawing.split("<circle class=\"p s0\"").skip(1).map(|tag| attribute(tag, "cy"));
    let signals = drawing.split("<rect class=\"signal\"").skip(1).map(|tag| {
        let place = attribute(tag, "transform");
        place.split(['(', ')', ' ']).nth(2).expect("a height").to_owned()
    });
    // Dots and signals are drawn in one order; a chart here has one kind or is not asked for its order.
    (dots.chain(signals).map(|at| at.parse().expect("a number")).collect(), mean)
}
