//! Tables as people send them, and what each of their rows is.

use super::*;
use crate::{Book, Limits};

fn judged(content: &str, key: Option<usize>) -> Vec<(u32, Ruling)> {
    let mut book = Book::open("a.csv", content.as_bytes().to_vec(), &Limits::default()).unwrap();
    let rows = book.read(0).unwrap().rows;
    let mut body = Body::below(&rows[0], key, KeepRows::Records);
    rows[1..].iter().map(|row| (row.number, body.judge(row))).collect()
}

fn aside(content: &str) -> Vec<(u32, Aside)> {
    judged(content, Some(0))
        .into_iter()
        .filter_map(|(row, ruling)| match ruling {
            Ruling::Aside(aside) => Some((row, aside)),
            Ruling::Record => None,
            Ruling::Broken(broken) => panic!("row {row}: {broken:?}"),
        })
        .collect()
}

#[test]
fn totals_headings_and_footers_are_no_records() {
    let table = "ID,Team,Plan\nTeam: North\nA1,North,CIN\nA2,North,CIN\nSub-total,2,\n\
                 ID,Team,Plan\nB1,South,CP\n,South Total,1\nGrand Total: 3,,\n\nReport run 30/09/2026\n";
    let expected = [
        (2, Aside::Note),
        (5, Aside::Total),
        (6, Aside::HeaderAgain),
        (8, Aside::Total),
        (9, Aside::Total),
        (11, Aside::Note),
    ];
    assert_eq!(aside(table), expected);
}

#[test]
fn summaries_without_a_total_s_name_are_no_records() {
    for row in [
        "Overall,4",
        "n=2,",
        "Count: 2,",
        "Number of cases,2",
        "All teams,2",
        "Average score,6.5",
        "Target,90%",
        "2,",
    ] {
        let table = format!("ID,Score\nA1,6\nA2,7\n{row}\n");
        assert_eq!(aside(&table), [(4, Aside::Total)], "{row}");
    }
    assert_eq!(aside("ID,Team,Score\nA1,North,6\nA2,East,7\n,,7\n"), [(4, Aside::Total)]);
    let header = "ID,Team,Plan\nA1,North,CIN\nID,,Plan\n";
    assert_eq!(aside(header), [(3, Aside::HeaderAgain)]);
    let months = "period,value\n2026-01,3\n2026-02,4\n2025/26,7\n";
    assert_eq!(aside(months), [(4, Aside::Total)]);
    let staff = "login,name\nakhan,A. Khan\nblee,B. Lee\nNumber of staff,2\n";
    assert_eq!(aside(staff), [(4, Aside::Total)]);
}

#[test]
fn a_summary_in_two_columns_without_a_key_is_known_by_its_name_and_figures() {
    let of_last = |row: &str| {
        let table = format!("ward,rate\nEast,0.4\nWest,0.6\n{row}\n");
        judged(&table, None).last().copied()
    };
    for row in ["Mean,0.5", "Overall,50%", "Average rate,0.5"] {
        assert_eq!(of_last(row), Some((4, Ruling::Aside(Aside::Total))), "{row}");
    }
    for row in ["Overall,high", "Meanwood,0.5", "South,0.5"] {
        assert_eq!(of_last(row), Some((4, Ruling::Record)), "{row}");
    }
    for table in [
        "comment\nx\nNumber of visits too low\n",
        "comment,score\nx,3\nAverage recording,4\n",
        "what,owner,due\nx,Jo,\nAverage caseload to be reviewed,,\n",
    ] {
        assert!(judged(table, None).iter().all(|(_, ruling)| *ruling == Ruling::Record), "{table}");
    }
}

#[test]
fn ids_that_only_look_like_summaries_stay_records() {
    for table in [
        "ID,Note\n1,x\n2,\n4,\n3,\n",
        "ID,Team\nK-31,North\nK-32,North\nN-104,North\n",
        "measure,period,value\ncaseload,2025,16\nAverage score,2025,6.5\n",
        "ID,Score\nA1,6\n,7\n",
        "login,name\nakhan,A. Khan\ncount,C. Ount\nmean,M. Ean\n",
        "ID,Team\n1,North\n2,\n3,\n",
        "team,cases\nNorth,4\nAll teams north,3\n",
        "period,value\n2024/25,3\n2025/26,4\n",
        "ID,Team\nA1,North\nA2,\nN1,North\nALL1,North\n",
    ] {
        assert_eq!(aside(table), [], "{table}");
    }
}

#[test]
fn a_second_table_below_is_left_out_until_the_first_goes_on() {
    let table =
        "ID,Team,Plan\nA1,North,CIN\n\n\nTeam,Cases,\nNorth 1,2,\nNorth 2,1,\nA2,North,CIN\n";
    assert_eq!(aside(table), [5, 6, 7].map(|row| (row, Aside::OtherTable)));
}

#[test]
fn records_that_look_odd_stay_records() {
    let logins = "login,name,team\nakhan,A. Khan,QA\n\nblee,B. Lee,QA\nmvale,,\n";
    assert_eq!(aside(logins), []);
    let ids = "ID,Team,Plan\nA 1,North,CIN\nA 2,,\nTotal 7,North,CIN\nB-3,,\n";
    assert_eq!(aside(ids), []);
    let comments = "comment,grade\nTotal lack of planning,good\nThe total was right,4\n";
    assert!(judged(comments, None).iter().all(|(_, ruling)| *ruling == Ruling::Record));
}

#[test]
fn a_cell_too_few_or_too_many_breaks_the_row() {
    let table = "ID,Team,Plan\nA1,North\nA2,North,CIN,more\nA3,North,CIN,,\n";
    let cells = |found| Ruling::Broken(Broken::Cells { found, expected: 3 });
    assert_eq!(judged(table, Some(0)), [(2, cells(2)), (3, cells(4)), (4, Ruling::Record)]);
}

#[test]
fn every_row_is_kept_where_that_is_asked_for() {
    let mut book =
        Book::open("a.csv", b"ID,n\nA1,1\nTotal,1\n".to_vec(), &Limits::default()).unwrap();
    let rows = book.read(0).unwrap().rows;
    let mut body = Body::below(&rows[0], Some(0), KeepRows::All);
    assert!(rows[1..].iter().all(|row| body.judge(row) == Ruling::Record));
}

#[test]
fn a_row_that_goes_on_beyond_the_headings_is_judged() {
    for table in ["case_id\n,date,worker,login,name,team,capac", "a,\n,b,c\n", "a\n,Overall,0.67\n"]
    {
        for key in [None, Some(0)] {
            assert!(judged(table, key).len() <= 1, "{table}");
        }
    }
}
