//! History from before the tool: monthly figures since October 2018, three months missing, and the
//! dates of past audits, which the draws of the first year leave out.

use assay_model::Month;

use crate::Council;
use crate::calendar::{first_month, plus_days, plus_months};
use crate::dice::Dice;
use crate::table::Table;

/// Months without audits: the first lockdown.
const MISSING: [&str; 3] = ["2020-03", "2020-04", "2020-05"];

/// Returns the aggregate figures of every month from October 2018 to the month before the first round.
pub(crate) fn figures(council: &Council) -> Table {
    let mut table = Table::new(&["measure", "domain", "period", "value", "n", "source"]);
    let mut dice = Dice::new(&council.seed, "history");
    let begin = first_month().plus(-84);
    for months in 0..84 {
        let month = begin.plus(months);
        if MISSING.contains(&month.to_string().as_str()) {
            continue;
        }
        let improvement = if months == 0 { 660 } else { dice.between(470, 610) };
        let inadequate = dice.between(40, 90);
        let mean = 560 + dice.between(-25, 35) + months / 3;
        let audits = dice.between(38, 64);
        for (measure, value) in [
            ("requires improvement", thousandths(improvement)),
            ("inadequate", thousandths(inadequate)),
            ("good or better", thousandths(1000 - improvement - inadequate)),
            ("mean score", format!("{}.{:02}", mean / 100, mean % 100)),
        ] {
            table.push(figure(measure, month, value, audits));
        }
    }
    table
}

fn figure(measure: &str, month: Month, value: String, audits: i32) -> [String; 6] {
    let source = "monthly audit report (spreadsheet)".to_owned();
    [measure.to_owned(), String::new(), month.to_string(), value, audits.to_string(), source]
}

fn thousandths(value: i32) -> String {
    format!("0.{value:03}")
}

/// Returns the audits of the year before the first round, which did not use the tool.
pub(crate) fn past_audits(council: &Council) -> Table {
    let mut table = Table::new(&["case_id", "audit_date", "audit_type"]);
    let mut dice = Dice::new(&council.seed, "past audits");
    let start = first_month().first_day();
    let year_before = plus_months(start, -12);
    for child in &council.children {
        let audited = plus_days(year_before, dice.between(0, 360));
        if child.stage(audited).is_some() && dice.chance(110) {
            table.push([child.id_on(start).to_owned(), audited.to_string(), "monthly".to_owned()]);
        }
    }
    table
}
