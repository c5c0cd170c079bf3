//! What is kept of problems, how rows elsewhere are named, and when a reading ends.

use super::*;

#[test]
fn a_reading_ends_where_more_rows_are_refused_than_are_kept() {
    let mut problems = Problems::default();
    let here = Where { file: "a.csv".to_owned(), sheet: None };
    problems.note(here.at(2, "Start"), "\"n/k\"", Oddity::new("a date", ""));
    for row in 3..3 + MOST_REFUSED as u32 {
        problems.refuse(here.at(row, ""), "2 cells", Oddity::new("4 cells", ""));
    }
    assert_eq!(problems.too_many(), None);
    problems.refuse(here.at(1, ""), "1 cell", Oddity::new("4 cells", ""));
    let why = "more than 100,000 rows are refused, the first is a.csv, row 3: expected 4 cells, found 2 cells";
    assert_eq!(problems.too_many().as_deref(), Some(why));
}

#[test]
fn a_row_elsewhere_is_named_with_its_sheet_or_file() {
    let of = |file: &str, sheet: Option<&str>| Where {
        file: file.to_owned(),
        sheet: sheet.map(str::to_owned),
    };
    let here = of("a.xlsx", Some("May"));
    let others = [of("a.xlsx", Some("May")), of("a.xlsx", Some("June")), of("b.csv", None)];
    assert_eq!(here.rows(others.iter().zip([4, 5, 5])), "4, 5 of sheet \"June\", 5 of b.csv");
}

#[test]
fn of_many_rows_that_are_the_same_the_first_are_named() {
    let here = Where::default();
    let same = |count: u32| (1..=count).map(|row| (Where::default(), row)).collect::<Vec<_>>();
    let others =
        |count, own| here.other_rows(same(count).iter().map(|(place, row)| (place, *row)), own);
    assert_eq!(others(3, 1), "1, 3");
    assert_eq!(others(11, 0), "2, 3, 4, 5, 6, 7, 8, 9, 10, 11");
    assert_eq!(others(400, 2), "1, 2, 4, 5, 6, 7, 8, 9, 10, 11 and 389 more");
}

#[test]
fn a_habit_is_counted_and_every_refusal_kept() {
    let (mut problems, here) = (Problems::default(), Where::default());
    for row in 1..=1500 {
        problems.note(here.at(row, "Age"), "6.1", Oddity::new("whole years", ""));
        problems.refuse(here.at(row, "ID"), "a blank", Oddity::new("an id", ""));
    }
    let list = problems.finish("a.xlsx");
    assert_eq!(list.iter().filter(|p| p.level == Level::Refused).count(), 1500);
    assert_eq!(list.iter().filter(|p| p.level == Level::Note).count(), 1001);
    assert_eq!(list.last().unwrap().found, "500 more like it");
}
