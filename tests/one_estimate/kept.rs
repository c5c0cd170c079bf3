//! What is kept of the figures when a round is closed and when its returns are removed, next to what it has to be.

use super::made::{Audit, MONTHS, Made, is_good};
use super::{of_grade, same};

/// Closes the latest round.
pub(super) fn closed(made: &Made) {
    let [.., (name, month)] = MONTHS.iter().zip(&made.months).collect::<Vec<_>>()[..] else {
        panic!("a month")
    };
    let draw = format!("{name}-own");
    let closed = made.desk.run(&["round", "close", &draw, "--format", "json"]).done().json();
    let found = &closed["figures"]["sections"][0];
    same(&found["months"][0]["mean_score"], month.mean(|_| true, Audit::score));
    let share = &found["months"][0]["good_or_better"];
    assert_eq!(share["count"], month.count(|audit| is_good(audit.grade)));
    let end = |end: &str| share[end].as_f64().unwrap();
    assert!(end("low") <= month.good() && month.good() <= end("high"), "{share}");
    for domain in found["domains"].as_array().unwrap() {
        let place = usize::from(domain["domain"] == "Planning");
        same(&domain["mean"], month.mean(|_| true, |audit| audit.scores[place]));
    }
}

/// Removes all returns, when their time is over: their figures stay as history.
pub(super) fn removed(made: &Made) {
    made.desk.run(&["--as-at", "2040-01-31", "retention", "apply"]).done();
    made.desk.run(&["export", "--to", "out"]).done();
    let table = made.desk.read("out/history-figures.csv");
    let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split(',').collect()).collect();
    let kept = |measure: &str, domain: &str, month: &str| -> f64 {
        let row = rows.iter().find(|row| row[..3] == [measure, domain, month]);
        row.unwrap_or_else(|| panic!("{measure} in {table}"))[3].parse().unwrap()
    };
    for (name, month) in MONTHS.iter().zip(&made.months) {
        let is = |measure: &str, domain: &str, expected: f64| {
            same(&kept(measure, domain, name).into(), expected);
        };
        is("good or better", "", month.good());
        for grade in ["outstanding", "requires improvement", "inadequate"] {
            is(grade, "", of_grade(month, grade).0);
        }
        is("mean score", "", month.mean(|_| true, Audit::score));
        for (place, domain) in ["Supervision", "Planning"].iter().enumerate() {
            is("mean score", domain, month.mean(|_| true, |audit| audit.scores[place]));
        }
    }
}
