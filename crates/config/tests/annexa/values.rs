//! Values that are odd and mean something all the same.

use assay_tables::OutCell;

use super::build::{column, list_6, spoilt, text, with_part};
use super::read;

#[test]
fn values_are_kept_as_the_officers_mean_them() {
    use column::{AGE, DISABILITY, START, WORKER};
    let check = |column: usize, cell: OutCell, field: &str, expected: &str| {
        let annexa = read("a.xlsx", list_6(vec![spoilt("1002", column, cell)]));
        let child = annexa.children.records.iter().find(|c| c.id.as_str() == "1002").unwrap();
        assert_eq!(child.field(field), expected);
    };
    check(AGE, OutCell::Number(6.94), "age", "6");
    check(AGE, OutCell::Number(-1.0), "age", "-1");
    check(DISABILITY, text("No"), "disability", "b) No");
    check(START, text("03/04/2021"), "start_date", "2021-04-03");
    check(START, OutCell::Number(43_678.0), "start_date", "2019-08-01");
    check(WORKER, text("Ann\u{a0}B"), "worker", "Ann B");
    let old_mac = with_part(
        &list_6(vec![spoilt("1002", START, OutCell::Number(42_216.0))]),
        "xl/workbook.xml",
        |xml| xml.replace("<workbookPr ", "<workbookPr date1904=\"1\" "),
    );
    let annexa = read("a.xlsx", old_mac);
    assert_eq!(annexa.children.records[1].field("start_date"), "2019-08-01");
}
