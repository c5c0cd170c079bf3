//! What `report` answers, as JSON and on the screen, next to what it has to be.

use serde_json::Value;

use super::made::{Audit, MONTHS, Made, Month, is_good};
use super::{no_raw_share, of_grade, printed, same};

/// Each month's figures of the report.
pub(super) fn months(made: &Made, monthly: &Value) {
    for (at, month) in made.months.iter().enumerate() {
        let found = &monthly["months"][at];
        assert_eq!(found["month"], MONTHS[at]);
        let good = |audit: &Audit| is_good(audit.grade);
        share(&found["good_or_better"], month, good);
        share(&found["inadequate"], month, |audit| audit.grade == "inadequate");
        mean(&found["mean_score"], month.mean(|_| true, Audit::score));
        for (place, domain) in ["Supervision", "Planning"].iter().enumerate() {
            let series = monthly["domains"].as_array().unwrap();
            let series = series.iter().find(|series| series["domain"] == *domain).unwrap();
            let expected = month.mean(|_| true, |audit| audit.scores[place]);
            mean(&series["months"][at]["score"], expected);
        }
    }
}

fn share(found: &Value, month: &Month, hit: impl Fn(&Audit) -> bool) {
    let expected = month.share(|_| true, &hit);
    same(&found["share"], expected);
    same(&found["estimate"]["value"], expected);
    assert_eq!(found["count"], month.count(&hit));
    assert_eq!(found["base"], month.audits.len());
    let end = |end: &str| found["estimate"][end].as_f64().unwrap();
    assert!(end("low") <= expected && expected <= end("high"), "{found}");
    let whole = |inside: &dyn Fn(&Audit) -> bool| -> f64 {
        month.audits.iter().filter(|audit| inside(audit)).map(|audit| audit.whole).sum()
    };
    let all = whole(&|_| true) + month.missing;
    same(&found["if_none_missing_counted"], whole(&hit) / all);
    same(&found["if_all_missing_counted"], (whole(&hit) + month.missing) / all);
}

fn mean(found: &Value, expected: f64) {
    same(&found["mean"], expected);
    same(&found["estimate"]["value"], expected);
}

/// Changes, record lines and the councils' own test are of the months' figures.
pub(super) fn changes(made: &Made, report: &Value) {
    let monthly = &report["monthly"];
    let of = |month: &Value, measure: &str| {
        let at = MONTHS.iter().position(|known| *month == *known).unwrap();
        match measure {
            "good or better" => made.months[at].good(),
            "inadequate" => of_grade(&made.months[at], "inadequate").0,
            "mean score" => made.months[at].mean(|_| true, Audit::score),
            domain => {
                let place = usize::from(domain == "Planning");
                made.months[at].mean(|_| true, |audit| audit.scores[place])
            }
        }
    };
    for change in monthly["changes"].as_array().unwrap() {
        let measure = change["measure"].as_str().unwrap();
        let (before, after) = (of(&change["from"], measure), of(&change["to"], measure));
        same(&change["before"], before);
        same(&change["after"], after);
        same(&change["difference"], after - before);
    }
    for series in monthly["domains"].as_array().unwrap() {
        let domain = series["domain"].as_str().unwrap();
        for change in series["changes"].as_array().unwrap() {
            same(&change["before"], of(&change["from"], domain));
            same(&change["after"], of(&change["to"], domain));
        }
    }
    for record in monthly["records"].as_array().unwrap() {
        same(&record["value"], of(&record["month"], record["measure"].as_str().unwrap()));
    }
    let clauses = report["improving"]["clauses"].as_array().unwrap();
    for (clause, grade) in clauses.iter().zip(["good", "requires improvement", "inadequate"]) {
        for (month, figure) in made.months.iter().zip(clause["figures"].as_array().unwrap()) {
            let is = |audit: &Audit| match grade {
                "good" => is_good(audit.grade),
                _ => audit.grade == grade,
            };
            same(&figure["share"], month.share(|_| true, is));
            assert_eq!(figure["count"], month.count(is));
        }
    }
}

pub(super) fn teams(made: &Made, found: &Value) {
    if made.team_names().len() < 2 {
        assert_eq!(*found, Value::Null);
        return;
    }
    same(&found["share"], made.teams(|_| true));
    let teams = found["teams"].as_array().unwrap();
    assert_eq!(teams.len(), made.team_names().len());
    for team in teams {
        let name = team["team"].as_str().unwrap();
        same(&team["share"], made.teams(|of| of == name));
        let (count, base) = made.counted(|of| of == name);
        assert_eq!((&team["count"], &team["base"]), (&count.into(), &base.into()));
    }
}

/// Good or better by the auditors' grades is the headline; by the moderated ones it is weighed alike.
pub(super) fn both_series(made: &Made, found: &Value) {
    for (month, of) in made.months.iter().zip(found.as_array().unwrap()) {
        same(&of["auditor_share"], month.good());
        let moderated = |audit: &Audit| is_good(audit.moderated);
        same(&of["moderated_share"], month.share(|_| true, moderated));
        assert_eq!(of["moderated"], month.count(moderated));
    }
    assert_eq!(found.as_array().unwrap().len(), made.months.len());
}

/// The screen of the report.
pub(super) fn screen(made: &Made) {
    let screen = made.desk.run(&["report"]).done().stdout;
    let words = screen.split_whitespace().collect::<Vec<_>>().join(" ");
    let has = |text: &str| assert!(words.contains(text), "{text} in {screen}");
    let good = |audit: &Audit| is_good(audit.grade);
    let moderated = |audit: &Audit| is_good(audit.moderated);
    for month in &made.months {
        let base = month.audits.len();
        has(&printed(month.good(), month.count(good), base));
        has(&printed(month.share(|_| true, moderated), month.count(moderated), base));
        let both = month.mean(|_| true, Audit::score);
        has(&format!("{both:.1} (n = {base})"));
    }
    for team in made.team_names() {
        let (count, base) = made.counted(|of| of == team);
        let share = made.teams(|of| of == team);
        if made.team_names().len() > 1 {
            has(&format!("{team} {}", printed(share, count, base)));
        }
    }
    no_raw_share(made, &words);
}
