//! What a pack prints and draws, next to what it has to be.

use std::collections::BTreeSet;

use super::made::{Made, Month, is_good};
use super::{GRADES, no_raw_share, of_grade, percent, printed, quarter, short, shown};

/// A profile's pack as a page and as a workbook, and compared with the pack before.
pub(super) fn pack(made: &Made, profile: &str) {
    let make = |day: &str, more: &[&str]| {
        let arguments = ["pack", profile, "--as-at", day, "--format", "all"];
        made.desk.run(&[&arguments[..], more].concat()).done();
        let stem = format!("packs/{day}-{profile}");
        let page = made.desk.read(&format!("{stem}.html"));
        (page, shown::sheets(&made.desk.path(&format!("{stem}.xlsx"))))
    };
    make("2026-08-31", &[]);
    let (page, sheets) = make("2026-10-05", &["--since", "last"]);
    no_raw_share(made, &without_axis_starts(&shown::words(&page)));
    front(made, &shown::words(&page), profile);
    charts(made, &page);
    for rows in sheets.values() {
        no_raw_share(made, &shown::without_intervals(rows).join(" "));
    }
    let sheet = |name: &str| {
        let found = sheets.iter().find(|(key, _)| key.ends_with(&format!(" {name}")));
        found.map(|(_, rows)| rows)
    };
    judgements(made, sheet("judgements").unwrap());
    process(made, sheet("front").unwrap());
    domains(made, sheet("domains").unwrap());
    if let Some(rows) = sheet("teams") {
        by_team(made, rows);
    }
    since(made, sheet("since").unwrap());
}

/// The words without the shares at which axes begin, which may be a raw share by chance.
fn without_axis_starts(words: &str) -> String {
    let mut parts = words.split("axis from ");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| kept + part.split_once('%').map_or(part, |(_, rest)| rest))
}

/// The sentences of the first page.
fn front(made: &Made, words: &str, profile: &str) {
    let has = |text: &str| assert!(words.contains(text), "{profile}: {text} in {words}");
    let (count, base) = made.counted(|_| true);
    has(&format!("From {base} audits of Jul–Sep 2026 we estimate"));
    let good = quarter(made, Month::good);
    has(&format!("good or better ({}; {count} of the audits were)", percent(good)));
    for (place, domain) in ["Supervision", "Planning"].iter().enumerate() {
        let score = quarter(made, |month| month.mean(|_| true, |audit| audit.scores[place]));
        has(&format!("{domain} scores {score:.1} out of 10 ("));
    }
    let [.., last] = made.months.as_slice() else { panic!("three months") };
    let clause = printed(last.good(), last.count(|a| is_good(a.grade)), last.audits.len());
    has(&format!("Good or better in September 2026: {clause}"));
    has(&format!("{clause} in September 2026."));
}

/// Bars are as long, and dots as high, as the estimates.
fn charts(made: &Made, page: &str) {
    let bars = shown::bars(shown::drawing(page, "chart-judgements").unwrap());
    assert_eq!(bars.len(), made.months.len());
    for (month, bar) in made.months.iter().zip(bars) {
        for (grade, drawn) in GRADES.iter().zip(bar) {
            let (share, _) = of_grade(month, grade);
            assert!((share - drawn).abs() < 0.006, "{grade}: {share} is drawn as {drawn}");
        }
    }
    let Some(funnel) = shown::drawing(page, "chart-teams") else { return };
    let (dots, mean) = shown::heights(funnel);
    let [team, other] = made.team_names().into_iter().collect::<Vec<_>>()[..] else { return };
    let mut shares = [team, other].map(|name| made.teams(|of| of == name));
    let mut dots = [dots[0], dots[1]];
    // Higher is nearer to the top.
    shares.sort_by(|a, b| b.total_cmp(a));
    dots.sort_by(f64::total_cmp);
    let step = (dots[1] - dots[0]) / (shares[1] - shares[0]);
    let expected = dots[0] + (made.teams(|_| true) - shares[0]) * step;
    assert!((mean - expected).abs() < 0.5, "the mean is drawn at {mean}, not at {expected}");
}

fn judgements(made: &Made, rows: &[Vec<String>]) {
    let [head, rows @ ..] = rows else { panic!("a heading") };
    let column = |name: &str| head.iter().position(|label| label == name);
    assert_eq!(rows.len(), made.months.len());
    for (month, row) in made.months.iter().zip(rows) {
        let base = month.audits.len();
        let good = month.count(|audit| is_good(audit.grade));
        let first = &row[column("Good or better").unwrap()];
        assert_eq!(*first, short(month.good(), good, base));
        // The grades are in the council's words.
        for ((label, grade), count_at) in head[1..5].iter().zip(GRADES).zip(1..) {
            let (share, count) = of_grade(month, grade);
            assert_eq!(row[count_at], count.to_string(), "{label}");
            if let Some(at) = column(&format!("{label}, estimate")) {
                assert_eq!(row[at], short(share, count, base), "{label}");
            } else {
                // Then the audits themselves are in proportion, to within one.
                assert!((share * base as f64 - count as f64).abs() < 1.0, "{label}");
            }
        }
    }
}

fn process(made: &Made, rows: &[Vec<String>]) {
    for (month, row) in made.months.iter().zip(&rows[1..]) {
        assert_eq!(row[1], percent(month.good()));
    }
}

fn domains(made: &Made, rows: &[Vec<String>]) {
    assert_eq!(rows.len(), 3);
    for row in &rows[1..] {
        let place = usize::from(row[0] == "Planning");
        let score = |month: &Month| month.mean(|_| true, |audit| audit.scores[place]);
        let [first, .., last] = made.months.as_slice() else { panic!("three months") };
        let (first, last) = (score(first), score(last));
        for (at, expected) in [(1, first), (3, last), (5, last - first)] {
            let value: f64 = row[at].parse().unwrap();
            // A change that prints as nothing is nothing in the workbook too.
            let is_nothing = value == 0.0 && expected.abs() < 0.05;
            assert!(is_nothing || (value - expected).abs() < 1e-9, "{row:?}");
        }
    }
}

fn by_team(made: &Made, rows: &[Vec<String>]) {
    let known = made.team_names();
    let shown: BTreeSet<&str> = rows[1..].iter().map(|row| row[0].as_str()).collect();
    for row in &rows[1..] {
        let inside = |of: &str| match row[0].as_str() {
            "Other teams together" => !shown.contains(of),
            team => team == of,
        };
        assert!(known.iter().any(|team| inside(team)), "{row:?}");
        let (count, base) = made.counted(inside);
        assert_eq!((&row[1], &row[2]), (&count.to_string(), &base.to_string()));
        assert_eq!(row[3], short(made.teams(inside), count, base), "{row:?}");
    }
}

/// What changed since the pack before is of the same estimates: of August then, of September now.
fn since(made: &Made, rows: &[Vec<String>]) {
    let [_, then, now] = made.months.as_slice() else { panic!("three months") };
    let is = |measure: &str, of: &dyn Fn(&Month) -> String| {
        let expected = [of(then), of(now)];
        match rows.iter().find(|row| row[0] == measure) {
            Some(row) => assert_eq!(row[1..3], expected, "{measure}"),
            // What printed alike is left out.
            None => assert_eq!(expected[0], expected[1], "{measure} in {rows:?}"),
        }
    };
    is("good or better", &|month| {
        let count = month.count(|audit| is_good(audit.grade));
        short(month.good(), count, month.audits.len())
    });
    is("graded inadequate", &|month| {
        let (share, count) = of_grade(month, "inadequate");
        short(share, count, month.audits.len())
    });
    for (place, domain) in ["Supervision", "Planning"].iter().enumerate() {
        is(&format!("{domain}, score out of 10"), &|month| {
            format!("{:.1}", month.mean(|_| true, |audit| audit.scores[place]))
        });
    }
}
