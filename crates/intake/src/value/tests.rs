//! Values as people write them, read one by one.

use super::*;

#[test]
fn dates_are_read_day_first_as_people_write_them() {
    for (written, expected) in [
        ("30/09/2026", "2026-09-30"),
        ("03/04/2021", "2021-04-03"),
        ("3.4.21", "2021-04-03"),
        ("3-Apr-2021", "2021-04-03"),
        ("3 April 2021", "2021-04-03"),
        ("3rd April 2021", "2021-04-03"),
        ("April 3, 2021", "2021-04-03"),
        ("2021-04-03", "2021-04-03"),
        ("2021-04-03T10:00:00Z", "2021-04-03"),
        ("03/04/2021 00:00:00", "2021-04-03"),
        ("03/04/2021 1:30 PM", "2021-04-03"),
        ("01/01/75", "1975-01-01"),
    ] {
        let read = written_date(written, DateOrder::DayFirst);
        assert_eq!(read.map(|d| d.to_string()).as_deref(), Some(expected), "{written}");
    }
    for bad in
        ["n/k", "03/25/2021", "31/02/2021", "2021", "1/2", "1/2/3/4", "", "12:00", "1/1/20210"]
    {
        assert_eq!(written_date(bad, DateOrder::DayFirst), None, "{bad}");
    }
    let american = written_date("03/25/2021", DateOrder::MonthFirst);
    assert_eq!(american.unwrap().to_string(), "2021-03-25");
}

#[test]
fn cells_become_dates_with_a_word_about_how() {
    let read = |cell: Cell| date(&cell, Epoch::Year1900, DateOrder::DayFirst, true);
    let good = Moment::from_iso("2019-08-01").unwrap();
    assert!(matches!(read(Cell::Date(good)), Reading::Good(_)));
    assert!(
        matches!(read(Cell::Number(43_678.0)), Reading::Odd(d, _) if d.to_string() == "2019-08-01")
    );
    assert!(matches!(read(Cell::text("01/08/2019")), Reading::Odd(..)));
    assert!(matches!(read(Cell::text(" ")), Reading::Blank));
    for bad in [
        Cell::Number(12.0),
        Cell::text("n/k"),
        Cell::Fault("#N/A"),
        Cell::Unsaved,
        Cell::Flag(true),
    ] {
        assert!(matches!(read(bad.clone()), Reading::Bad(_)), "{bad}");
    }
    let old_mac = date(&Cell::Number(42_216.0), Epoch::Year1904, DateOrder::DayFirst, true);
    assert!(matches!(old_mac, Reading::Odd(d, _) if d.to_string() == "2019-08-01"));
}

#[test]
fn a_time_behind_a_date_is_read_and_midnight_is_none() {
    for (written, expected) in [
        ("02/09/2026 08:00", Some(480)),
        ("02/09/2026 8:05:59", Some(485)),
        ("02/09/2026 1:30 PM", Some(810)),
        ("02/09/2026 12:10 am", Some(10)),
        ("2026-09-02T22:15:00Z", Some(1335)),
        ("02/09/2026 00:00:00", None),
        ("02/09/2026", None),
        ("02/09/2026 31:00", None),
    ] {
        assert_eq!(minute_of(&Cell::text(written)), expected, "{written}");
        assert_eq!(has_no_such_time(&Cell::text(written)), written.ends_with("31:00"));
    }
    let moment = Moment::from_iso("2026-09-02T08:00:00").unwrap();
    assert_eq!(minute_of(&Cell::Date(moment)), Some(480));
    assert_eq!(minute_of(&Cell::Number(46_267.25)), Some(360));
}

#[test]
fn numbers_and_flags_are_read_plainly() {
    assert_eq!(number(&Cell::text("1,234.5")), Reading::Good(1234.5));
    assert_eq!(number(&Cell::text("61%")), Reading::Good(0.61));
    assert!(matches!(number(&Cell::text("0,6")), Reading::Odd(n, _) if (n - 0.6).abs() < 1e-9));
    assert!(matches!(number(&Cell::text("1.234,5")), Reading::Bad(_)));
    assert!(matches!(number(&Cell::text("NaN")), Reading::Bad(_)));
    assert_eq!(yes_no(&Cell::text("b) No")), Reading::Good(false));
    assert_eq!(yes_no(&Cell::Flag(true)), Reading::Good(true));
    assert!(matches!(yes_no(&Cell::text("maybe")), Reading::Bad(_)));
}
